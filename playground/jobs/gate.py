"""The gate before each request to an account: the shared token bucket, the pause of a 429, the circuit breaker.

Path of a request: it waits for its turn (turns.py) → the gate hands out what it holds → when that is used up it takes
some more out of the account's row in the database, where all watchers and clusters take theirs → the outcome comes
back by `report` → five failures in a row open the breaker, for everybody.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from playground.jobs.turns import Turns
from playground.models import Throttle
from playground.upstream.client import Limits

Kind = Throttle.Kind
SHARE_USED = 0.8  # of the documented limits
# With what flows in meanwhile, and a handful taken before, 500 queries and 50 submits in ten seconds, as documented
BURST_SECONDS = 2.0
HANDFUL_SECONDS = 0.5  # what a watcher takes at once
LONGEST_PAUSE = timedelta(seconds=300)
FAILURES = 5  # in a row open the breaker
FIRST_PAUSE, LONGEST_OPEN = 5.0, 60.0
PROBE_PATIENCE = 60.0
NOTICE = 1.0

type InDatabase = Callable[..., Awaitable[Any]]


def rate(kind: str) -> float:
    """Requests a second that we use."""
    documented = settings.SUBMITS_PER_MINUTE if kind == Kind.SUBMIT else settings.QUERIES_PER_MINUTE
    return SHARE_USED * float(documented) / 60


@dataclass(frozen=True)
class Grant:
    """`count` requests may go now; with none, ask again after `wait` seconds. probe: the breaker is half-open."""

    count: int
    wait: float = 0.0
    probe: bool = False


class Gate:
    """One account's gate for one kind of request, in one watcher. `db`: runs a function in the database thread."""

    def __init__(self, account: str, kind: Kind, db: InDatabase) -> None:
        self.account, self.kind, self.db = account, kind, db
        self.is_probing = False
        self._held = 0
        self._failing = True  # unknown: the first success says so
        self._turns = Turns()
        self._giving: asyncio.Task[None] | None = None
        self._told = asyncio.Event()

    async def take(self, lane: int, workspace: int) -> None:
        """Wait for a turn."""
        if self._held > 0 and not self._turns and not self.is_probing:
            self._held -= 1
            return
        turn = self._turns.wait(lane, workspace)
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give())
        await turn

    async def _give(self) -> None:
        while self._turns:
            if self._held < 1:
                grant = await self.db(reserve, self.account, self.kind)
                self._held, self.is_probing = grant.count, grant.probe
                if not grant.count:
                    await asyncio.sleep(min(grant.wait, NOTICE))  # a pause may be lifted before its end
                    continue
            self._held -= 1
            self._told.clear()
            if self._turns.call() and self.is_probing:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._told.wait(), PROBE_PATIENCE)
                self.is_probing = False

    async def pause(self, seconds: float) -> None:
        """The gateway asked for quiet: kept at once, for everybody."""
        self._held = 0
        await self.db(pause, self.account, self.kind, seconds)

    async def report(self, words: str | None) -> None:
        """What came of a request: None for any answer of the gateway, else what kept it from answering."""
        self._told.set()
        if words is not None:
            self._held, self._failing = 0, True
            await self.db(failed, self.account, self.kind, words)
        elif self._failing:
            self._failing = False
            await self.db(answered, self.account, self.kind)

    async def believe(self, limits: Limits | None) -> None:
        """What the gateway's own headers say is left counts more than our arithmetic."""
        if limits is None or limits.remaining is None:
            return
        if limits.remaining >= 1:
            self._held = min(self._held, int(limits.remaining))
            return
        reset = limits.reset or 1.0
        await self.pause(reset - limits.seen_at if reset > limits.seen_at / 2 else reset)

    async def close(self) -> None:
        """Stop giving turns, and put back what was not used."""
        if self._giving is not None:
            self._giving.cancel()
        if self._held:
            held, self._held = self._held, 0
            await self.db(put_back, self.account, self.kind, held)


def _row(account: str, kind: str) -> Throttle:
    now = timezone.now()
    full = {"left": rate(kind) * BURST_SECONDS, "at": now}
    found = Throttle.objects.select_for_update().get_or_create(account=account, kind=kind, defaults=full)
    return found[0]


@transaction.atomic
def reserve(account: str, kind: str) -> Grant:
    """Take the next handful out of the account's bucket; one request when its breaker is half-open."""
    row, now, speed = _row(account, kind), timezone.now(), rate(kind)
    if (pause := row.pause_left(now, LONGEST_PAUSE)) > 0:
        return Grant(0, pause)
    longest = timedelta(seconds=LONGEST_OPEN * settings.TIME_SCALE)  # further away: a clock that was set back
    if row.open_until is not None and timedelta(0) < (shut := row.open_until - now) <= longest:
        return Grant(0, shut.total_seconds())
    since = max(0.0, (now - row.at).total_seconds())  # a clock that was set back refills nothing
    row.left, row.at = min(speed * BURST_SECONDS, row.left + since * speed), now
    probe = row.open_until is not None
    handful = 1 if probe else max(1, math.ceil(speed * HANDFUL_SECONDS))
    count = min(handful, int(row.left))
    row.left, row.asked = row.left - count, row.asked + count
    if probe and count:  # the others wait for what becomes of this one
        row.open_until = now + timedelta(seconds=_open_for(row.failures) * settings.TIME_SCALE)
    row.save(update_fields=["left", "at", "open_until", "asked"])
    return Grant(count, (1 - row.left) / speed, probe)


@transaction.atomic
def pause(account: str, kind: str, seconds: float) -> None:
    """Nobody asks for so long."""
    row, wanted = _row(account, kind), timedelta(seconds=max(0.0, seconds))
    now = timezone.now()
    until = now + min(wanted, LONGEST_PAUSE)
    if row.paused_until is None or not until <= row.paused_until <= now + LONGEST_PAUSE:
        row.paused_until, row.pauses = until, row.pauses + 1
        row.save(update_fields=["paused_until", "pauses"])


@transaction.atomic
def failed(account: str, kind: str, words: str) -> None:
    """One more failure in a row; from the fifth on the breaker is open, each time for longer."""
    row, now = _row(account, kind), timezone.now()
    row.failures, row.words = row.failures + 1, words[:500]
    row.failing_since = row.failing_since or now
    if row.failures >= FAILURES:
        row.open_until = now + timedelta(seconds=_open_for(row.failures) * settings.TIME_SCALE)
    row.save(update_fields=["failures", "words", "failing_since", "open_until"])


def answered(account: str, kind: str) -> None:
    """The gateway answers: the breaker closes."""
    mended = {"failures": 0, "failing_since": None, "open_until": None, "words": ""}
    Throttle.objects.filter(account=account, kind=kind, failures__gt=0).update(**mended)


@transaction.atomic
def put_back(account: str, kind: str, count: int) -> None:
    """Return requests that were taken and not made."""
    row = _row(account, kind)
    row.left, row.asked = min(rate(kind) * BURST_SECONDS, row.left + count), max(0, row.asked - count)
    row.save(update_fields=["left", "asked"])


def _open_for(failures: int) -> float:
    return min(LONGEST_OPEN, FIRST_PAUSE * 2.0 ** max(0, failures - FAILURES))
