"""Reference pictures: where a film takes its colours from, and what a single one does as the first frame."""

from pathlib import Path

from PIL import Image, ImageOps

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Frame, Ink, Mask
from playground.simulator.film.sheets import Layer

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_HOLDS, _GONE = 0.6, 2.4  # seconds: how long the first frame stands, and when it has given way


def readable(paths: tuple[Path, ...]) -> list[Image.Image]:
    """Those that can be read, upright, in RGB; the others are left out."""
    pictures = []
    for path in paths:
        try:
            with Image.open(path, formats=_FORMATS) as picture:
                picture.draft("RGB", (2048, 2048))
                pictures.append(ImageOps.exif_transpose(picture).convert("RGB"))
        except (OSError, ValueError, Image.DecompressionBombError):
            continue
    return pictures


class FirstFrame(Layer):
    """A picture that fills the frame at first and gives way to the scene."""

    def __init__(self, picture: Image.Image, width: int, height: int) -> None:
        self.ink = Ink.picture(ImageOps.fit(picture, (width, height)))
        self.mask = Mask.of(Image.new("L", (width, height), 255))

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay it as thinly as its time demands."""
        share = max(0.0, min(1.0, (moment.t - _HOLDS) / (_GONE - _HOLDS)))
        opacity = 1 - share * share * (3 - 2 * share)
        if opacity > 0.004:
            frame.lay(self.ink, self.mask.faded(opacity), 0, 0)

    def pace(self, camera: Camera) -> int:
        """It fades in every frame."""
        return 1
