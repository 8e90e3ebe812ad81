"""What an upstream account may be asked still, and whether it answers, as the pages show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from playground.jobs.gate import BURST_SECONDS, LONGEST_PAUSE, rate
from playground.models import Connection, Throttle
from playground.models.throttle import of as throttles_of

STALE = timedelta(seconds=60)  # a breaker that nobody has tried for so long says nothing about now


@dataclass(frozen=True)
class Limit:
    """One kind of request: `left` of `burst` may go at once, `a_minute` in the long run; `row` None: never asked."""

    word: str
    left: int
    burst: int
    a_minute: int
    paused_until: datetime | None
    row: Throttle | None


def limits_of(connection: Connection) -> list[Limit]:
    """Submits and looks of the account that this connection asks."""
    kept, now = {row.kind: row for row in throttles_of(connection)}, timezone.now()
    words = {Throttle.Kind.SUBMIT: _("Submits"), Throttle.Kind.QUERY: _("Looks")}
    return [_limit(word, kind, kept.get(kind), now) for kind, word in words.items()]


def outage_of(connection: Connection) -> Throttle | None:
    """The longest failing kind of request of this account; None: the gateway answers, or nobody has asked lately."""
    tried_since = timezone.now() - STALE
    failing = [row for row in throttles_of(connection) if row.open_until and row.open_until > tried_since]
    return max(failing, key=lambda row: row.failures, default=None)


def _limit(word: str, kind: str, row: Throttle | None, now: datetime) -> Limit:
    speed = rate(kind)
    burst, left, paused_until = speed * BURST_SECONDS, speed * BURST_SECONDS, None
    if row is not None:
        left = min(burst, row.left + max(0.0, (now - row.at).total_seconds()) * speed)
        if seconds := row.pause_left(now, LONGEST_PAUSE):
            paused_until = now + timedelta(seconds=seconds)
    return Limit(word, max(0, int(left)), int(burst), round(speed * 60), paused_until, row)
