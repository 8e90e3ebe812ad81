"""What the studio is asked to draw."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FilmRequest:
    """One film: pixels, whole seconds, 24 frames each. The same request is the same film, byte for byte.

    Paths are pictures or clips (of which the first frame counts). ``follows`` is the one whose ratio the film takes,
    ``card`` a title that it shows at first: what is done to the clip it was given.
    """

    prompt: str
    width: int = 1280
    height: int = 720
    seconds: int = 6
    seed: int = 0
    references: tuple[Path, ...] = ()
    opening: Path | None = None
    closing: Path | None = None
    follows: Path | None = None
    card: str = ""
