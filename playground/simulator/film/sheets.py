"""Sheets of paper: shapes cut once, then moved by the camera and by themselves, with sub-pixel smoothness."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Frame, Ink, Mask

_STEPS = 2  # positions a pixel has: whole and half
_UNSEEN = 1.4  # pixels a sharp edge may jump without being seen to; a soft one may jump further
SLOWEST = 144  # a pace for what never moves


class Layer(Protocol):
    """Anything that can lay itself on a frame."""

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay this layer on the frame as it is at that moment."""

    def pace(self, camera: Camera) -> int:
        """Every how many frames it must be painted anew for the eye to see it move smoothly."""
        ...


@dataclass(frozen=True)
class Nudge:
    """A sheet's own movement at a moment: pixels, and an opacity."""

    x: float = 0.0
    y: float = 0.0
    opacity: float = 1.0


type Motion = Callable[[Moment], Nudge]


def still(moment: Moment) -> Nudge:
    """No movement of its own."""
    return Nudge()


@dataclass
class Sheet:
    """A cut shape. ``left`` and ``top`` are pixels; ``depth`` 0 is infinitely far, 1 the subject, above 1 nearer.

    ``unit`` is how many pixels one stage unit has; ``pivot`` (pixels) is what the camera pushes towards.
    """

    mask: Mask
    ink: Ink
    left: int
    top: int
    depth: float
    unit: float
    pivot: tuple[float, float]
    motion: Motion = still
    zooms: bool = True
    soft: bool = False
    _cuts: dict[tuple[int, int], tuple[Mask, Ink]] = field(default_factory=dict)
    _thinned: dict[tuple[int, int, int], Mask] = field(default_factory=dict)

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Move, cut to the pixel grid, lay."""
        opacity = self.motion(moment).opacity
        if opacity <= 0.01:
            return
        left, top, scale = self._place(moment)
        if scale == 1:
            self._paint_moved(frame, left, top, opacity)
        else:
            self._paint_scaled(frame, left, top, scale, opacity)

    def pace(self, camera: Camera) -> int:
        """As many frames as it takes to move by what nobody sees."""
        fastest = 1e-3
        for number in range(0, camera.frames - 1, 5):
            one, other = camera.at(number), camera.at(number + 1)
            fastest = max(fastest, self._distance(one, other, camera))
        return min(SLOWEST, int(_UNSEEN * (6 if self.soft else 1) / fastest) or 1)

    def _distance(self, one: Moment, other: Moment, camera: Camera) -> float:
        """Pixels its fastest visible corner moves between two moments; fading counts too."""
        (left, top, scale), (left2, top2, scale2) = self._place(one), self._place(other)
        width, height = camera.frame_size
        fading = 40 * abs(self.motion(one).opacity - self.motion(other).opacity)
        farthest = 0.0
        for x in (left, left + self.mask.full.width * scale):
            for y in (top, top + self.mask.full.height * scale):
                across = (max(0.0, min(width, x)) - left) / scale
                down = (max(0.0, min(height, y)) - top) / scale
                moved = (left2 - left + across * (scale2 - scale), top2 - top + down * (scale2 - scale))
                farthest = max(farthest, abs(moved[0]), abs(moved[1]))
        return max(fading, farthest)

    def _place(self, moment: Moment) -> tuple[float, float, float]:
        """Left, top (pixels) and scale in the frame."""
        nudge = self.motion(moment)
        x = self.left + nudge.x - moment.x * self.depth * self.unit
        y = self.top + nudge.y - moment.y * self.depth * self.unit
        scale = 1 + (moment.zoom - 1) * self.depth
        if self.zooms and abs(scale - 1) > 1e-4:
            left = self.pivot[0] + (x - self.pivot[0]) * scale
            return left, self.pivot[1] + (y - self.pivot[1]) * scale, scale
        # Too soft or too small to be worth scaling: it only moves away from the pivot.
        x += (self.left + self.mask.full.width / 2 - self.pivot[0]) * (scale - 1)
        y += (self.top + self.mask.full.height / 2 - self.pivot[1]) * (scale - 1)
        return x, y, 1.0

    def _paint_moved(self, frame: Frame, x: float, y: float, opacity: float) -> None:
        if self.soft:  # nobody sees where a blur begins
            mask = self.mask if opacity > 0.97 else self.mask.faded(opacity)
            frame.lay(self.ink, mask, round(x / 2) * 2, round(y / 2) * 2)
            return
        even_x, step_x = _even_and_steps(x)
        even_y, step_y = _even_and_steps(y)
        mask, ink = self._cut(step_x, step_y)
        thinness = round(opacity * 16)
        if thinness < 16:
            key = (step_x, step_y, thinness)
            if key not in self._thinned:
                self._thinned[key] = mask.faded(thinness / 16)
            mask = self._thinned[key]
        frame.lay(ink, mask, even_x - 2, even_y - 2)

    def _cut(self, step_x: int, step_y: int) -> tuple[Mask, Ink]:
        key = (step_x, step_y)
        if key not in self._cuts:
            shift = (step_x / _STEPS, step_y / _STEPS)
            mask = Mask(
                _shifted(self.mask.full, *shift, 2), _shifted(self.mask.half, shift[0] / 2, shift[1] / 2, 1)
            )
            self._cuts[key] = mask, self._shifted_ink(shift)
        return self._cuts[key]

    def _shifted_ink(self, shift: tuple[float, float]) -> Ink:
        if self.ink.planes is None or self.ink.fixed:
            return self.ink
        luma, blue, red = self.ink.planes
        halved = (shift[0] / 2, shift[1] / 2, 1)
        return Ink(planes=(_shifted(luma, *shift, 2), _shifted(blue, *halved), _shifted(red, *halved)))

    def _paint_scaled(self, frame: Frame, left: float, top: float, scale: float, opacity: float) -> None:
        right = left + self.mask.full.width * scale
        bottom = top + self.mask.full.height * scale
        x0, y0 = _even_up(max(0.0, left)), _even_up(max(0.0, top))
        x1, y1 = _even_down(min(frame.width, right)), _even_down(min(frame.height, bottom))
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        box = ((x0 - left) / scale, (y0 - top) / scale, (x1 - left) / scale, (y1 - top) / scale)
        size = (x1 - x0, y1 - y0)
        mask = Mask.of(_scaled(self.mask.full, size, box))  # used once: not worth taking to pieces
        ink = self.ink
        if ink.planes is not None and not ink.fixed:
            luma, blue, red = ink.planes
            ink = Ink(planes=(_scaled(luma, size, box), _sampled(blue, size, box), _sampled(red, size, box)))
        frame.lay(ink, mask if opacity > 0.99 else mask.faded(opacity), x0, y0)


def _even_and_steps(value: float) -> tuple[int, int]:
    steps = round(value * _STEPS)
    even = steps // (2 * _STEPS) * 2
    return even, steps - even * _STEPS


def _even_up(value: float) -> int:
    return math.ceil(value / 2) * 2


def _even_down(value: float) -> int:
    return math.floor(value / 2) * 2


def _shifted(image: Image.Image, x: float, y: float, border: int) -> Image.Image:
    """The image moved by a part of a border inside a border of that many pixels on every side."""
    moved = Image.new("L", (image.width + 2 * border, image.height + 2 * border))
    moved.paste(image, (border + int(x), border + int(y)))
    # A part of a pixel is a blend of two whole moves, which costs a fraction of a resampling.
    for part, step in ((x % 1, (1, 0)), (y % 1, (0, 1))):
        if part:
            further = Image.new("L", moved.size)
            further.paste(moved, step)
            moved = Image.blend(moved, further, part)
    return moved


def _scaled(image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]) -> Image.Image:
    inside = (max(0.0, box[0]), max(0.0, box[1]), min(box[2], image.width), min(box[3], image.height))
    return image.resize(size, Image.Resampling.BILINEAR, inside)


def _sampled(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]
) -> Image.Image:
    """A half-size plane, without blending: inside a shape the colours are nearly flat."""
    left, top, right, bottom = (edge / 2 for edge in box)
    inside = (max(0.0, left), max(0.0, top), min(right, image.width), min(bottom, image.height))
    return image.resize((size[0] // 2, size[1] // 2), Image.Resampling.NEAREST, inside)
