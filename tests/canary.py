"""The one key of all tests, and the search for it in whatever a run leaves behind: it must be nowhere.

Looked through at the end of each test process: its data folder (database, media, static files), pytest's own folder
(installations with their logs, databases and clips), every log record, and every payload that went into the queue.
"""

import logging
import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

KEY = "sk-canary-" + "c4n4ry" * 8


def found_in(folders: Sequence[Path], word: str) -> Iterator[str]:
    """The files below these folders that hold the word."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.is_file() and not path.is_symlink() and _holds(path, word.encode()):
            yield str(path)


def _holds(path: Path, word: bytes) -> bool:
    """Of a file that goes or is emptied while we look, nothing is left behind."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return held.find(word) >= 0
    except (FileNotFoundError, ValueError):  # ValueError: there is nothing in it
        return False


class Watch:
    """A plugin: what is said and queued is written down, and at the end everything is looked through."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.hits = data_dir, list[str]()
        self.queue = data_dir / "queued.log"
        self.heard = logging.FileHandler(data_dir / "said.log", delay=True)

    def listen(self) -> None:
        """From when Django is set up: all records, debugging ones of ours included, and all payloads."""
        from django_q.signals import pre_enqueue

        self.heard.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(self.heard)
        pre_enqueue.connect(self._note, weak=False)

    def pytest_runtest_setup(self) -> None:
        """An ASGI application that is made sets Django's logging up anew, and this is no part of that."""
        logging.getLogger().addHandler(self.heard)  # once, however often

    def _note(self, task: object, **_: object) -> None:
        with self.queue.open("a", encoding="utf-8") as file:
            file.write(f"{task!r}\n")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker tells; who started the workers, or a run without any, fails."""
        base = getattr(session.config, "_tmp_path_factory", None)
        folders = [self.data_dir, *([base.getbasetemp()] if base else [])]
        self.hits += found_in(folders, KEY)
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["canary"] = self.hits
        elif self.hits:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """What a worker has told."""
        self.hits += getattr(node, "workeroutput", {}).get("canary", [])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where it was found."""
        if self.hits:
            terminalreporter.section("the canary key was found", red=True)
            for path in sorted(set(self.hits)):
                terminalreporter.line(path)
