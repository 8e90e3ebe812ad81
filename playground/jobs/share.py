"""Which takes a watcher looks after when several share them: a range of ids, for a random id is its own hash."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from playground.models import Generation

ALL = 1 << 128


@dataclass(frozen=True)
class Share:
    """The part `number` (from 0) of `of` equal parts."""

    number: int = 0
    of: int = 1

    @property
    def lease(self) -> str:
        """The name of the lease that its watcher holds."""
        return "watch" if self.of == 1 else f"watch-{self.number + 1}-of-{self.of}"

    def among(self, takes: QuerySet[Generation]) -> QuerySet[Generation]:
        """Those of `takes` that are in this part."""
        if self.number > 0:
            takes = takes.filter(pk__gte=uuid.UUID(int=ALL * self.number // self.of))
        if self.number < self.of - 1:
            takes = takes.filter(pk__lt=uuid.UUID(int=ALL * (self.number + 1) // self.of))
        return takes


def shares() -> Iterator[Share]:
    """All parts, as the operator set WATCHERS."""
    return (Share(number, settings.WATCHERS) for number in range(settings.WATCHERS))
