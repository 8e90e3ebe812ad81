"""One process that `up` keeps alive: its command, its session, its log lines, and when to start it again."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from playground.processes.parent import VARIABLE

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
# A process that lived this long (seconds) was well: its next death starts counting anew.
SETTLED = 20.0


class Child:
    """A command in a session of its own; nothing here blocks for longer than a kill takes."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = command
        self.deaths = 0
        self.due_at = 0.0
        self.started_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        self._lifeline = -1
        self._unfinished = b""

    def start(self) -> None:
        """Run the command as the leader of a new session, holding the reading end of our pipe."""
        theirs, self._lifeline = os.pipe()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, VARIABLE: str(theirs), "PYTHONUNBUFFERED": "1"},
            pass_fds=(theirs,),
            start_new_session=True,
        )
        os.close(theirs)
        os.set_blocking(self.output, False)

    @property
    def output(self) -> int:
        """File descriptor of what it writes to stdout and stderr."""
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout.fileno()

    def read(self) -> list[str] | None:
        """The lines finished since the last look; None at the end of its output."""
        try:
            chunk = os.read(self.output, 65536)
        except BlockingIOError:
            return []
        if not chunk:
            return None
        *lines, self._unfinished = (self._unfinished + chunk).split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in lines]

    def has_ended(self) -> bool:
        """True when the leader is gone; its group may not be."""
        return self.process is not None and self.process.poll() is not None

    def ask_to_end(self) -> None:
        """SIGTERM for the leader alone: it knows in which order its own children should go."""
        if self.process is not None:
            self.process.terminate()

    def end_group(self) -> None:
        """Kill everything of its session that is left, and let go of the pipes."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._lifeline)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process, self._unfinished = None, b""

    def bury(self, now: float) -> float:
        """End what is left of it; it is due again in so many seconds: .5, 1, 2 … 30."""
        if now - self.started_at >= SETTLED:
            self.deaths = 0
        self.end_group()
        delay = min(FIRST_DELAY * float(2**self.deaths), LONGEST_DELAY)
        self.deaths += 1
        self.due_at = now + delay
        return delay


def manage(*words: str) -> list[str]:
    """The command line of one of our management commands, run by this very Python."""
    return [sys.executable, sys.argv[0], *words]
