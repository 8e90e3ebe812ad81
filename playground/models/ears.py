"""Ears: a named pipe for each process on this machine that waits for changes; a knock wakes them all.

A knock carries nothing and may be lost: whoever waits asks the database every now and then without one. It is for
SQLite, which tells nobody that something was committed; PostgreSQL has NOTIFY.
"""

import contextlib
import os
import select
import threading
from pathlib import Path

from django.conf import settings

MARK = ".opening"  # the end of a name of a pipe that nobody reads yet


def _folder() -> Path:
    return settings.DATA_DIR / "ears"


class Ear:
    """One pipe, readable after a knock. Where no pipe can be made it is deaf: `fileno()` is -1 and nothing wakes it."""

    def __init__(self) -> None:
        self._path = _folder() / f"{os.getpid()}-{threading.get_ident():x}-{id(self):x}"
        self._line = self._opened()

    def _opened(self) -> int:
        opening = self._path.with_suffix(MARK)
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            os.mkfifo(opening, 0o600)
            # Both ends, so that it never ends while nobody knocks; named only then, for a knock clears away what
            # nobody reads
            line = os.open(opening, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
            opening.rename(self._path)
        except (OSError, AttributeError):
            return -1
        return line

    @property
    def name(self) -> str:
        """The only one of this name."""
        return self._path.name

    def fileno(self) -> int:
        """What becomes readable after a knock."""
        return self._line

    def wait(self, seconds: float) -> None:
        """Until somebody knocks, or so long."""
        select.select([self._line] if self._line >= 0 else [], [], [], seconds)

    def clear(self) -> bool:
        """Forget the knocks so far; whether there was one."""
        if self._line >= 0:
            with contextlib.suppress(BlockingIOError):
                return bool(os.read(self._line, 65536))
        return False

    def close(self) -> None:
        """Nobody listens here any more."""
        if self._line >= 0:
            os.close(self._line)
            self._path.unlink(missing_ok=True)
            self._line = -1


def knock(but: str = "") -> None:
    """Wake everybody who listens, except the ear of that name."""
    try:
        ears = [ear for ear in _folder().iterdir() if ear.name != but and ear.suffix != MARK]
    except OSError:
        return
    for ear in ears:
        try:
            line = os.open(ear, os.O_WRONLY | os.O_NONBLOCK)
        except FileNotFoundError:
            continue
        except OSError:  # nobody reads it: its process was killed
            with contextlib.suppress(OSError):
                ear.unlink()
            continue
        with contextlib.suppress(OSError):  # so full that its reader is awake
            os.write(line, b"!")
        os.close(line)
