"""What `up` prints: every line with the name of the process it came from, in colour on a terminal."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

COLOURS = (36, 35, 33, 32)


class Console:
    """Lines like `web       │ GET /`. A closed terminal is no reason to stop."""

    def __init__(self, names: Iterable[str], *, as_json: bool = False) -> None:
        self._names = list(names)
        self._as_json = as_json  # then each process writes JSON itself, and its lines stay as they are
        self._width = max(map(len, self._names), default=0)
        self._colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def line(self, name: str, text: str) -> None:
        """One line of the process called `name`."""
        if self._as_json:
            self._write(f"{text}\n" if text.startswith("{") else _as_record(text, process=name))
            return
        prefix = f"{name:<{self._width}} │"
        if self._colour:
            prefix = f"\x1b[{COLOURS[self._names.index(name) % len(COLOURS)]}m{prefix}\x1b[0m"
        self._write(f"{prefix} {text}\n")

    def say(self, text: str) -> None:
        """A sentence of the supervisor's own."""
        if self._as_json:
            self._write(_as_record(text))
            return
        self._write(f"\x1b[1m{text}\x1b[0m\n" if self._colour else f"{text}\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(text)
            sys.stdout.flush()


def _as_record(text: str, **more: str) -> str:
    """A line that came from no logger, as one of the records around it."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    said = {"time": time, "level": "INFO", "logger": "playground.processes", "message": text, **more}
    return json.dumps(said, ensure_ascii=False) + "\n"
