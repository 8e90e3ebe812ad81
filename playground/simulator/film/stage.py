"""The table on which a scene is built: its measures, its colours, its dice, its scissors.

Stage units: y runs from 0 (top) to 1 (bottom), x from 0 to ``aspect``; one unit is the height of the frame.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from playground.simulator.film.frame import Colour, Ink, Mask, Planes, levels_of
from playground.simulator.film.palette import Palette
from playground.simulator.film.sheets import Motion, Sheet, still
from playground.simulator.film.words import Brief

type Point = tuple[float, float]
type Bounds = tuple[float, float, float, float]

_FINENESS = 3  # scissors work at three times the frame's size
_BLEED = 0.16  # how far full sheets reach beyond the frame, in units
_BAYER = (0.03, 0.53, 0.16, 0.66, 0.78, 0.28, 0.91, 0.41, 0.22, 0.72, 0.09, 0.59, 0.97, 0.47, 0.84, 0.34)


@dataclass
class Stage:
    """Everything a scene needs to know to draw itself. Width and height are even pixels."""

    width: int
    height: int
    seconds: int
    brief: Brief
    palette: Palette
    dice: Random

    @property
    def aspect(self) -> float:
        """The right edge in units."""
        return self.width / self.height

    @property
    def tall(self) -> bool:
        """Whether the frame is upright."""
        return self.aspect < 1

    def pen(self, bounds: Bounds | None = None, *, about: tuple[float, float, float] | None = None) -> "Pen":
        """Scissors over a part of the stage; without bounds over all of it and a little beyond.

        ``about`` (x, y, factor) draws everything larger or smaller around a point.
        """
        return Pen(
            self, bounds or (-_BLEED, -_BLEED, self.aspect + _BLEED, 1 + _BLEED), about or (0.0, 0.0, 1.0)
        )

    def gradient(self, *stops: tuple[float, Colour]) -> Ink:
        """An ink that stays in the frame and changes from top to bottom; stops are (y, colour), in order."""
        return Ink(planes=_gradient(self.width, self.height, stops), fixed=True)

    def sky(self) -> Ink:
        """The palette's sky."""
        palette = self.palette
        return self.gradient((0.0, palette.top), (0.42, palette.middle), (0.78, palette.low))


def _gradient(width: int, height: int, stops: Sequence[tuple[float, Colour]]) -> Planes:
    marks = [(place * height, levels_of(colour)) for place, colour in stops]
    return (
        _ramp(width, height, [(place, levels[0]) for place, levels in marks]),
        _ramp(width // 2, height // 2, [(place / 2, levels[1]) for place, levels in marks]),
        _ramp(width // 2, height // 2, [(place / 2, levels[2]) for place, levels in marks]),
    )


def _ramp(width: int, height: int, marks: Sequence[tuple[float, int]]) -> Image.Image:
    """One plane of a gradient, dithered so that dark skies do not show steps."""
    rows = bytearray()
    for y in range(height):
        value = _between(y, marks)
        base, rest = int(value), value % 1
        rows += bytes(base + (rest > _BAYER[y % 4 * 4 + x]) for x in range(4))
    plane = Image.new("L", (width + 4, height))
    strip = Image.frombytes("L", (4, height), bytes(rows))
    for x in range(0, width, 4):
        plane.paste(strip, (x, 0))
    return plane.crop((0, 0, width, height))


def _between(y: float, marks: Sequence[tuple[float, int]]) -> float:
    if y <= marks[0][0]:
        return marks[0][1]
    for (start, first), (end, second) in pairwise(marks):
        if y < end:
            share = (y - start) / (end - start)
            return first + (second - first) * share
    return marks[-1][1]


class Pen:
    """Cuts shapes out of one sheet, in stage units; ``sheet`` hands it over."""

    def __init__(self, stage: Stage, bounds: Bounds, about: tuple[float, float, float] = (0, 0, 1)) -> None:
        self.stage = stage
        self.unit = stage.height
        self.about = about
        x, y, factor = about
        bounds = (
            x + (bounds[0] - x) * factor,
            y + (bounds[1] - y) * factor,
            x + (bounds[2] - x) * factor,
            y + (bounds[3] - y) * factor,
        )
        self.left = math.floor(bounds[0] * self.unit / 2) * 2
        self.top = math.floor(bounds[1] * self.unit / 2) * 2
        width = math.ceil((bounds[2] * self.unit - self.left) / 2) * 2
        height = math.ceil((bounds[3] * self.unit - self.top) / 2) * 2
        self.image = Image.new("L", (max(2, width) * _FINENESS, max(2, height) * _FINENESS))
        self.draw = ImageDraw.Draw(self.image)
        self.softness = 0.0

    def polygon(self, points: Iterable[Point], level: int = 255) -> "Pen":
        """A filled outline; a level of 0 cuts it away."""
        self.draw.polygon([self._place(point) for point in points], fill=level)
        return self

    def disc(
        self, x: float, y: float, radius: float, radius_y: float | None = None, level: int = 255
    ) -> "Pen":
        """A circle or an upright ellipse."""
        (left, top), (right, bottom) = (
            self._place((x - radius, y - (radius_y or radius))),
            self._place((x + radius, y + (radius_y or radius))),
        )
        self.draw.ellipse((left, top, right, bottom), fill=level)
        return self

    def box(self, bounds: Bounds, radius: float = 0.0, level: int = 255) -> "Pen":
        """A rectangle, with round corners if wanted."""
        corners = (*self._place(bounds[:2]), *self._place(bounds[2:]))
        if corners[2] > corners[0] and corners[3] > corners[1]:
            self.draw.rounded_rectangle(corners, radius * self.about[2] * self.unit * _FINENESS, fill=level)
        return self

    def line(self, points: Sequence[Point], width: float, level: int = 255) -> "Pen":
        """A stroke with round joints; width in units."""
        thickness = max(1, round(width * self.about[2] * self.unit * _FINENESS))
        self.draw.line([self._place(point) for point in points], fill=level, width=thickness, joint="curve")
        return self

    def blurred(self, radius: float) -> "Pen":
        """Out of focus; the radius is in units."""
        self.softness = radius
        return self

    def mask(self) -> Mask:
        """What has been cut so far, at the frame's own size."""
        full = self.image.reduce(_FINENESS)
        return Mask.of(blurred(full, self.softness * self.about[2] * self.unit) if self.softness else full)

    def sheet(
        self,
        ink: Ink | Colour,
        depth: float,
        motion: Motion = still,
        *,
        zooms: bool = True,
        pivot: Point | None = None,
        opacity: float = 1.0,
    ) -> Sheet:
        """The sheet as a layer. The pivot (units) is what the camera pushes towards: the middle, if not said."""
        mask = self.mask() if opacity >= 1 else self.mask().faded(opacity)
        filled = ink if isinstance(ink, Ink) else Ink.flat(ink)
        left, top, right, bottom = mask.used()
        if filled.planes is None or filled.fixed:  # an ink as large as the shape stays as large
            mask, place = mask.window((left, top, right, bottom)), (self.left + left, self.top + top)
        else:
            place = (self.left, self.top)
        px, py = pivot or (self.stage.aspect / 2, 0.5)
        target = (px * self.unit, py * self.unit)
        return Sheet(mask, filled, *place, depth, self.unit, target, motion, zooms, self.softness > 0)

    def _place(self, point: Point | tuple[float, ...]) -> tuple[float, float]:
        x, y, factor = self.about
        return (
            ((x + (point[0] - x) * factor) * self.unit - self.left) * _FINENESS,
            ((y + (point[1] - y) * factor) * self.unit - self.top) * _FINENESS,
        )


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """A blur whose cost does not grow with its radius: done small, brought back large."""
    part = max(1, int(radius // 3))
    small = image.reduce(part) if part > 1 else image
    return small.filter(ImageFilter.GaussianBlur(radius / part)).resize(image.size, Image.Resampling.BICUBIC)
