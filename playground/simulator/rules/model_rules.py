"""The shape of one family's rules, and how an accepted request says which film it orders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playground.simulator.rules.media import Media, by_count

type Fields = Mapping[str, object]
type Check = Callable[[Fields], str | None]

_SHORT_SIDES = {"480p": 480, "512p": 512, "540p": 540, "720p": 720, "768p": 768, "1080p": 1080}
_SHORT_SIDES |= {"std": 720, "pro": 1080}  # one vendor names its sizes by its modes
_LARGEST = 1080  # 2K and 4k are drawn at this size too


@dataclass(frozen=True)
class Shape:
    """The film that was ordered: pixels and seconds; the resolution as it was written (for the price).

    With ``follows`` the picture or clip that came along decides the ratio, and width and height are a fallback.
    """

    width: int
    height: int
    seconds: int
    resolution: str
    follows: bool = False


def contented(fields: Fields) -> str | None:
    """The check that never complains."""
    return None


@dataclass(frozen=True)
class ModelRules:
    """One family. ``complaint`` answers a 400 message or None; the others read accepted requests.

    ``regret`` is why an accepted task fails later, ``picture`` complains of an image's width and height in pixels.
    """

    ids: tuple[str, ...]
    complaint: Check
    shape: Callable[[Fields], Shape]
    media: Callable[[Fields], Media] = by_count
    regret: Check = contented
    picture: Callable[[int, int], str | None] | None = None


def at(fields: Fields, name: str) -> object:
    """The value under a name; "metadata.resolution" is one inside the metadata object. Absent is None."""
    outer, _, inner = name.partition(".")
    value = fields.get(outer)
    if not inner:
        return value
    return value.get(inner) if isinstance(value, Mapping) else None


def film(
    seconds: int,
    resolution: str = "720p",
    *,
    ratio: str = "16:9",
    by: tuple[str, str] = ("aspect_ratio", "resolution"),
    follows: bool = False,
) -> Callable[[Fields], Shape]:
    """How a family's requests are read: its defaults, and the names under which ratio and resolution stand.

    ``follows``: where the request names no ratio, the picture decides.
    """

    def shape(fields: Fields) -> Shape:
        asked, wanted, length = (
            at(fields, by[0]),
            str(at(fields, by[1]) or resolution),
            fields.get("duration"),
        )
        named = isinstance(asked, str) and ":" in asked
        whole = (
            int(length) if isinstance(length, int | float) and length >= 1 else seconds
        )  # 0 and -1: automatic
        return Shape(*pixels(asked if named else ratio, wanted), whole, wanted, follows and not named)

    return shape


def pixels(ratio: object, resolution: str) -> tuple[int, int]:
    """Even width and height for a ratio like "9:16" at a resolution like "720P"; 16:9 when unreadable."""
    short = _SHORT_SIDES.get(resolution.lower(), 720 if not resolution else _LARGEST)
    across, _, down = ratio.partition(":") if isinstance(ratio, str) else ("", "", "")
    wide, high = (int(across), int(down)) if across.isdecimal() and down.isdecimal() else (16, 9)
    if not (0 < wide <= 32 and 0 < high <= 32):
        wide, high = 16, 9
    long = round(short * max(wide, high) / min(wide, high) / 2) * 2
    return (long, short) if wide >= high else (short, long)
