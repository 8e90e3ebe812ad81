"""What became of past takes, by connection and model: the one place that reads this history.

The engine learns its pace from it, the waiting card says how long it usually takes, the model's page shows it all.
A connection is one account of one gateway, so the simulator's runs never count among a real one's.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from playground.catalogue.guide import GuideError
from playground.catalogue.reference import error_guide
from playground.models.connection import Connection
from playground.models.generation import Generation
from playground.models.spread import Spread
from playground.models.state import State

LATEST = 500  # ended takes that are looked at
KEPT = 15  # seconds in which they are not looked at again
DAYS = 14
ENDS = (State.READY, State.FAILED)


@dataclass(frozen=True)
class Ended:
    """One take that came to an end; `price` is the estimate booked for it, in milli-credits."""

    state: str
    accepted_at: datetime | None
    completed_at: datetime
    price: int | None
    error_status: int | None
    error_code: str

    @property
    def seconds(self) -> float | None:
        """From upstream's yes to its clip; None for a take that has no clip."""
        if self.state != State.READY or self.accepted_at is None:
            return None
        return (self.completed_at - self.accepted_at).total_seconds()


@dataclass(frozen=True)
class Failures:
    """One kind of failure, as the guide has it, and how often it came."""

    guide: GuideError
    count: int


@dataclass(frozen=True)
class Day:
    """What ended on one day."""

    on: date
    ready: int
    failed: int


@dataclass(frozen=True)
class Runs:
    """The latest ended takes of one model on one connection; `since` the oldest of them ended."""

    seconds: Spread = field(default_factory=Spread)
    prices: Spread = field(default_factory=Spread)
    failures: tuple[Failures, ...] = ()
    days: tuple[Day, ...] = ()
    count: int = 0
    since: datetime | None = None

    @property
    def failed(self) -> int:
        return sum(kind.count for kind in self.failures)

    @property
    def ready(self) -> int:
        return self.count - self.failed


def runs_of(connection_id: int, model_slug: str) -> Runs:
    """The latest 500 ended takes of that model there, a quarter of a minute old at most."""
    key = f"runs:{connection_id}:{model_slug}"
    known: Runs | None = cache.get(key)
    if known is None:
        known = told(_ended(connection_id, model_slug), timezone.localdate())
        cache.set(key, known, KEPT)
    return known


def latest_spreads() -> dict[tuple[int, str], Spread]:
    """Run times by (connection, model), from the latest finished takes of all."""
    ready = Generation.objects.filter(state=State.READY)
    past = ready.exclude(connection__kind=Connection.Kind.REHEARSAL).order_by("-version")[:LATEST]
    found: dict[tuple[int, str], list[float]] = {}
    for connection, model, begin, end in past.values_list(
        "connection_id", "model_slug", "accepted_at", "completed_at"
    ):
        if begin and end:
            found.setdefault((connection, model), []).append((end - begin).total_seconds())
    return {kind: Spread.of(times) for kind, times in found.items()}


def told(ended: Sequence[Ended], today: date) -> Runs:
    """What these takes, the newest first, have to tell."""
    ready = [take for take in ended if take.state == State.READY]
    return Runs(
        seconds=Spread.of(seconds for take in ready if (seconds := take.seconds) is not None),
        prices=Spread.of(take.price for take in ready if take.price is not None),
        failures=_failures(ended),
        days=_days(ended, today),
        count=len(ended),
        since=ended[-1].completed_at if ended else None,
    )


def _ended(connection_id: int, model_slug: str) -> list[Ended]:
    past = Generation.objects.filter(connection_id=connection_id, model_slug=model_slug, state__in=ENDS)
    rows = past.filter(completed_at__isnull=False).order_by("-completed_at")[:LATEST]
    fields = ("state", "accepted_at", "completed_at", "price", "error_status", "error_code")
    return [Ended(*row) for row in rows.values_list(*fields)]


def _failures(ended: Iterable[Ended]) -> tuple[Failures, ...]:
    """By kind, the commonest first."""
    failed = [take for take in ended if take.state == State.FAILED]
    kinds = [error_guide(take.error_status, take.error_code) for take in failed]
    guides = {guide.code: guide for guide in kinds}
    counted = Counter(guide.code for guide in kinds)
    return tuple(Failures(guides[code], count) for code, count in counted.most_common())


def _days(ended: Iterable[Ended], today: date) -> tuple[Day, ...]:
    """The last fourteen days, those on which nothing ended included."""
    counted = Counter((timezone.localdate(take.completed_at), take.state) for take in ended)
    wanted = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    return tuple(Day(on, counted[on, State.READY], counted[on, State.FAILED]) for on in wanted)
