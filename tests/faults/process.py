"""One of our processes in a session of its own, as `manage.py up` runs it; it ends when the tests do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from playground.processes.parent import VARIABLE
from tests.integration.installation import ROOT, wait_until


class Process:
    """`manage.py <word>`: its output is kept in `log`, its children are found by their session."""

    def __init__(self, name: str, word: str, environment: dict[str, str], folder: Path) -> None:
        self.name, self.word, self.environment = name, word, environment
        self.variables: dict[str, str] = {}
        self.log = folder / f"{name}.log"
        self.running: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self._lifeline = -1

    @property
    def pid(self) -> int:
        """Of the leader."""
        assert self.running is not None
        return self.running.pid

    def start(self, **variables: str) -> None:
        """Run it; `variables` are added to its environment until it is started anew."""
        theirs, self._lifeline = os.pipe()
        self.variables, self.started_at = variables, time.monotonic()
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "manage.py", self.word],
                cwd=ROOT,
                env={**self.environment, **variables, VARIABLE: str(theirs), "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(theirs,),
                start_new_session=True,
            )
        os.close(theirs)

    def run(self, *words: str) -> None:
        """Another `manage.py` command in the same surroundings, to its end."""
        with self.log.open("ab") as log:
            command = [sys.executable, "manage.py", *words]
            subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=log, stderr=log)

    def lives(self) -> bool:
        """Whether the leader is there; its children may outlive it."""
        return self.running is not None and self.running.poll() is None

    def end(self, grace: float = 0.0) -> None:
        """SIGTERM and so many seconds (none: SIGKILL at once), then whatever is left of the session."""
        if self.running is None:
            return
        if grace and self.lives():
            self.running.terminate()
            wait_until(lambda: not self.lives(), grace)
        # Again until all are gone: a process may be born while we look, and one that was killed ends in its turn
        assert wait_until(lambda: not self._killed(), 20), self.session()
        self.running.wait(20)
        os.close(self._lifeline)
        self.running = None

    def _killed(self) -> list[int]:
        """SIGKILL for all of the session that lives still."""
        for pid in (found := self.session()):
            send(pid, signal.SIGKILL)
        return found

    def signal(self, number: int) -> None:
        """One signal to every process of the session."""
        for pid in self.session():
            send(pid, number)

    def session(self) -> list[int]:
        """The leader and all that it started."""
        if self.running is None:
            return []
        return [pid for pid, fields in _table() if int(fields[3]) == self.pid and fields[0] != "Z"]

    def children(self, of: int) -> list[int]:
        """Direct children of one of its processes, the eldest first; ids of processes begin anew now and then."""
        found = [
            (int(fields[19]), pid) for pid, fields in _table() if int(fields[1]) == of and fields[0] != "Z"
        ]
        return [pid for _, pid in sorted(found)]

    def said(self) -> str:
        """All of its output so far, of every start."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""


class Cluster(Process):
    """django-q2: the leader has a sentinel, and that has the workers, a monitor and a pusher."""

    def __init__(self, name: str, environment: dict[str, str], folder: Path) -> None:
        super().__init__(name, "qcluster", environment, folder)
        self._officers: list[int] = []

    def start(self, **variables: str) -> None:
        """Run it."""
        self._officers = []
        super().start(**variables)

    def sentinel(self) -> int:
        """The one that replaces dead workers."""
        return next(iter(self.children(self.pid)), 0)

    def is_at_work(self) -> bool:
        """Whether all of it is there."""
        count = int(settings.Q_CLUSTER["workers"])
        found = self.children(self.sentinel())
        if len(found) >= count + 2 and not self._officers:
            self._officers = found[count : count + 2]  # started after the workers, in this order
        return bool(self._officers)

    def workers(self) -> list[int]:
        """Those that run tasks, busy or idle."""
        return [pid for pid in self.children(self.sentinel()) if pid not in self._officers]


def send(pid: int, number: int) -> None:
    """A signal to one process of ours; none when it has ended by itself."""
    assert pid > 0, "that would be the tests' own group"
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def killing(pid: int, number: int = signal.SIGKILL) -> Callable[..., None]:
    """An entry of the gateway's script: the signal is sent when the call has arrived, then the ordinary answer."""
    assert pid > 0

    def answer(*_: object) -> None:
        send(pid, number)

    return answer


def _table() -> Iterator[tuple[int, list[str]]]:
    """Process id and its state, parent, group, session … start of everything that runs."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(folder.name), fields
