"""A crew: the web process, one or two clusters and a scripted gateway, on one database and one queue.

It runs for many rows; a row breaks what it is about, and `calm` brings back what a row has left broken, as `up` would.
"""

import os
import signal
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.test import override_settings
from django.utils import timezone

from playground.models import Connection, Generation, Lease, Throttle
from playground.models.state import TERMINAL
from tests.canary import KEY
from tests.faults.browser import Browser
from tests.faults.gateway import Gateway
from tests.faults.ground import lay
from tests.faults.process import Cluster, Process, send
from tests.integration.installation import Patience, wait_until
from tests.ports import free_ports

SECRET = "whsec-" + "c4n4ry" * 4
FAST = 0.02  # 30 s of patience pass in 0.6 s
AT_MOST = 8.0  # seconds until all is well again after any fault (I9)
MODEL = "gemini_omni_flash"
GRACE = 2.0  # what `up` gives a process between SIGTERM and SIGKILL

type Goal = str | Callable[[Generation], object]


class Crew:
    """`crew.web`, `crew.clusters`, `crew.gateway`, `crew.ground`; `crew.clicked` are the takes of the present row."""

    def __init__(self, folder: Path) -> None:
        self.data_dir, self.media = folder / "var", folder / "var" / "media"
        self.data_dir.mkdir(parents=True)
        self.gateway = Gateway(*free_ports(1))
        self.ground = lay(self.data_dir)
        (port,) = free_ports(1)
        self.environment = {**os.environ, **self._surroundings(port), **self.ground.environment}
        for name in [name for name in self.environment if name.startswith(("MAKE", "PYTEST", "PYTHONDONT"))]:
            del self.environment[name]
        self.browser = Browser(port, KEY)
        # Requests under way at a SIGTERM are ended after this, however slow the machine is
        self.web = Process("web", "serve", {**self.environment, "STOP_GRACE": "20"}, folder)
        self.all_clusters = [Cluster(f"cluster-{n}", self.environment, folder) for n in "ab"]
        self.clusters = self.all_clusters[:1]
        self.clicked: list[Generation] = []
        self.longest_outage = 1.5  # seconds without a database, in a random run
        self.thaw_at: dict[int, float] = {}  # frozen processes, and when they go on (monotonic)

    def _surroundings(self, port: int) -> dict[str, str]:
        upstream = {"TOAPIS_API_KEY": KEY, "TOAPIS_BASE_URL": self.gateway.url, "WEBHOOK_SECRET": SECRET}
        upstream |= {"TRUSTED_RESULT_HOSTS": f"127.0.0.1:{self.gateway.port}"}
        # The documented limits are seconds of real time: here they would only make rows slow
        limits = {"QUERIES_PER_MINUTE": "60000", "SUBMITS_PER_MINUTE": "30000", "TIME_SCALE": str(FAST)}
        here = {"DATA_DIR": str(self.data_dir), "HOST": "127.0.0.1", "PORT": str(port), "SIMULATOR_PORT": "9"}
        return {**upstream, **limits, **here, "SECRET_KEY": settings.SECRET_KEY}

    def as_ours(self) -> override_settings:
        """Within it, this process has the crew's settings."""
        here = {"DATA_DIR": self.data_dir, "MEDIA_DIR": self.media, "TIME_SCALE": FAST}
        host = frozenset({f"127.0.0.1:{self.gateway.port}"})
        upstream = {"TOAPIS_API_KEY": KEY, "TOAPIS_BASE_URL": self.gateway.url, "TRUSTED_RESULT_HOSTS": host}
        return override_settings(**here, **upstream)

    # What people and programs do

    def click(self, prompt: str = "A quiet harbour", **fields: Any) -> Generation:
        """The button, over HTTP; the take it made."""
        found = self.rows(lambda: Generation.objects.get(pk=self.browser.click(prompt, **fields)))
        self.clicked.append(found)
        return found

    def clicks(self, count: int) -> list[Generation]:
        """So many takes, each asked for by its own form."""
        return [self.click(f"Take {number}") for number in range(count)]

    def click_later(self) -> uuid.UUID:
        """A click whose answer nobody waits for; the token of its form."""
        token = uuid.uuid4()
        threading.Thread(target=self.browser.try_click, args=("A quiet harbour", token), daemon=True).start()
        return token

    def now(self, take: Generation) -> Generation:
        """The take as it stands."""
        rows = Generation.objects.select_related("connection", "workspace", "kept_clip__blob")
        return self.rows(lambda: rows.get(pk=take.pk))

    def until(self, goal: Goal, *takes: Generation, seconds: float = AT_MOST) -> Generation:
        """Wait until each take (all of this row when none is named) is in a state or fulfils a condition."""
        holds = (lambda row: row.state == goal) if isinstance(goal, str) else goal
        waiting = list(takes or self.clicked)
        wanted = waiting[0]
        patience = Patience(seconds)
        while waiting := [take for take in waiting if not holds(self.now(take))]:
            assert not patience.is_over(), self.story(waiting[0])
            time.sleep(patience.turn)
        return self.now(wanted)

    def rows[Said](self, ask: Callable[[], Said]) -> Said:
        """Ask the database; one that was away since is asked once more."""
        try:
            return ask()
        except DatabaseError:
            connection.close()
            return ask()

    # What happens to processes

    def start(self) -> None:
        """Web and cluster, on a database made for them; returns when they work."""
        self.web.run("migrate", "--no-input")
        self.web.run("build_static")
        self.heal()

    def watcher(self) -> int:
        """The process that watches, as its lease says; 0: nobody."""
        lease = self.rows(lambda: Lease.objects.filter(name="watch").first())
        return int(lease.holder.split(":")[1]) if lease and lease.holder else 0

    def downloader(self, take: Generation) -> int:
        """The process that saves our copy of this take; 0: nobody."""
        holder = self.now(take).fetch_holder
        return int(holder.split(":")[1]) if holder else 0

    def actor(self) -> str:
        """What the present watcher's events are signed with."""
        return f"watcher {Lease.objects.get(name='watch').token}"

    def freeze(self, pid: int) -> None:
        """SIGSTOP, at a moment when it holds no lock that others need: that would be another fault (row 17)."""
        send(pid, signal.SIGSTOP)
        # Twice: what it asked of a server just before is done there meanwhile, and may take a lock yet
        while not (self.ground.can_be_written() and self.ground.can_be_written()):
            send(pid, signal.SIGCONT)
            time.sleep(0.03)
            send(pid, signal.SIGSTOP)

    def thaw(self, pid: int) -> None:
        """A frozen process goes on."""
        self.thaw_at.pop(pid, None)
        send(pid, signal.SIGCONT)

    def outlast_the_lease(self) -> None:
        """Five seconds pass without a renewal: told by setting its end back, which is all that anybody reads."""
        Lease.objects.update(until=timezone.now() - timedelta(seconds=1), rung_at=None)

    def is_well(self) -> bool:
        """Whether the web answers and a living process watches."""
        cluster = next((each for each in self.clusters if self.watcher() in each.session()), None)
        return cluster is not None and self.web.lives() and self.browser.is_answered()

    def heal(self) -> None:
        """What `up` does: end the group of a leader that is gone and start it anew; a stuck cluster too."""
        if not wait_until(lambda: self.revive() and self.is_well(), AT_MOST):
            self.restart(*self.clusters)

    def revive(self) -> bool:
        """Start what has ended; True: nothing had."""
        ended = [process for process in [self.web, *self.clusters] if not process.lives()]
        for process in ended:
            process.end()
            process.start()
        return not ended

    def restart(self, *processes: Process, grace: float = 0.0, **variables: str) -> None:
        """End processes (SIGTERM first if there is a grace), start them with these variables; all is well after."""
        for process in processes:
            process.end(grace)
        for process in processes:
            process.start(**variables)
        assert wait_until(self.is_well, 3 * AT_MOST), self.said()
        self.settle()

    def settle(self) -> None:
        """As if it had run for long: a bell that rang seconds ago is not rung again, and a row would wait for that."""
        self.rows(lambda: Lease.objects.update(rung_at=None))

    def crash_at(self, place: str, *processes: Process) -> None:
        """Let the first process (of the clusters, unless named) that comes to a place end itself as by kill -9."""
        (self.data_dir / f"crashed_at_{place}").unlink(missing_ok=True)
        armed = [each for each in processes or self.clusters if each.variables.get("CRASH_AT") != place]
        self.restart(*armed, CRASH_AT=place)

    def has_crashed(self, place: str) -> bool:
        """Wait for that; whether it happened."""
        return wait_until((self.data_dir / f"crashed_at_{place}").exists, AT_MOST)

    def become(self, size: int) -> None:
        """Have so many clusters."""
        for process in self.all_clusters[size:]:
            process.end(GRACE)
        self.clusters = self.all_clusters[:size]
        self.heal()
        assert wait_until(lambda: all(each.is_at_work() for each in self.clusters), AT_MOST), self.said()

    def calm(self) -> None:
        """Between rows: servers up, processes well, the gateway ordinary, nothing left to do."""
        self.ground.mend()
        for process in [self.web, *self.clusters]:
            process.signal(signal.SIGCONT)
        self.gateway.calm()
        left = Generation.objects.exclude(state__in=TERMINAL)
        self.rows(lambda: left.update(state="failed", due_at=None, deadline_at=None))
        Generation.objects.exclude(model_slug=MODEL).update(model_slug=MODEL)
        Connection.objects.update(blocked="", proved_at=timezone.now())
        Throttle.objects.all().delete()
        self.clicked.clear()
        self.heal()
        self.settle()

    def end(self) -> None:
        """Nothing of it is left."""
        for process in [self.web, *self.all_clusters]:
            process.end()
        self.gateway.close()
        self.ground.end()

    def count(self, words: str) -> int:
        """How often the processes have said this, from their first start on."""
        return sum(each.said().count(words) for each in [self.web, *self.all_clusters])

    # What a failing row says

    def said(self) -> str:
        """The last words of every process."""
        return "\n".join(f"== {each.name}\n{each.said()[-3000:]}" for each in [self.web, *self.all_clusters])

    def story(self, take: Generation) -> str:
        """What happened to a take, and the last words of every process."""
        row = self.now(take)
        told = [f"{each.actor}: {each.name} → {each.to_state} {each.detail}" for each in row.events.all()]
        head = f"{row.state} ({row.reason}) {row.error_code} {row.last_poll_error} due {row.due_at}"
        state = [str(row) for kind in (Lease, Throttle) for row in kind.objects.values()]
        return "\n".join([head, *told, *state, self.said()])
