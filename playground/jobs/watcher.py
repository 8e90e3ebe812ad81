"""The one watcher: a single event loop that submits what is queued and looks at what is due.

The path of a take: row `queued` → (submit.py) POST → `running` → (poll.py) looks → `fetching` → bell → (fetch.py) our
copy → `ready`. Every write is checked against the lease's fencing token. A slice ends after some seconds so that the
queue stays in charge of the process; the next slice goes on where the rows say.
"""

import asyncio
import logging
import time
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from playground import keys, logs
from playground.crash import crash_point
from playground.jobs import account, batch, bell, following, lease, poll, submit, unconfirmed
from playground.jobs.desk import Desk
from playground.jobs.hearing import Hearing
from playground.jobs.share import Share
from playground.models import Connection, Generation
from playground.models.lifecycle import Fence, LeaseLost
from playground.models.state import State

log = logging.getLogger("playground.watcher")
SLICE = 90.0
LONGEST = 240.0  # when paid requests keep being in flight
TICK, SHORTEST_TICK = 0.5, 0.02  # without a knock; between two rounds when much happens
RENEW = 1.0
PUTTING_DOWN = 2.0  # of the seconds that a stop may take
AT_ONCE = 500
CROWD = 1_000  # in hand: then the rows are looked through less often
CROWD_TICK = 0.5
LOOK_ANYWAY = timedelta(seconds=5)
FURTHEST = timedelta(
    minutes=6
)  # nothing is ever put off for longer: a due date beyond is a clock that was set back


def watch_one_slice(share: Share) -> bool:
    """Watch a share if nobody else does; True when this process held the lease to the slice's own end."""
    fence = lease.acquire(share.lease)
    if fence is None:
        return False
    try:
        asyncio.run(Watcher(fence, share).run())
        return True
    except LeaseLost:
        log.warning("somebody else watches now; this watcher wrote nothing more")
        return False
    finally:
        lease.release(fence)


class Watcher:
    """One slice: what is due becomes a task, and each task's trouble stays its own."""

    def __init__(self, fence: Fence, share: Share) -> None:
        self.desk = Desk(fence, share)
        self._in_hand: dict[uuid.UUID, asyncio.Task[None]] = {}
        self._paying: dict[uuid.UUID, Generation] = {}  # queued when they were taken in hand
        self._lost: BaseException | None = None
        self._hearing = Hearing(self.desk.read)
        self._next_due = timezone.now()
        self._looked = self._renewed = self._round = 0.0
        self._renewals = 0
        self._asked_to_end = 0.0
        self._grace = settings.STOP_GRACE - PUTTING_DOWN

    async def run(self) -> None:
        """One slice. Raises LeaseLost."""
        started = time.monotonic()
        self._hearing.end_with(bell.stopping_line())
        try:
            await self.desk.db(submit.take_over, self.desk.share, self.desk.fence, self.desk.actor)
            await self.desk.db(following.follow_the_key)
            await self.desk.db(keys.forget_unneeded)
            await self.desk.db(poll.forget_no_ring, self.desk.share)
            self.desk.paces = await self.desk.db(poll.learned_paces)
            self.desk.rounds.go_on(await self.desk.read(self._in_mind))
            while not self._over(time.monotonic() - started):
                await self._flush()
                for row in [*await self._found(), *self.desk.rounds.due()]:
                    self._take(row)
                await self._rest()
            await self._flush(all_of_it=True)
        finally:
            await self._put_down()

    def _over(self, age: float) -> bool:
        if self._lost is not None:
            raise self._lost
        if bell.is_stopping():
            self._asked_to_end = self._asked_to_end or time.monotonic()
            return not self._is_sending() or time.monotonic() - self._asked_to_end > self._grace
        return age > LONGEST or (age > SLICE and not self._paying)

    def _is_sending(self) -> bool:
        """Whether the answer to a paid request is outstanding."""
        return any(row.state == State.SUBMITTING for row in self._paying.values())

    async def _rest(self) -> None:
        """Until somebody tells of a change, a take or a row is due, or it is time to look anyway."""
        now = time.monotonic()
        if (early := self._round + SHORTEST_TICK - now) > 0:
            await asyncio.sleep(early)
        due = (self._next_due - timezone.now()).total_seconds()
        longest = min(TICK, self.desk.rounds.wait(), due)
        await (asyncio.sleep(longest) if self._is_crowded() else self._hearing.sleep(longest))
        self._round = time.monotonic()

    async def _found(self) -> list[Generation]:
        """Rows that have come due. While nothing happens the lease is kept, and every second time all is looked at."""
        all_of_it = False
        if time.monotonic() - self._renewed > RENEW * min(1.0, settings.TIME_SCALE):
            self._renewed, self._renewals = time.monotonic(), self._renewals + 1
            if not await self.desk.read(lease.renew, self.desk.fence):
                raise LeaseLost
            all_of_it = self._renewals % 2 == 0
        if not all_of_it and not await self._is_stirred():
            return []
        rows, connections = await self.desk.read(self._read, all_of_it)
        for connection in connections:
            self.desk.moved.discard(connection.pk)
            key = uuid.uuid5(uuid.NAMESPACE_OID, f"account {connection.pk}")
            if key not in self._in_hand:
                self._in_hand[key] = asyncio.create_task(self._guard(key, account.ask(self.desk, connection)))
        for row in rows:
            self.desk.rounds.forget(row.pk)
        return rows

    async def _is_stirred(self) -> bool:
        """Whether somebody has written or a row has come due; until then nothing is read."""
        if self._is_crowded():
            return False
        return await self._hearing.has_heard() or self.desk.wrote or timezone.now() >= self._next_due

    def _is_crowded(self) -> bool:
        return len(self._in_hand) > CROWD and time.monotonic() - self._looked < CROWD_TICK

    def _read(self, all_of_it: bool) -> tuple[list[Generation], list[Connection]]:
        """In the database's thread: rows to look at, and connections whose account should be asked."""
        asking: list[Connection] = []
        if all_of_it:
            self.desk.running = _running_by_connection()
            asking = account.connections_to_ask(self.desk.moved)
        return self._due(), asking

    def _in_mind(self) -> list[Generation]:
        return _with_connections(self.desk.rounds.take_over(self._mine().only(*poll.NEEDED)))

    def _mine(self) -> QuerySet[Generation]:
        return self.desk.share.among(Generation.objects.filter(due_at__isnull=False))

    def _due(self) -> list[Generation]:
        """Rows to look at now that are not in mind already."""
        now, self._looked, self.desk.wrote = timezone.now(), time.monotonic(), False
        mine, rounds = self._mine(), self.desk.rounds
        come = Q(due_at__lte=now) | Q(due_at__gt=now + FURTHEST * settings.TIME_SCALE)
        due = mine.filter(come).order_by("due_at").values_list("pk", "due_at")
        new = [pk for pk, at in due if pk not in self._in_hand and not rounds.is_known(pk, at)][:AT_ONCE]
        first = mine.filter(due_at__gt=now).order_by("due_at").values_list("due_at", flat=True).first()
        more = len(new) == AT_ONCE
        self._next_due = now if more else min(first or now + LOOK_ANYWAY, now + LOOK_ANYWAY)
        takes = Generation.objects.filter(pk__in=new).order_by("lane", "due_at")
        running = takes.filter(state=State.RUNNING).only(*poll.NEEDED)
        return _with_connections([*takes.exclude(state=State.RUNNING), *running]) if new else []

    def _take(self, row: Generation) -> None:
        if row.pk in self._in_hand:
            return
        match State(row.state):
            case State.QUEUED:
                if bell.is_stopping():
                    return
                self._paying[row.pk] = row
                work = submit.submit(self.desk, row)
            case State.UNCONFIRMED:
                work = unconfirmed.look_up(self.desk, row)
            case State.RUNNING:
                work = poll.look(self.desk, row)
            case State.FETCHING:
                work = (poll.drop if row.deleted_at else poll.ask_for_copy)(self.desk, row)
            case _:
                return
        self._in_hand[row.pk] = asyncio.create_task(self._guard(row.pk, work))

    async def _guard(self, key: uuid.UUID, work: Any) -> None:
        """Let one row's trouble be that row's alone."""
        try:
            with logs.about(generation_id=key):
                await work
        except LeaseLost as lost:
            self._lost = lost
        except Exception as error:
            what = {"generation_id": str(key), "event": "a look failed"}
            log.exception("take %s: a look failed; it will be looked at again", key, extra=what)
            due = self.desk.later(10.0)
            await self.desk.db(poll.stumbled, key, error, due, self.desk.actor, self.desk.fence)
        finally:
            self._paying.pop(key, None)
            self._in_hand.pop(key, None)

    async def _flush(self, *, all_of_it: bool = False) -> None:
        """Write what the last looks saw, in one statement, if it is time to."""
        if notes := self.desk.rounds.notes(all_of_them=all_of_it):
            self.desk.rounds.written(
                notes, await self.desk.read(batch.write, notes, self.desk.fence, self._hearing.name)
            )
            crash_point("between_looks")

    async def _put_down(self) -> None:
        """End what is in hand: a cancelled look is harmless, a cancelled POST becomes `unconfirmed`."""
        tasks = list(self._in_hand.values())
        if self._paying and self._lost is None:
            await asyncio.wait(tasks, timeout=1.0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._hearing.close()
        await self.desk.close()


def _running_by_connection() -> dict[int, int]:
    running = Generation.objects.filter(due_at__isnull=False, state=State.RUNNING).order_by()
    return dict(running.values_list("connection_id").annotate(Count("pk")))


def _with_connections(rows: list[Generation]) -> list[Generation]:
    """The rows with their connections: a few objects for many rows, where a join would make one each."""
    known = Connection.objects.select_related("own_key").in_bulk({row.connection_id for row in rows})
    for row in rows:
        row.connection = known[row.connection_id]
    return rows
