"""Where a page's blocks are run: a clean copy of the tree, a folder of one's own beside it, free ports."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.docs.blocks import Block
from tests.house.tree import ROOT, files
from tests.integration import migrated
from tests.integration.installation import wait_until
from tests.ports import free_ports

PROGRAMS = {"sh": ["sh", "-eu"], "python": [sys.executable], "javascript": ["node"]}
SUFFIXES = {"sh": "sh", "python": "py", "javascript": "mjs"}
SERVES = re.compile(r"-m playground\.simulator\b|manage\.py (?:up|serve|qcluster)\b")
MAKE = re.compile(r"^((?:\w+=\S+ )*)make (\w+)")
_PORT = re.compile(r"(127\.0\.0\.1:|--port |PORT=)(8000|8001|9000)\b")
LONGEST = 240  # seconds a block may take on a machine that has much else to do


class WentWrong(AssertionError):
    """A block did not do what its page says."""


@dataclass
class Server:
    """Something a page started and left running."""

    process: subprocess.Popen[bytes]
    log: Path
    is_whole: bool  # `manage.py up`: there is one of it at a time

    def output(self) -> str:
        """What it has printed."""
        return self.log.read_text(errors="replace")

    def end(self) -> None:
        """SIGTERM to its session, SIGKILL after half a minute; the shell may be gone before what it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            if not wait_until(self._is_gone, 30):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def _is_gone(self) -> bool:
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


class Ground:
    """One page's machine."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.mine, self.folder = folder / "playground", folder / "mine", folder
        self.mine.mkdir()
        for path in files():
            target = self.checkout / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        (self.checkout / ".venv").symlink_to(sys.prefix)
        migrated.copy_to(folder / "var")  # what the first start would spend its seconds on
        self.ports = dict(zip(("8000", "8001", "9000"), map(str, free_ports(3)), strict=True))
        self.servers: list[Server] = []
        self.said = ""

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own surroundings: as in a fresh terminal, but for places and ports."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
        places = {"HOME": str(self.folder), "DATA_DIR": str(self.folder / "var")}
        ports = {"PORT": self.ports["8000"], "SIMULATOR_PORT": self.ports["8001"]}
        return kept | {"PATH": path} | places | ports

    def at_our_ports(self, text: str) -> str:
        """The text with the page's ports replaced by free ones."""
        return _PORT.sub(lambda match: match[1] + self.ports[match[2]], text)

    def play(self, block: Block) -> None:
        """Run a block, or save it under its name."""
        text = self.at_our_ports(block.text)
        if block.file:
            (self.mine / block.file).write_text(text, encoding="utf-8")
        elif block.language == "console":
            for command, expected in commands(text):
                self._command(command, expected)
        else:
            self._program(block, text)

    def end(self) -> None:
        """End everything the page started."""
        for server in self.servers:
            server.end()

    def _program(self, block: Block, text: str) -> None:
        path = self.mine / f"block{block.line}.{SUFFIXES[block.language]}"
        path.write_text(text, encoding="utf-8")
        self._finish([*PROGRAMS[block.language], path.name], self.mine)

    def _command(self, command: str, expected: list[str]) -> None:
        if made := MAKE.match(command):
            # What `make` prepares is there already; the rest of `make run` is this line of the Makefile.
            if made[2] != "run":
                return
            command = f"{made[1]}exec {sys.executable} manage.py up"
        if SERVES.search(command):
            self._serve(command, expected)
        else:
            self._finish(["sh", "-c", command], self.checkout)
            compare(expected, self.said)

    def _finish(self, words: list[str], folder: Path) -> None:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
        ended = subprocess.run(words, cwd=folder, env=self.environment, timeout=LONGEST, check=False, **pipes)
        self.said = ended.stdout.decode(errors="replace")
        if ended.returncode:
            raise WentWrong(f"{words} ended with {ended.returncode}:\n{self.said}")

    def _serve(self, command: str, expected: list[str]) -> None:
        is_whole = "manage.py up" in command
        for server in self.servers:
            if is_whole and server.is_whole:
                server.end()
        log = self.folder / f"server{len(self.servers)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["sh", "-c", command.removesuffix("&")],
                cwd=self.checkout,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(process, log, is_whole)
        self.servers.append(server)
        done = lambda: missing(expected, server.output()) is None or process.poll() is not None  # noqa: E731
        wait_until(done, LONGEST)
        compare(expected, server.output())


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block, and the lines below it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (found[-1][0][:-1] + line.strip(), [])
        elif line.strip():
            assert found, f"a console block begins with a command, not with {line!r}"
            found[-1][1].append(line)
    return found


def missing(expected: list[str], said: str) -> str | None:
    """The first expected line that does not come, in its order; None: all do. `…` stands for anything."""
    lines = iter(said.splitlines())
    for wanted in expected:
        pattern = re.compile(".*".join(re.escape(part) for part in wanted.strip().split("…")))
        if not any(pattern.fullmatch(line.strip()) for line in lines):
            return wanted
    return None


def compare(expected: list[str], said: str) -> None:
    """Raises when the page promises a line that was not printed."""
    lacking = missing(expected, said)
    if lacking is not None:
        raise WentWrong(f"not printed: {lacking!r}. What was:\n{said}")
