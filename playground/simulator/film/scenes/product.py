"""A thing on a plinth in a studio, turning: a seamless backdrop, a soft key light, a contact shadow."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Colour, Frame, Ink, Mask
from playground.simulator.film.light import Lens, glow, mirror, vignette
from playground.simulator.film.palette import COLOURS, mix, rgb
from playground.simulator.film.scenes.wares import Ware, chosen
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Bounds, Pen, Stage

HOUR = "studio"
FLOOR = 0.78
SIZE = 1.25


def build(stage: Stage) -> list[Layer]:
    """Backdrop, plinth, ware, light."""
    wall, floor = _room(stage)
    colour = _colour(stage)
    layers: list[Layer] = [
        stage.pen()
        .box((-2, -2, 4, 3))
        .sheet(stage.gradient((0, mix(wall, (255, 255, 255), 0.05)), (0.6, wall)), 0, zooms=False)
    ]
    middle = stage.aspect / 2
    layers.append(glow(stage, (middle, 0.4), 0.62, mix(wall, (255, 255, 255), 0.75), strength=0.75))
    layers += _arches(stage, wall, colour)
    layers.append(
        stage.pen()
        .box((-2, FLOOR - 0.06, 4, 3))
        .sheet(stage.gradient((FLOOR - 0.06, mix(wall, floor, 0.4)), (1, floor)), 0, zooms=False)
    )
    ware = chosen(stage)
    layers += _plinth(stage, wall, floor)
    layers.append(Turning(stage, ware, colour))
    layers.append(mirror(stage, FLOOR + 0.115, floor, (0.72, 1.0), waver=0))
    layers += _props(stage, colour)
    layers.append(Lens())
    layers.append(vignette(stage, 0.2))
    return layers


def _room(stage: Stage) -> tuple[Colour, Colour]:
    """Wall and floor: a pale studio, or the palette's own hour."""
    palette = stage.palette
    if stage.brief.time in ("", "studio", "day"):
        tint = stage.dice.choice(("ece8e1", "e6e9ec", "efe6df", "e4e8e2"))
        wall = rgb("efefee") if stage.brief.has("white clean 白") else rgb(tint)
        return wall, mix(wall, (120, 120, 128), 0.16)
    return mix(palette.middle, palette.low, 0.3), mix(palette.middle, palette.near, 0.4)


def _colour(stage: Stage) -> Colour:
    """The named colour that is not the room's; else the accent."""
    named = [name for name in stage.brief.colours if name not in ("white", "black")]
    if stage.brief.has("black watch phone camera 黑 手表 手机") and not named:
        return COLOURS["black"]
    return (
        COLOURS[named[0]]
        if named
        else stage.dice.choice((stage.palette.accent, COLOURS["teal"], COLOURS["orange"], rgb("a86b5a")))
    )


def _arches(stage: Stage, wall: Colour, colour: Colour) -> list[Layer]:
    """Paper arches behind the ware, one leaning out from behind the other."""
    middle, layers = stage.aspect / 2, []
    way = stage.dice.choice((-1, 1))
    for number, (wide, high, shift) in enumerate(((0.27, 0.62, 0.13), (0.2, 0.47, -0.15))):
        x = middle + way * shift * (0.6 if stage.tall else 1)
        pen = stage.pen((x - wide - 0.02, 0, x + wide + 0.02, FLOOR))
        pen.disc(x, FLOOR - high + wide, wide).box((x - wide, FLOOR - high + wide, x + wide, FLOOR))
        tone = mix(wall, colour, 0.1 + 0.1 * number)
        ink = stage.gradient(
            (FLOOR - high, mix(tone, (255, 255, 255), 0.25)), (FLOOR, mix(tone, (90, 90, 100), 0.1))
        )
        layers.append(pen.sheet(ink, -0.4 - 0.2 * number, zooms=False))
    return list(layers)


def _plinth(stage: Stage, wall: Colour, floor: Colour) -> list[Layer]:
    middle, wide = stage.aspect / 2, 0.22
    top, low = FLOOR, FLOOR + 0.115
    bounds = (middle - 0.4, top - 0.1, middle + 0.4, low + 0.1)
    shade = stage.pen(bounds).disc(middle + 0.03, low + 0.004, wide * 1.25, 0.04).blurred(0.016)
    side = stage.pen(bounds).box((middle - wide, top, middle + wide, low)).disc(middle, low, wide, 0.032)
    lid = stage.pen(bounds).disc(middle, top, wide, 0.032)
    light, dark = mix(wall, (255, 255, 255), 0.55), mix(wall, (70, 72, 84), 0.3)
    picture = Image.linear_gradient("L").rotate(90).resize(side.mask().full.size)
    ink = Ink.picture(
        Image.composite(Image.new("RGB", picture.size, dark), Image.new("RGB", picture.size, light), picture)
    )
    return [
        shade.sheet(mix(floor, (20, 20, 30), 0.6), 0, zooms=False, opacity=0.4),
        side.sheet(ink, 0, zooms=False),
        lid.sheet(mix(light, (255, 255, 255), 0.4), 0, zooms=False),
    ]


def _props(stage: Stage, colour: Colour) -> list[Layer]:
    """Two pebbles and a ball of paper, out of focus in front."""
    layers: list[Layer] = []
    for x, y, radius, share in ((0.12, 0.97, 0.1, 0.35), (0.9, 1.0, 0.15, 0.6)):
        pen = (
            stage.pen((x * stage.aspect - 0.3, 0.7, x * stage.aspect + 0.3, 1.3))
            .disc(x * stage.aspect, y, radius)
            .blurred(0.012)
        )
        layers.append(pen.sheet(mix(colour, (235, 230, 225), share), 0.5, zooms=False))
    return layers


@dataclass
class Turning:
    """The ware itself; its label and its highlights wander over it as it turns once in the clip."""

    stage: Stage
    ware: Ware
    colour: Colour

    def __post_init__(self) -> None:
        """Cut the outlines once."""
        stage, height = self.stage, self.ware.height
        x, top = stage.aspect / 2, FLOOR - height
        self.bounds = (x - 0.26, top - 0.02, x + 0.26, FLOOR + 0.03)
        self.parts: list[tuple[Ink, Mask]] = []
        for part in self.ware.parts:
            pen = self.pen()
            part.cut(pen, x, FLOOR)
            self.left, self.top = pen.left, pen.top
            tone = part.tone(self.colour)
            self.parts.append((self._rounded(pen.image.width // 3, pen.image.height // 3, tone), pen.mask()))
        body = self.pen()
        self.ware.body.cut(body, x, FLOOR)
        self.body = body.mask()
        self.bands = [self._band(-0.58, 0.06, 0.5), self._band(0.86, 0.035, 0.25)]
        shadow = self.pen((x - 0.5, FLOOR - 0.05, x + 0.5, FLOOR + 0.08)).disc(
            x + 0.02, FLOOR + 0.004, self.ware.foot * 1.2, 0.016
        )
        self.shadow = shadow.blurred(0.007).sheet((30, 28, 34), 0, zooms=False, opacity=0.5)

    def pen(self, bounds: Bounds | None = None) -> Pen:
        """Scissors at the ware's own size."""
        return self.stage.pen(bounds or self.bounds, about=(self.stage.aspect / 2, FLOOR, SIZE))

    def _rounded(self, width: int, height: int, tone: Colour) -> Ink:
        """A cylinder's shading: light from the left, a dark core, a rim of bounced light."""
        row = []
        radius = self.ware.foot * SIZE * self.stage.height
        for x in range(width):
            place = max(-1.0, min(1.0, (x + 0.5 - width / 2) / max(1.0, radius)))
            facing = max(0.0, math.cos(math.asin(place) + 0.75))
            share = 0.5 * facing**1.6 - 0.42 * max(0.0, place) ** 1.5 + 0.16 * max(0.0, place) ** 9
            row.append(
                mix(tone, (255, 255, 255), share * 0.8) if share > 0 else mix(tone, (12, 12, 24), -share)
            )
        strip = Image.new("RGB", (width, 1))
        strip.putdata(row)
        return Ink.picture(strip.resize((width, height), Image.Resampling.NEAREST))

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Parts, then what turns with them."""
        self.shadow.paint(frame, moment)
        for ink, mask in self.parts:
            frame.lay(ink, mask, self.left, self.top)
        for face in range(self.ware.faces):
            self._label(frame, math.tau * (moment.u + face / self.ware.faces) - 0.6)
        white = Ink.flat((255, 255, 255))
        for band in self.bands:
            frame.lay(white, band, self.left, self.top)

    def _label(self, frame: Frame, angle: float) -> None:
        """A paper label on the cylinder, as wide as its angle lets us see."""
        if not self.ware.label or math.cos(angle) < -0.55:
            return
        half = self.ware.label_angle
        edges = [math.sin(max(-math.pi / 2, min(math.pi / 2, angle + side * half))) for side in (-1, 1)]
        if edges[1] - edges[0] < 0.03:
            return
        x, foot = self.stage.aspect / 2, self.ware.foot
        top, low = FLOOR - self.ware.label[1], FLOOR - self.ware.label[0]
        left, right = x + foot * edges[0], x + foot * edges[1]
        bounds = (left - 0.01, top - 0.01, right + 0.01, low + 0.01)
        paper = self.pen(bounds).box((left, top, right, low), 0.004)
        shade = 0.1 + 0.3 * abs(math.sin(angle)) + 0.1 * math.sin(angle)
        frame.lay(Ink.flat(mix(rgb("fbf8f1"), self.colour, shade * 0.5)), paper.mask(), paper.left, paper.top)
        mark = self.pen(bounds)
        width, centre = right - left, (left + right) / 2
        mark.disc(centre, top + 0.3 * (low - top), 0.16 * width, 0.16 * min(0.11, low - top))
        for line, share in ((0.58, 0.5), (0.68, 0.34)):
            y = top + line * (low - top)
            mark.box((centre - share * width / 2, y, centre + share * width / 2, y + 0.006), 0.002)
        frame.lay(Ink.flat(mix(self.colour, (30, 30, 40), 0.25)), mark.mask(), mark.left, mark.top)

    def _band(self, place: float, width: float, opacity: float) -> Mask:
        """A vertical highlight at a place across the body (-1 to 1)."""
        x, half = self.stage.aspect / 2 + place * self.ware.foot, width * self.ware.foot
        pen = self.pen().box((x - half, 0, x + half, 1), 0.004).blurred(0.003)
        return Mask.of(ImageChops.multiply(pen.mask().full, self.body.full)).faded(opacity)

    def pace(self, camera: Camera) -> int:
        """It turns in every frame."""
        return 1
