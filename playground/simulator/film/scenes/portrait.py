"""A head against the low sun, hair on the wind: silhouettes with a rim of light."""

import math
from dataclasses import dataclass, field

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Colour, Frame, Ink
from playground.simulator.film.light import vignette
from playground.simulator.film.outlines import Point, filled_below, hills, points, smooth
from playground.simulator.film.palette import mix
from playground.simulator.film.scenes.backdrop import birds, sky
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Bounds, Stage
from playground.simulator.film.weather import fireflies, mist

HOUR = "golden"

# A profile that looks right: x across, y down, in head heights from the crown; the first is the brow's hairline.
_FACE = points(
    "0.40,0.06 0.475,0.17 0.505,0.29 0.512,0.365 0.497,0.415 0.522,0.47 0.562,0.545 0.592,0.597 0.582,0.628"
    " 0.53,0.645 0.522,0.672 0.546,0.697 0.546,0.716 0.516,0.735 0.54,0.752 0.538,0.78 0.505,0.81 0.505,0.84"
    " 0.524,0.875 0.51,0.925 0.455,0.955 0.36,0.945 0.24,0.925 0.2,0.98 0.2,1.12 0.24,1.25 0.4,1.36 0.56,1.48"
    " 0.66,1.7"
)
_BACK = points(
    "0.72,2.2 -0.85,2.2 -0.8,1.75 -0.66,1.5 -0.4,1.36 -0.2,1.24 -0.16,1.05 -0.2,0.82 -0.3,0.6 -0.33,0.36"
    " -0.25,0.15 -0.08,0.02 0.12,-0.02 0.3,0.01"
)

_SHORT_HAIR = points(
    "0.44,0.1 0.36,0.19 0.2,0.24 0.12,0.36 0.1,0.5 0.02,0.5 0,0.62 -0.14,0.82 -0.24,0.8 -0.35,0.58 -0.38,0.32"
    " -0.3,0.08 -0.1,-0.07 0.14,-0.1 0.34,-0.06 0.46,0"
)
_CAP = points(
    "0.43,0.08 0.33,0.2 0.16,0.3 0.06,0.5 -0.02,0.74 -0.2,0.86 -0.34,0.62 -0.38,0.32 -0.3,0.08 -0.1,-0.07"
    " 0.14,-0.1 0.34,-0.05"
)
_DRESS = points(
    "0.34,1.33 0.2,1.42 -0.06,1.5 -0.36,1.35 -0.66,1.5 -0.82,1.75 -0.9,2.3 0.8,2.3 0.66,1.7 0.55,1.47"
)


@dataclass(frozen=True)
class Sitter:
    """Where the head is: crown (units), height of the head, which way it looks."""

    x: float
    y: float
    size: float
    way: int

    def at(self, across: float, down: float) -> Point:
        """A point in head heights from the crown."""
        return self.x + self.way * across * self.size, self.y + down * self.size

    @property
    def bounds(self) -> Bounds:
        """All the paper a sitter needs."""
        return self.x - 1.5 * self.size, self.y - 0.7 * self.size, self.x + 1.5 * self.size, 1.12


def build(stage: Stage) -> list[Layer]:
    """Sky, fields, the sitter with hair behind and before, motes in the light."""
    palette, dice = stage.palette, stage.dice
    way = dice.choice((-1, 1))
    sitter = Sitter(
        stage.aspect / 2 - way * (0.05 if stage.tall else 0.1), 0.3, 0.29 if stage.tall else 0.42, way
    )
    sun_place = (sitter.x + way * 0.3 * sitter.size, sitter.y + 0.42 * sitter.size)
    layers = sky(stage, sun_place, 0.21 if not stage.tall else 0.17, halos=4)
    for y, height, near in ((0.7, 0.07, 0.12), (0.77, 0.07, 0.28), (0.86, 0.06, 0.46)):
        line = hills(dice, -0.2, stage.aspect + 0.2, y, height)
        ink = stage.gradient(
            (y - height, palette.at(near)), (y + 0.14, mix(palette.at(near), palette.low, 0.5))
        )
        layers.append(
            stage.pen((-0.2, 0.5, stage.aspect + 0.2, min(1.1, y + 0.25)))
            .polygon(filled_below(line, 1.3))
            .sheet(ink, near, zooms=False)
        )
        layers.append(mist(stage, y + 0.06, 0.07, 0.45, palette.low, near))
    layers.append(birds(stage, (stage.aspect * (0.5 + 0.28 * way), 0.22), 5))
    long_hair = not stage.brief.has("man boy actor 男 astronaut")
    if long_hair:
        layers.append(Hair(stage, sitter, mix(palette.at(0.75), palette.light, 0.22), 13, 1.0, 0.0))
    layers += _bust(stage, sitter)
    layers.append(
        Hair(stage, sitter, palette.at(0.98), 15, 0.86, 2.0) if long_hair else _cropped(stage, sitter)
    )
    layers.append(fireflies(stage, 16, palette.light, (0.2, 0.95)))
    layers.append(vignette(stage, 0.42))
    return layers


def _bust(stage: Stage, sitter: Sitter) -> list[Layer]:
    """Rim of light, head and shoulders, the dress."""
    palette = stage.palette
    outline = smooth([sitter.at(*point) for point in (*_FACE, *_BACK)], 6, closed=True)
    rim = stage.pen(sitter.bounds).polygon(outline)
    skin = stage.pen(sitter.bounds).polygon([(x - sitter.way * 0.0065, y + 0.003) for x, y in outline])
    cloth = stage.pen(sitter.bounds).polygon(smooth([sitter.at(*point) for point in _DRESS], 6, closed=True))
    tone = palette.at(0.9)
    face = stage.gradient((sitter.y, mix(tone, palette.haze, 0.06)), (1, mix(tone, palette.near, 0.5)))
    fabric = mix(palette.accent, palette.near, 0.42)
    return [
        rim.sheet(mix(palette.light, palette.low, 0.35), 0.9, zooms=False),
        skin.sheet(face, 0.9, zooms=False),
        cloth.sheet(stage.gradient((0.7, fabric), (1, mix(fabric, palette.near, 0.55))), 0.9, zooms=False),
    ]


def _cropped(stage: Stage, sitter: Sitter) -> Layer:
    """Short hair."""
    pen = stage.pen(sitter.bounds).polygon(
        smooth([sitter.at(*point) for point in _SHORT_HAIR], 6, closed=True)
    )
    return pen.sheet(stage.palette.at(1.0), 0.9, zooms=False)


@dataclass
class Hair:
    """Strands that stream away from the face and roll in waves; drawn anew, strand by strand."""

    stage: Stage
    sitter: Sitter
    colour: Colour
    strands: int
    length: float  # head heights
    phase: float
    _roots: list[tuple[float, float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose where each strand begins, how long and how thick it is."""
        self.ink = Ink.flat(self.colour)
        dice = self.stage.dice
        for number in range(self.strands):
            share = number / (self.strands - 1)
            self._roots.append((share, dice.uniform(0.75, 1.2), dice.uniform(0.075, 0.125), dice.random()))

    def paint(self, frame: Frame, moment: Moment) -> None:
        """The cap, then every strand."""
        at = self.sitter.at
        pen = self.stage.pen(self.sitter.bounds)
        pen.polygon(smooth([at(*point) for point in _CAP], 5, closed=True))
        for share, long, thick, own in self._roots:
            pen.polygon(self._strand(moment, share, long, thick, own))
        left = pen.left - moment.x * 0.9 * self.stage.height
        top = pen.top - moment.y * 0.9 * self.stage.height
        frame.lay(self.ink, pen.mask(), round(left / 2) * 2, round(top / 2) * 2)

    def _strand(self, moment: Moment, share: float, long: float, thick: float, own: float) -> list[Point]:
        """From the crown (share 0) to the nape (1): tapering, rolling, falling a little with its length."""
        root = (0.12 - 0.42 * math.sin(1.3 * share + 0.25), 0.03 + 0.75 * share)
        upper, lower = [], []
        turns = max(1, round(self.stage.seconds / 3))
        for step in range(13):
            along = step / 12
            wave = math.sin(
                math.tau * (turns * moment.u - 0.75 * along + 0.12 * own + self.phase / 7) + 1.5 * share
            )
            reach = 1.2 * self.length * long * along
            x = root[0] - reach
            y = (
                root[1]
                + (0.16 * share + 0.1 * own - 0.12) * along
                + 0.42 * share * along**2 * 0.6
                + 0.1 * along * wave
            )
            half = thick * (1 - along) ** 0.75 * (0.55 + 0.6 * math.sin(math.pi * min(1.0, along + 0.25)))
            upper.append(self.sitter.at(x, y - half))
            lower.append(self.sitter.at(x, y + half))
        return [*upper, *reversed(lower)]

    def pace(self, camera: Camera) -> int:
        """On twos, as drawn hair is."""
        return 2
