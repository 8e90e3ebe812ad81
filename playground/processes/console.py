"""What `up` prints: every line with the name of the process it came from, in colour on a terminal."""

import contextlib
import os
import sys
from collections.abc import Iterable

COLOURS = (36, 35, 33, 32)


class Console:
    """Lines like `web       │ GET /`. A closed terminal is no reason to stop."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._width = max(map(len, self._names), default=0)
        self._colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def line(self, name: str, text: str) -> None:
        """One line of the process called `name`."""
        prefix = f"{name:<{self._width}} │"
        if self._colour:
            prefix = f"\x1b[{COLOURS[self._names.index(name) % len(COLOURS)]}m{prefix}\x1b[0m"
        self._write(f"{prefix} {text}\n")

    def say(self, text: str) -> None:
        """A sentence of the supervisor's own."""
        self._write(f"\x1b[1m{text}\x1b[0m\n" if self._colour else f"{text}\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(text)
            sys.stdout.flush()
