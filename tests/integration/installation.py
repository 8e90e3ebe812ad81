"""A whole installation for one test: real processes, free ports, a data folder of its own."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from tests.ports import free_ports

ROOT = Path(__file__).resolve().parents[2]
READY = "The playground is ready"


class Patience:
    """So many seconds, on a machine that has time for us; a busy one gives few turns in them, and gets longer."""

    turn = 0.02

    def __init__(self, seconds: float) -> None:
        self._end, self._turns = time.monotonic() + seconds, seconds / self.turn * 0.8

    def is_over(self) -> bool:
        """Asked once a turn: whether both the seconds and the turns that a quiet machine has in them are used up."""
        self._turns -= 1
        return self._turns < 0 and time.monotonic() > self._end


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """True as soon as the condition holds, False if it does not within `seconds`."""
    patience = Patience(seconds)
    while not condition():
        if patience.is_over():
            return False
        time.sleep(patience.turn)
    return True


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, read to its end."""

    status: int
    headers: Message
    body: bytes


class Installation:
    """`manage.py up` as a user starts it, in a process group of its own. Variables: what the environment adds."""

    def __init__(self, data_dir: Path, **variables: str) -> None:
        self.data_dir = data_dir
        self.log = data_dir.with_suffix(".log")
        self.port, simulator_port = free_ports(2)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        settings = {"PORT": str(self.port), "SIMULATOR_PORT": str(simulator_port), "DATA_DIR": str(data_dir)}
        # Empty, not absent: a .env with a real key must not be heard here.
        settings |= {"TOAPIS_API_KEY": "", "TOAPIS_BASE_URL": "", "HOST": "127.0.0.1", "PUBLIC_URL": ""}
        self.environment = kept | settings | variables
        self.command = [sys.executable, "manage.py", "up"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Start it and, unless told otherwise, wait for its address."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if wait:
            assert wait_until(lambda: READY in self.output() or self.process.poll() is not None, 60), (
                self.output()
            )
            assert self.process.poll() is None, self.output()

    def output(self) -> str:
        """Everything it has printed."""
        return self.log.read_text(errors="replace")

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask its web process for one path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def living(self, *words: str) -> list[int]:
        """Process ids of everything that was started for this data folder and has these words in its command."""
        mark = f"DATA_DIR={self.data_dir}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment, command = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if mark in environment.split(b"\0") and set(words) <= set(command.decode().split("\0")):
                found.append(int(folder.name))
        return found

    def is_gone(self) -> bool:
        """Whether nothing of it runs; a process that was killed is there until it has its turn to end."""
        return wait_until(lambda: not self.living(), 20)

    def end(self) -> None:
        """SIGTERM to its process group, then whatever is left; returns when nothing of it runs."""
        assert self.process is not None
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(60)
        for pid in self.living():
            with contextlib.suppress(ProcessLookupError):  # it was ending by itself
                os.kill(pid, signal.SIGKILL)
        assert self.is_gone(), self.living()
