"""How past run times are spread: pure functions of numbers, none of which knows what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

ENOUGH = 5  # with fewer a quantile is an anecdote


@dataclass(frozen=True)
class Spread:
    """Numbers in order, the smallest first."""

    ordered: tuple[float, ...] = ()

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Self:
        """Of numbers in any order."""
        return cls(tuple(sorted(numbers)))

    def __len__(self) -> int:
        return len(self.ordered)

    @property
    def is_enough(self) -> bool:
        """Whether there are enough of them to say anything."""
        return len(self.ordered) >= ENOUGH

    def at(self, share: float) -> float:
        """A number that at least this share of all does not exceed: 0.5 is the median. IndexError for none at all."""
        return self.ordered[min(len(self.ordered) - 1, int(share * len(self.ordered)))]

    @property
    def half(self) -> float:
        """What half of them stay within."""
        return self.at(0.5)

    @property
    def most(self) -> float:
        """What nine of ten stay within."""
        return self.at(0.9)

    @property
    def smallest(self) -> float:
        return self.ordered[0]

    @property
    def largest(self) -> float:
        return self.ordered[-1]
