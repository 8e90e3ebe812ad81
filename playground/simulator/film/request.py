"""What the studio is asked to draw."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FilmRequest:
    """One film: pixels, whole seconds, 24 frames each. The same request is the same film, byte for byte."""

    prompt: str
    width: int = 1280
    height: int = 720
    seconds: int = 6
    seed: int = 0
    references: tuple[Path, ...] = ()
