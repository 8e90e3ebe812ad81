"""Light: glows, halos, shafts, mirrors and the dark at the edges of the lens."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Colour, Frame, Ink, Mask
from playground.simulator.film.sheets import SLOWEST, Motion, Nudge, Sheet, still
from playground.simulator.film.stage import Point, Stage


def glow(
    stage: Stage,
    centre: Point,
    radius: float,
    colour: Colour,
    depth: float = 0.0,
    *,
    strength: float = 0.8,
    motion: Motion = still,
) -> Sheet:
    """A soft light that fades to nothing at its radius (units)."""
    size = max(4, math.ceil(radius * stage.height) * 2)
    ball = Image.radial_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
    table = [round(255 * strength * max(0.0, 1 - level / 181) ** 2.2) for level in range(256)]
    left = math.floor((centre[0] - radius) * stage.height / 2) * 2
    top = math.floor((centre[1] - radius) * stage.height / 2) * 2
    pivot = (stage.width / 2, stage.height / 2)
    mask = Mask.of(ball.point(table))
    return Sheet(
        mask, Ink.flat(colour), left, top, depth, stage.height, pivot, motion, zooms=False, soft=True
    )


def sun(stage: Stage, centre: Point, radius: float, depth: float = 0.03, *, halos: int = 3) -> list[Sheet]:
    """A disc of light with paper halos around it, the widest first."""
    light = stage.palette.light
    layers = [glow(stage, centre, radius * 5.5, light, depth, strength=0.55)]
    for ring in range(halos, 0, -1):
        wide = radius * (1 + 0.55 * ring)
        x, y = centre
        pen = stage.pen((x - wide - 0.01, y - wide - 0.01, x + wide + 0.01, y + wide + 0.01)).disc(x, y, wide)
        layers.append(pen.sheet(light, depth, zooms=False, opacity=0.05 + 0.035 * (halos - ring)))
    x, y = centre
    bounds = (x - radius - 0.01, y - radius - 0.01, x + radius + 0.01, y + radius + 0.01)
    layers.append(stage.pen(bounds).disc(x, y, radius).sheet(light, depth, zooms=False))
    return layers


def moon(stage: Stage, centre: Point, radius: float, depth: float = 0.03) -> list[Sheet]:
    """A crescent with a faint glow."""
    x, y = centre
    bounds = (x - radius - 0.01, y - radius - 0.01, x + radius + 0.01, y + radius + 0.01)
    pen = (
        stage.pen(bounds)
        .disc(x, y, radius)
        .disc(x - radius * 0.42, y - radius * 0.18, radius * 0.86, level=0)
    )
    halo = glow(stage, centre, radius * 5, stage.palette.light, depth, strength=0.28)
    return [halo, pen.sheet(stage.palette.light, depth, zooms=False)]


def shafts(stage: Stage, source: Point, count: int, opacity: float = 0.16) -> Sheet:
    """Slanting beams from a source, fading as they fall; they breathe slowly."""
    pen = stage.pen((0, 0, stage.aspect, 1))
    for number in range(count):
        angle = 0.9 + 1.35 * (number + stage.dice.uniform(0.1, 0.6)) / count
        width = stage.dice.uniform(0.035, 0.075)
        ends = [
            (source[0] + 2.2 * math.cos(angle + side), source[1] + 2.2 * math.sin(angle + side))
            for side in (-width, width)
        ]
        pen.polygon([source, *ends], level=round(stage.dice.uniform(120, 255)))
    mask = pen.blurred(0.008).mask()
    fade = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(mask.full.size)
    faded = Mask.of(ImageChops.multiply(mask.full, fade)).faded(opacity)

    def breathe(moment: Moment) -> Nudge:
        return Nudge(opacity=0.78 + 0.22 * math.sin(math.tau * moment.u))

    half = (stage.width / 2, stage.height / 2)
    return Sheet(
        faded, Ink.flat(stage.palette.light), 0, 0, 0.0, stage.height, half, breathe, zooms=False, soft=True
    )


@dataclass
class Mirror:
    """Still water or a wet floor: what is above ``line`` (pixels) appears below it, wavering and tinted.

    ``shape`` is where it mirrors, ``cover`` how much of the tint lies over it; both are as large as the frame below
    the line. ``smear`` above 1 draws the reflection out downwards, as rough wet stone does.
    """

    line: int
    tint: Ink
    shape: Mask
    cover: Mask
    waver: float  # pixels
    smear: int = 1

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Reflect the frame as it stands now."""
        depth = frame.height - self.line
        reach = min(self.line, depth)
        for number, plane in enumerate(frame.planes):
            part = 2 if number else 1
            source = plane.crop((0, (self.line - reach) // part, plane.width, self.line // part))
            picture = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            if self.smear > 1:
                small = picture.reduce((1, max(1, self.smear // part)))
                picture = small.resize(picture.size, Image.Resampling.BILINEAR)
            shape = self.shape.half if number else self.shape.full
            plane.paste(self._wavering(picture, part, moment), (0, self.line // part), shape)
        frame.lay(self.tint, self.cover, 0, self.line)

    def pace(self, camera: Camera) -> int:
        """On twos: water is slow, and what it mirrors is blurred."""
        return 2

    def _wavering(self, picture: Image.Image, part: int, moment: Moment) -> Image.Image:
        if self.waver <= 0:
            return picture
        result = picture.copy()
        thick = 4 // part  # pixels: a strip of the same height in every plane
        for y in range(0, picture.height, thick):
            deep = y / picture.height
            phase = 30 * math.sqrt(deep + 0.004) - math.tau * 3 * moment.u
            shift = round(self.waver * (0.15 + deep) * math.sin(phase) / part)
            result.paste(picture.crop((0, y, picture.width, min(picture.height, y + thick))), (shift, y))
        return result


def mirror(
    stage: Stage,
    line: float,
    tint: Colour,
    share: tuple[float, float],
    *,
    waver: float = 0.004,
    smear: int = 1,
    outline: list[Point] | None = None,
) -> Mirror:
    """A mirror below ``line`` (units), covered by the tint: the first share at the line, the second at the bottom."""
    top = round(line * stage.height / 2) * 2
    size = (stage.width, stage.height - top)
    ramp = [round(255 * (share[0] + (share[1] - share[0]) * y / size[1])) for y in range(size[1])]
    cover = Image.frombytes("L", (1, size[1]), bytes(ramp)).resize(size, Image.Resampling.NEAREST)
    shape = Image.new("L", size, 255)
    if outline is not None:
        shape = (
            stage.pen((0, 0, stage.aspect, 1))
            .polygon(outline)
            .mask()
            .full.crop((0, top, stage.width, stage.height))
        )
        cover = ImageChops.multiply(cover, shape)
    return Mirror(top, Ink.flat(tint), Mask.of(shape), Mask.of(cover), waver * stage.height, smear)


@dataclass
class Veil:
    """One ink over the whole frame through a mask that does not move."""

    ink: Ink
    mask: Mask

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay it."""
        frame.lay(self.ink, self.mask, 0, 0)

    def pace(self, camera: Camera) -> int:
        """It never moves."""
        return SLOWEST


def vignette(stage: Stage, strength: float = 0.34) -> Veil:
    """The dark at the edges of the lens."""
    ball = Image.radial_gradient("L").resize((stage.width, stage.height), Image.Resampling.BICUBIC)
    table = [round(255 * strength * max(0.0, (level - 92) / 163) ** 1.8) for level in range(256)]
    return Veil(Ink.flat((8, 8, 14)), Mask.of(ball.point(table)))


@dataclass
class Lens:
    """Brings the whole picture nearer when the camera pushes: for scenes whose things are drawn in place."""

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Enlarge around the middle."""
        if moment.zoom < 1.0005:
            return
        for number, plane in enumerate(frame.planes):
            across, down = plane.width / moment.zoom, plane.height / moment.zoom
            left, top = (plane.width - across) / 2, (plane.height - down) / 2
            box = (left, top, left + across, top + down)
            smooth = Image.Resampling.BILINEAR
            frame.planes[number].paste(plane.resize(plane.size, smooth, box))

    def pace(self, camera: Camera) -> int:
        """Every frame, if the camera pushes at all."""
        return 1 if camera.move in ("push", "pull") else SLOWEST
