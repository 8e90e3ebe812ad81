"""Ridge behind ridge, mist between them, firs in front."""

from itertools import pairwise

from playground.simulator.film.light import vignette
from playground.simulator.film.outlines import Point, filled_below, ridge
from playground.simulator.film.palette import mix
from playground.simulator.film.scenes.backdrop import birds, sky
from playground.simulator.film.scenes.figures import pine
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Stage
from playground.simulator.film.weather import mist

HOUR = "dawn"
_RIDGES = ((0.46, 0.3, 0.08), (0.55, 0.26, 0.26), (0.66, 0.22, 0.46), (0.78, 0.17, 0.68), (0.9, 0.11, 0.9))


def build(stage: Stage) -> list[Layer]:
    """From the sun to the firs at the lower edge."""
    dice = stage.dice
    place = (stage.aspect * dice.choice((0.3, 0.5, 0.68)), 0.33)
    layers = sky(stage, place)
    for number, (y, height, near) in enumerate(_RIDGES):
        layers += _ridge(stage, y, height, near, number)
        if number < 4:
            layers.append(mist(stage, y + 0.1, 0.11, 0.62 - 0.09 * number, _haze(stage), near + 0.08))
        if number == 1:
            layers.append(birds(stage, (stage.aspect * dice.uniform(0.3, 0.7), 0.3), 6, 0.3))
    layers += _firs(stage)
    layers.append(vignette(stage))
    return layers


def _haze(stage: Stage) -> tuple[int, int, int]:
    return mix(stage.palette.low, stage.palette.haze, 0.3)


def _ridge(stage: Stage, y: float, height: float, near: float, number: int) -> list[Layer]:
    palette, dice = stage.palette, stage.dice
    line = _peaked(ridge(dice, -0.4, stage.aspect + 0.4, y, height * 0.8, 0.5), stage, y, height, number)
    tone = palette.at(0.1 + 0.85 * near)
    ink = stage.gradient((y - height * 0.8, tone), (y + 0.16, mix(tone, _haze(stage), 0.55 - 0.3 * near)))
    pen = stage.pen((-0.4, 0, stage.aspect + 0.4, min(1.2, y + 0.34))).polygon(filled_below(line, 1.3))
    layers: list[Layer] = [pen.sheet(ink, 0.1 + 0.75 * near, zooms=number > 2)]
    if number < 3 and (stage.brief.weather & {"snow"} or stage.brief.has("alps peak summit 雪山 峰 snow")):
        layers.append(_caps(stage, line, y, height, near, number))
    return layers


def _peaked(line: list[Point], stage: Stage, y: float, height: float, number: int) -> list[Point]:
    """The farthest ridges rise towards one summit, off the middle."""
    if number > 1:
        return line
    top = stage.aspect * stage.dice.choice((0.36, 0.62)) + number * 0.3
    lift = height * (0.75 - 0.25 * number)
    return [(x, place - lift * max(0.0, 1 - abs(x - top) / (0.34 + 0.1 * number))) for x, place in line]


def _caps(stage: Stage, line: list[Point], y: float, height: float, near: float, number: int) -> Layer:
    """Snow on the windward slopes."""
    pen = stage.pen((-0.4, 0, stage.aspect + 0.4, 1.0))
    top = min(place for _, place in line)
    limit = top + 0.6 * (y + 0.2 * height - top)
    for (x, one), (x2, other) in pairwise(line):
        if min(one, other) < limit and other > one:
            fall = (limit - one) * 0.55
            pen.polygon([(x, one), (x2, other), (x2 + 0.01, other + 0.3 * fall), (x - 0.012, one + fall)])
    return pen.sheet(
        mix(stage.palette.light, stage.palette.haze, 0.25 * near),
        0.1 + 0.75 * near,
        zooms=number > 2,
        opacity=0.8,
    )


def _firs(stage: Stage) -> list[Layer]:
    layers: list[Layer] = []
    for row, (depth, tone, size) in enumerate(((0.95, 0.92, 0.15), (1.25, 1.0, 0.3))):
        pen, x = stage.pen((-0.3, 0.4, stage.aspect + 0.3, 1.3)), -0.2
        while x < stage.aspect + 0.2:
            edge = min(1.0, abs(x - stage.aspect / 2) / (0.5 * stage.aspect))
            if stage.dice.random() < 0.25 + 0.75 * edge ** (1 + row):
                pine(
                    pen,
                    x,
                    1.08 + 0.04 * row - 0.05 * edge,
                    size * stage.dice.uniform(0.6, 1.15) * (0.6 + 0.6 * edge),
                )
            x += stage.dice.uniform(0.02, 0.06) * (1 + row)
        pen.box((-1, 1.03, 4, 2))
        layers.append(pen.sheet(stage.palette.at(tone), depth))
    return layers
