"""Dunes with a lit and a shaded side, a large low sun, a caravan on the ridge."""

import math

from playground.simulator.film.camera import Moment
from playground.simulator.film.light import vignette
from playground.simulator.film.outlines import Point, filled_below, smooth
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.scenes.backdrop import sky
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Pen, Stage
from playground.simulator.film.weather import mist

HOUR = "golden"
_DUNES = ((0.56, 0.07, 0.1), (0.62, 0.1, 0.28), (0.71, 0.14, 0.52), (0.84, 0.17, 0.78), (0.98, 0.15, 1.0))


def build(stage: Stage) -> list[Layer]:
    """From the sun to the dune we stand on."""
    layers = sky(stage, (stage.aspect * stage.dice.choice((0.32, 0.64)), 0.4), 0.14, halos=4)
    for number, (y, height, near) in enumerate(_DUNES):
        layers += _dune(stage, y, height, near, number)
        if number < 3:
            layers.append(mist(stage, y + 0.06, 0.07, 0.4, stage.palette.low, 0.1 + 0.6 * near))
    layers.append(vignette(stage))
    return layers


def _dune(stage: Stage, y: float, height: float, near: float, number: int) -> list[Layer]:
    palette = stage.palette
    sand = mix(rgb("d98f55"), palette.haze, 0.45) if not palette.dark else palette.haze
    lit = mix(mix(sand, palette.low, 0.45 * (1 - near)), palette.near, 0.42 * near)
    shade = mix(lit, palette.near, 0.2 + 0.36 * near)
    top = stage.aspect * (0.28 if number % 2 else 0.7) + stage.dice.uniform(-0.08, 0.08)
    line, spine = _crest(stage.aspect, top, y, height)
    depth, bounds = 0.1 + 0.9 * near, (-0.4, 0.1, stage.aspect + 0.4, min(1.25, y + 0.34))
    body = stage.pen(bounds).polygon(filled_below(line, 1.4))
    side = [point for point in line if point[0] >= top]
    dark = stage.pen(bounds).polygon([*reversed(spine), *side, (stage.aspect + 0.4, 1.4), (top, 1.4)])
    sunny = stage.gradient((y - height, mix(lit, palette.light, 0.16)), (y + 0.2, lit))
    shady = stage.gradient((y - height, shade), (y + 0.22, mix(shade, lit, 0.75)))
    layers: list[Layer] = [
        body.sheet(sunny, depth, zooms=number > 3),
        dark.sheet(shady, depth, zooms=number > 3),
    ]
    return [_caravan(stage, line, depth), *layers] if number == 2 else layers


def _crest(right: float, top: float, y: float, height: float) -> tuple[list[Point], list[Point]]:
    """The dune's outline, and the line where light meets shade below its summit."""
    rise = [(-0.4, 0.1), (0.3 * top, 0.2), (0.72 * top, -0.35), (top, -0.85)]
    fall = [(top + 0.3 * (right - top), -0.25), (top + 0.65 * (right - top), 0.22), (right + 0.4, 0.05)]
    spine = [(top, -0.87), (top - 0.05, -0.3), (top + 0.08, 0.3), (top - 0.04, 1.3)]
    outline = smooth([(x, y + down * height) for x, down in (*rise, *fall)], 12)
    return outline, smooth([(x, y + down * height) for x, down in spine], 10)


def _caravan(stage: Stage, line: list[Point], depth: float) -> Layer:
    """Camels in a row along the crest."""
    pen = stage.pen((-0.2, 0.3, stage.aspect + 0.2, 0.9))
    start = stage.aspect * 0.42
    for number in range(4):
        x = start + 0.085 * number
        ground = min(line, key=lambda point: abs(point[0] - x))[1] + 0.008
        _camel(pen, x, ground, 0.06)

    def walk(moment: Moment) -> Nudge:
        return Nudge(
            x=0.045 * stage.height * (moment.u - 0.5),
            y=0.002 * stage.height * math.sin(math.tau * 4 * moment.u),
        )

    return pen.sheet(stage.palette.at(0.95), depth, walk, zooms=False)


def _camel(pen: Pen, x: float, ground: float, h: float) -> None:
    def at(across: float, up: float) -> Point:
        return x + across * h, ground - up * h

    body = [
        at(-0.5, 0.62),
        at(-0.35, 0.82),
        at(-0.18, 1.0),
        at(-0.05, 0.82),
        at(0.08, 0.8),
        at(0.2, 0.97),
        at(0.32, 0.78),
    ]
    body += [
        at(0.5, 0.62),
        at(0.62, 0.85),
        at(0.72, 1.08),
        at(0.92, 1.04),
        at(0.9, 0.94),
        at(0.8, 0.92),
        at(0.68, 0.55),
    ]
    body += [at(0.45, 0.45), at(-0.4, 0.46)]
    pen.polygon(body)
    for foot in (-0.42, -0.26, 0.22, 0.4):
        pen.polygon([at(foot - 0.06, 0.52), at(foot + 0.06, 0.52), at(foot + 0.03, 0), at(foot - 0.03, 0)])
