"""A random run: people click, everything breaks in turn, and in the end every promise is kept.

`python -m tests.faults.random_run --seed 7 --takes 200 --seconds 180 --on postgres` prints what happened when. The
seed decides what happens, to whom and when; only the machine's own timing differs when it is run again.
"""

import argparse
import http.client
import os
import random
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playground.processes.supervisor import CLUSTER_START, WEDGE_INTERVAL

if TYPE_CHECKING:
    from playground.models import Generation
    from tests.faults.crew import Crew

SETTLED_WITHIN = 90.0
LONG = 120.0  # seconds
GAP = 0.25  # seconds from one deed to the next, on average

type Say = Callable[[str], object]


class RandomRun:
    """One run over a crew of two clusters. `broken` tells, in words, what was not kept."""

    def __init__(self, crew: "Crew", seed: int, takes: int, seconds: float, say: Say = print) -> None:
        self.crew, self.seed, self.count, self.seconds, self.say = crew, seed, takes, seconds, say
        # A long run takes the database away for longer than anybody waits for a lock
        crew.longest_outage = 30.0 if seconds >= LONG else 1.5
        self.began = time.monotonic()
        self._asked_wedge = 0.0
        self._ids: set[str] = set()
        self._over = threading.Event()

    def run(self) -> list[str]:
        """Click, break, let everything come to rest, decide what a person must; then look at the promises."""
        self.say(f"seed {self.seed}: {self.count} takes, {self.seconds:g} s, {self.crew.ground.kind}")
        dice = random.Random(self.seed)
        plan = self._plan(dice)
        moments = sorted(dice.uniform(0, self.seconds * 0.9) for _ in range(self.count))
        tokens = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in moments]
        with ThreadPoolExecutor(4) as people:
            clicks = [people.submit(self._click, *when) for when in zip(moments, tokens, strict=True)]
            for at, deed, own in plan:
                self._until(at)
                self._do(deed, random.Random(own))
            self._until(self.seconds)
            self._peace()
            while not all(click.done() for click in clicks):
                self._care()
        return [*self._settle(), *self._broken()]

    def _plan(self, dice: random.Random) -> list[tuple[float, str, int]]:
        from tests.faults.mischief import DEEDS

        names = {deed.__name__: weight for deed, weight in DEEDS.items()}
        found, at = [], 0.5
        while (at := at + dice.uniform(0, 2 * GAP)) < self.seconds:
            (name,) = dice.choices(list(names), list(names.values()))
            found.append((at, name, dice.getrandbits(32)))
        return found

    def _do(self, name: str, dice: random.Random) -> None:
        from django.db import DatabaseError, connection

        from tests.faults import mischief

        try:
            words = getattr(mischief, name)(self.crew, dice) or ""
        except DatabaseError as error:
            connection.close()
            words = f"could not be done: {error}"
        self.say(f"{time.monotonic() - self.began:7.2f} s  {name.replace('_', ' ')} {words}".rstrip())

    def _click(self, at: float, token: uuid.UUID) -> None:
        """A person's form, sent again until it is answered."""
        from tests.faults.browser import Refused

        while not self._over.wait(0.05 if time.monotonic() - self.began < at else 0):
            if time.monotonic() - self.began < at:
                continue
            try:
                self._ids.add(self.crew.browser.click(f"Take {token}", token=token))
                return
            except (Refused, OSError, http.client.HTTPException):
                self._over.wait(0.3)

    def _until(self, moment: float) -> None:
        while time.monotonic() - self.began < moment:
            self._care()

    def _care(self) -> None:
        """What `up` does all the time: start what has died, look whether the clusters are stuck."""
        crew, now = self.crew, time.monotonic()
        for pid in [pid for pid, at in crew.thaw_at.items() if at < now]:
            crew.thaw(pid)
        crew.revive()
        old = [cluster for cluster in crew.clusters if now - cluster.started_at > CLUSTER_START]
        if old and now > self._asked_wedge + WEDGE_INTERVAL:
            self._asked_wedge = now
            if self._is_wedged():
                self.say(f"{now - self.began:7.2f} s  the clusters are stuck and started anew")
                for process in old:
                    process.end()
                    process.start()
        time.sleep(0.03)

    def _is_wedged(self) -> bool:
        from django.db import DatabaseError, connection

        from playground.jobs import recover

        try:
            return recover.cluster_is_wedged()
        except DatabaseError:
            connection.close()
            return False

    def _peace(self) -> None:
        """Nothing more happens from outside."""
        for pid in list(self.crew.thaw_at):
            self.crew.thaw(pid)
        self.crew.ground.mend()
        self.crew.gateway.calm()

    def _settle(self) -> list[str]:
        """Wait until nothing is open; what waits for a person is decided as an honest one would."""
        from playground.models import Generation
        from playground.models.state import PERSON, TERMINAL

        end = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < end:
            self._care()
            still = self.crew.rows(lambda: list(Generation.objects.exclude(state__in=TERMINAL)))
            if not still:
                self._over.set()
                return []
            for take in still:
                if take.reason == PERSON and not self._over.wait(0.2):
                    self._decide(take)
        return [f"I9 after {SETTLED_WITHIN:g} s still open\n{self.crew.story(still[0])}"]

    def _decide(self, take: "Generation") -> None:
        """Look into the gateway's console: adopt what is there, send again what is not."""
        task = self.crew.gateway.task_of(str(take.pk))
        word = {"decision": "adopt", "task_id": task} if task else {"decision": "again"}
        self.say(f"{time.monotonic() - self.began:7.2f} s  a person decides: {word}")
        with suppress(OSError, http.client.HTTPException):
            self.crew.browser.post(f"/generations/{take.pk}/decision/", **word)

    def _broken(self) -> list[str]:
        from playground.models import Generation
        from tests.faults import promises

        rows = {str(row.pk): row for row in Generation.objects.filter(values_text__contains="Take ")}
        lost = [f"I1 {pk} was shown to a person and is gone" for pk in self._ids - set(rows)]
        if len(self._ids) != self.count:
            lost.append(f"I1 {self.count} forms made {len(self._ids)} takes")
        states = [row.state for row in rows.values()]
        told = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
        self.say(f"{time.monotonic() - self.began:7.2f} s  at rest: {told}; seed {self.seed}")
        return lost + promises.broken(self.crew, [rows[pk] for pk in sorted(self._ids & set(rows))])


def main() -> int:
    """Run once, in processes and folders of its own; 0 when every promise was kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--takes", type=int, default=240)
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="playground-random-") as folder:
        found = _in_its_own(Path(folder), wanted)
    for words in found:
        print(words)
    print(f"seed {wanted.seed}: {'every promise was kept' if not found else f'{len(found)} broken'}")
    return 1 if found else 0


def _in_its_own(folder: Path, wanted: argparse.Namespace) -> list[str]:
    os.environ |= {"DATA_DIR": str(folder / "own"), "DJANGO_SETTINGS_MODULE": "playground.settings"}
    postgres = wanted.on == "postgres"  # the crew lays its own; settings need only know the kind
    os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:9/nothing" if postgres else ""
    os.environ["BROKER_URL"] = "redis://127.0.0.1:9/0" if postgres else ""
    import django

    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]
    from tests.faults.crew import Crew
    from tests.faults.ground import stand_on

    crew = Crew(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with stand_on(crew.ground), crew.as_ours():
            crew.start()
            crew.become(2)
            crew.calm()
            return RandomRun(crew, wanted.seed, wanted.takes, wanted.seconds).run()
    finally:
        crew.end()


if __name__ == "__main__":
    sys.exit(main())
