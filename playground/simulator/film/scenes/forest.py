"""Trunks behind trunks in haze, beams of light, ferns; at night fireflies."""

import math

from playground.simulator.film.frame import Colour
from playground.simulator.film.light import glow, shafts, vignette
from playground.simulator.film.outlines import Point, filled_below, hills, points, smooth
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Pen, Stage
from playground.simulator.film.weather import fireflies, mist

HOUR = "dawn"
_ROWS = 5
_DEER = points(
    "-0.42,0.62 -0.3,0.69 0.1,0.67 0.3,0.78 0.4,1 0.46,1.03 0.6,0.93 0.6,0.88 0.48,0.87 0.42,0.68 0.33,0.5"
    " -0.05,0.44 -0.3,0.46 -0.43,0.5"
)


def build(stage: Stage) -> list[Layer]:
    """From the bright far end to the fern at the lens."""
    palette, dice = stage.palette, stage.dice
    source = (stage.aspect * dice.choice((0.3, 0.56, 0.7)), 0.22)
    bright, green = mix(palette.low, palette.light, 0.35), _leaf(stage)
    ink = stage.gradient(
        (0, mix(palette.middle, green, 0.35)), (0.45, bright), (0.9, mix(palette.haze, green, 0.4))
    )
    layers: list[Layer] = [stage.pen().box((-2, -2, 4, 3)).sheet(ink, 0, zooms=False)]
    layers.append(glow(stage, source, 0.75, palette.light, strength=0.85))
    for row in range(_ROWS):
        near = row / (_ROWS - 1)
        tone = mix(mix(bright, green, 0.5), mix(palette.near, green, 0.12), 0.16 + 0.84 * near)
        layers.append(_trees(stage, near, tone))
        if row < _ROWS - 1:
            layers.append(mist(stage, 0.8, 0.16, 0.5 - 0.2 * near, bright, 0.2 + 0.6 * near))
        if row == 2:
            layers.append(_deer(stage, mix(palette.near, green, 0.2)))
            layers.append(shafts(stage, source, 7, 0.3 if not palette.dark else 0.14))
    if palette.dark or "fireflies" in stage.brief.weather:
        layers.append(fireflies(stage, 22, mix(palette.accent, palette.light, 0.4), (0.45, 0.9)))
    layers.append(_ferns(stage, mix(palette.near, green, 0.05)))
    layers.append(vignette(stage, 0.45))
    return layers


def _leaf(stage: Stage) -> Colour:
    if stage.brief.time == "autumn" or stage.brief.has("maple autumn 枫 秋"):
        return rgb("b8652d")
    return mix(rgb("3f7f63"), stage.palette.top, 0.3)


def _trees(stage: Stage, near: float, tone: Colour) -> Layer:
    dice, pen = stage.dice, stage.pen((-0.3, -0.25, stage.aspect + 0.3, 1.25))
    count = round((15 - 10 * near) * max(0.65, stage.aspect / 1.78))
    ground = 0.74 + 0.24 * near
    for number in range(count):
        x = -0.2 + (stage.aspect + 0.4) * (number + dice.uniform(0.15, 0.85)) / count
        if near > 0.6 and abs(x - stage.aspect / 2) < 0.2 * stage.aspect * (1 + near) * near:
            x += math.copysign(0.24 * stage.aspect, x - stage.aspect / 2)
        _trunk(stage, pen, x, ground, (0.012 + 0.05 * near**1.6) * dice.uniform(0.7, 1.2))
    pen.polygon(filled_below(hills(dice, -0.3, stage.aspect + 0.3, ground, 0.05), 1.5))
    _canopy(stage, pen, near)
    return pen.sheet(tone, 0.15 + 0.85 * near, zooms=near > 0.6)


def _trunk(stage: Stage, pen: Pen, x: float, ground: float, wide: float) -> None:
    dice, lean = stage.dice, stage.dice.uniform(-0.03, 0.03)
    pen.polygon(
        [
            (x - 1.6 * wide, ground + 0.05),
            (x - 0.55 * wide, ground - 0.12),
            (x - 0.42 * wide + lean, -0.3),
            (x + 0.42 * wide + lean, -0.3),
            (x + 0.55 * wide, ground - 0.12),
            (x + 1.7 * wide, ground + 0.05),
        ]
    )
    for _ in range(3):
        y, side, long = dice.uniform(0.0, 0.42), dice.choice((-1, 1)), dice.uniform(0.05, 0.16)
        tip = (x + side * long, y - 0.6 * long)
        pen.polygon([(x, y), (x, y + 0.35 * wide), (x + 0.6 * side * long, y - 0.2 * long), tip])


def _canopy(stage: Stage, pen: Pen, near: float) -> None:
    dice, x = stage.dice, -0.3
    while x < stage.aspect + 0.3:
        radius = dice.uniform(0.05, 0.12) * (0.7 + 0.6 * near)
        pen.disc(x, -0.02 - 0.04 * near + dice.uniform(-0.05, 0.04), radius, 0.75 * radius)
        x += radius * 0.8


def _ferns(stage: Stage, tone: Colour) -> Layer:
    pen, dice = stage.pen((-0.3, 0.5, stage.aspect + 0.3, 1.3)), stage.dice
    for _ in range(round(16 * max(0.7, stage.aspect))):
        edge = dice.choice((-1, 1))
        x = stage.aspect / 2 + edge * stage.aspect * (0.55 - abs(dice.gauss(0, 0.16)))
        long, turn = dice.uniform(0.12, 0.26), dice.uniform(-0.9, 0.9)
        spine = smooth(
            [(x, 1.1), (x + 0.4 * long * turn, 1.06 - 0.8 * long), (x + long * turn, 1.06 - 0.95 * long)], 8
        )
        pen.line(spine, 0.003)
        for number, (px, py) in enumerate(spine[3:]):
            leaf = 0.045 * (1 - number / len(spine)) + 0.006
            pen.polygon(_blade((px, py), leaf, -1)).polygon(_blade((px, py), leaf, 1))
    return pen.blurred(0.0022).sheet(tone, 1.25, zooms=False)


def _blade(root: Point, long: float, side: int) -> list[Point]:
    x, y = root
    return [
        (x, y),
        (x + side * long * 0.7, y - long * 0.2),
        (x + side * long, y + long * 0.25),
        (x + side * 0.5 * long, y + long * 0.12),
    ]


def _deer(stage: Stage, tone: Colour) -> Layer:
    """A deer that has heard us."""
    way = stage.dice.choice((-1, 1))
    x, y, h = stage.aspect * (0.5 + 0.07 * way), 0.845, 0.2
    pen = stage.pen((x - 0.2, y - 0.3, x + 0.2, y + 0.03))

    def at(across: float, up: float) -> Point:
        return x + way * across * h, y - up * h

    body = [at(*point) for point in _DEER]
    pen.polygon(smooth(body, 6, closed=True))
    for foot, knee in ((-0.38, -0.4), (-0.28, -0.25), (0.2, 0.22), (0.3, 0.27)):
        pen.polygon(
            [at(knee - 0.05, 0.55), at(knee + 0.05, 0.55), at(foot + 0.022, 0.0), at(foot - 0.022, 0.0)]
        )
    for side in (-0.08, 0.06):
        pen.line(smooth([at(0.45, 1.0), at(0.42 + side, 1.16), at(0.47 + 1.6 * side, 1.34)], 6), 0.0042)
        pen.line([at(0.43 + side, 1.16), at(0.5 + side, 1.26)], 0.0034)
    pen.polygon([at(0.42, 1.0), at(0.32, 1.06), at(0.41, 0.96)])
    return pen.sheet(tone, 0.5, zooms=False)
