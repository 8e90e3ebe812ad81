"""The shape of one family's rules, and the readings several families share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

type Fields = Mapping[str, object]

_SHORT_SIDES = {"480p": 480, "512p": 512, "540p": 540, "720p": 720, "768p": 768, "1080p": 1080}
_LARGEST = 1080  # 2K and 4k are drawn at this size too


@dataclass(frozen=True)
class Shape:
    """The film that was ordered: pixels and seconds; the resolution as it was written (for the price)."""

    width: int
    height: int
    seconds: int
    resolution: str


@dataclass(frozen=True)
class ModelRules:
    """``complaint`` answers a 400 message or None; ``shape`` reads the ordered film from accepted fields."""

    ids: tuple[str, ...]
    complaint: Callable[[Fields], str | None]
    shape: Callable[[Fields], Shape]


def is_number(value: object) -> bool:
    """Whether a JSON value is a number (true and false are not, although Python thinks so)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_public_url(value: object) -> bool:
    """Whether a JSON value is an http(s) URL with a host; data URIs and bare words are not."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def pixels(ratio: object, resolution: str) -> tuple[int, int]:
    """Even width and height for a ratio like "9:16" at a resolution like "720P"; 16:9 when unreadable."""
    short = _SHORT_SIDES.get(resolution.lower(), 720 if not resolution else _LARGEST)
    across, _, down = ratio.partition(":") if isinstance(ratio, str) else ("", "", "")
    wide, high = (int(across), int(down)) if across.isdecimal() and down.isdecimal() else (16, 9)
    if not (0 < wide <= 32 and 0 < high <= 32):
        wide, high = 16, 9
    long = round(short * max(wide, high) / min(wide, high) / 2) * 2
    return (long, short) if wide >= high else (short, long)
