"""Reference pictures and clips: where a film takes its colours and its form from, and what it begins and ends with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import av
from PIL import Image, ImageDraw, ImageFont, ImageOps

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Frame, Ink, Mask
from playground.simulator.film.request import FilmRequest
from playground.simulator.film.sheets import Layer

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_CLIPS = (".mp4", ".mov", ".webm")
_HOLDS, _GONE = 0.6, 2.4  # seconds: how long the first frame stands, and when it has given way
_RATIOS = (0.4, 2.5)  # the narrowest and the widest that a followed picture makes a film
_INK, _PAPER = (20, 22, 30), (250, 246, 238)


def readable(paths: Iterable[Path]) -> list[Image.Image]:
    """Those that can be read, upright, in RGB, of a clip its first frame; the others are left out."""
    pictures = []
    for path in paths:
        try:
            pictures.append(_clip(path) if path.suffix in _CLIPS else _picture(path))
        except (OSError, ValueError, Image.DecompressionBombError, av.FFmpegError, StopIteration):
            continue
    return pictures


def _picture(path: Path) -> Image.Image:
    with Image.open(path, formats=_FORMATS) as picture:
        picture.draft("RGB", (2048, 2048))
        return ImageOps.exif_transpose(picture).convert("RGB")


def _clip(path: Path) -> Image.Image:
    with av.open(str(path)) as clip:
        shot: Image.Image = next(clip.decode(video=0)).to_image()
        return shot.convert("RGB")


def fitted(request: FilmRequest) -> FilmRequest:
    """The same film in the form of what it follows: its shorter side stays, the other is measured from the picture."""
    pictures = readable([request.follows]) if request.follows else []
    if not pictures:
        return request
    ratio = max(_RATIOS[0], min(_RATIOS[1], pictures[0].width / pictures[0].height))
    short = min(request.width, request.height)
    long = round(short * max(ratio, 1 / ratio) / 2) * 2
    width, height = (long, short) if ratio >= 1 else (short, long)
    return replace(request, width=width, height=height)


def given_layers(request: FilmRequest, pictures: list[Image.Image]) -> list[Layer]:
    """What lies over the scene: first and last frame, and the card. A lone picture is a first frame."""
    size, layers = (request.width, request.height), list[Layer]()
    opening = readable([request.opening]) if request.opening else []
    if not opening and not request.closing and len(pictures) == 1:
        opening = pictures
    if opening:
        layers.append(GivenFrame(opening[0], *size))
    for picture in readable([request.closing]) if request.closing else []:
        layers.append(GivenFrame(picture, *size, ends_at=request.seconds))
    if request.card:
        layers.append(Card(request.card, *size))
    return layers


class GivenFrame(Layer):
    """A picture that fills the frame at first and gives way to the scene, or, at a film's end, takes its place."""

    def __init__(self, picture: Image.Image, width: int, height: int, ends_at: int | None = None) -> None:
        self.ink = Ink.picture(ImageOps.fit(picture, (width, height)))
        self.mask = Mask.of(Image.new("L", (width, height), 255))
        self.ends_at = ends_at

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay it as thinly as its time demands."""
        opacity = _opacity(moment.t if self.ends_at is None else self.ends_at - moment.t)
        if opacity > 0.004:
            frame.lay(self.ink, self.mask.faded(opacity) if opacity < 1 else self.mask, 0, 0)

    def pace(self, camera: Camera) -> int:
        """It fades in every frame."""
        return 1


def _opacity(away: float) -> float:
    """Of a picture so many seconds away from its end of the film."""
    share = max(0.0, min(1.0, (away - _HOLDS) / (_GONE - _HOLDS)))
    return 1 - share * share * (3 - 2 * share)


@dataclass
class Card(Layer):
    """A strip of paper with a few words in the lower left, gone when the first frame is."""

    words: str
    width: int
    height: int

    def __post_init__(self) -> None:
        font = ImageFont.load_default(max(10, min(self.width, self.height) // 22))
        left, top, right, bottom = font.getbbox(self.words.upper())
        rim = max(4, int(bottom) // 2)
        size = tuple(int(side + 2 * rim) // 2 * 2 + 2 for side in (right - left, bottom - top))
        paper = Image.new("RGB", (size[0], size[1]), _INK)
        place = (rim - left, rim - top)
        ImageDraw.Draw(paper).text(place, self.words.upper(), fill=_PAPER, font=font)
        self.ink, self.mask = Ink.picture(paper), Mask.of(Image.new("L", paper.size, 255))
        self.place = (rim // 2 * 2 + 2, (self.height - size[1] - rim) // 2 * 2 - 2)

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay it while the first frame gives way."""
        opacity = _opacity(moment.t - _HOLDS)
        if opacity > 0.004:
            frame.lay(self.ink, self.mask.faded(opacity) if opacity < 1 else self.mask, *self.place)

    def pace(self, camera: Camera) -> int:
        """It fades in every frame."""
        return 1
