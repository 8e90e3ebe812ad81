"""Still water that holds the hills upside down, a boat, reeds in front."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.light import mirror, vignette
from playground.simulator.film.outlines import filled_below, hills, ridge
from playground.simulator.film.palette import mix
from playground.simulator.film.scenes.backdrop import birds, sky
from playground.simulator.film.scenes.figures import pine
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Stage
from playground.simulator.film.weather import mist

HOUR = "dawn"
SHORE = 0.58


def build(stage: Stage) -> list[Layer]:
    """From the sun to the reeds."""
    palette, dice = stage.palette, stage.dice
    layers = sky(stage, (stage.aspect * dice.choice((0.35, 0.62)), 0.34), 0.08)
    for number, (y, height, near) in enumerate(((0.44, 0.22, 0.12), (0.5, 0.16, 0.3), (0.55, 0.09, 0.5))):
        line = ridge(dice, -0.3, stage.aspect + 0.3, y, height, 0.5)
        tone = palette.at(near)
        ink = stage.gradient((y - height / 2, tone), (SHORE, mix(tone, palette.low, 0.5)))
        layers.append(
            stage.pen((-0.3, 0, stage.aspect + 0.3, SHORE))
            .polygon(filled_below(line, SHORE))
            .sheet(ink, near * 0.4, zooms=False)
        )
        layers.append(mist(stage, SHORE - 0.03, 0.07, 0.5 - 0.1 * number, palette.low, near * 0.4))
    layers.append(_far_trees(stage))
    layers.append(birds(stage, (stage.aspect * 0.5, 0.24), 6))
    layers.append(
        mirror(stage, SHORE, mix(palette.top, palette.near, 0.3), (0.1, 0.62), waver=0.005, smear=2)
    )
    layers.append(mist(stage, SHORE + 0.01, 0.035, 0.5, palette.low, 0.3))
    layers += _boat(stage)
    layers += _reeds(stage)
    layers.append(vignette(stage))
    return layers


def _far_trees(stage: Stage) -> Layer:
    pen, x = stage.pen((-0.2, 0.3, stage.aspect + 0.2, SHORE)), -0.15
    while x < stage.aspect + 0.2:
        thick = 0.5 + 0.5 * math.sin(5 * x + stage.dice.random())
        pine(pen, x, SHORE + 0.004, stage.dice.uniform(0.03, 0.07) * (0.5 + thick), 0.42)
        x += stage.dice.uniform(0.012, 0.03)
    line = hills(stage.dice, -0.2, stage.aspect + 0.2, SHORE - 0.012, 0.012)
    return pen.polygon(filled_below(line, SHORE)).sheet(stage.palette.at(0.68), 0.25, zooms=False)


def _boat(stage: Stage) -> list[Layer]:
    """A narrow boat with someone standing in it, and the line it draws."""
    x, y, palette = stage.aspect * stage.dice.choice((0.4, 0.6)), SHORE + 0.13, stage.palette
    pen = stage.pen((x - 0.2, y - 0.16, x + 0.2, y + 0.05))
    hull = [
        (x - 0.12, y - 0.012),
        (x - 0.09, y + 0.008),
        (x + 0.085, y + 0.008),
        (x + 0.125, y - 0.016),
        (x + 0.08, y - 0.004),
        (x - 0.08, y - 0.004),
    ]
    pen.polygon(hull).disc(x + 0.05, y - 0.082, 0.0085)
    pen.polygon([(x + 0.03, y - 0.079), (x + 0.07, y - 0.079), (x + 0.05, y - 0.1)])
    pen.polygon([(x + 0.041, y - 0.074), (x + 0.059, y - 0.074), (x + 0.064, y), (x + 0.038, y)])
    pen.line([(x + 0.085, y - 0.12), (x + 0.075, y + 0.02)], 0.003).line(
        [(x + 0.055, y - 0.06), (x + 0.08, y - 0.055)], 0.006
    )
    wake = stage.pen((x - 0.5, y, x + 0.3, y + 0.04))
    for row in range(3):
        wake.box(
            (x - 0.16 - 0.1 * row, y + 0.012 + 0.009 * row, x + 0.12 - 0.05 * row, y + 0.0145 + 0.009 * row),
            0.001,
        )

    def drift(moment: Moment) -> Nudge:
        return Nudge(
            x=0.09 * stage.height * (moment.u - 0.5),
            y=0.0016 * stage.height * math.sin(math.tau * 2 * moment.u),
        )

    return [
        wake.sheet(palette.light, 0.5, drift, zooms=False, opacity=0.4),
        pen.sheet(palette.at(0.97), 0.5, drift, zooms=False),
    ]


def _reeds(stage: Stage) -> list[Layer]:
    layers: list[Layer] = []
    for row in range(3):
        pen, dice = stage.pen((-0.2, 0.5, stage.aspect + 0.2, 1.2)), stage.dice
        for _ in range(round(26 * max(0.7, stage.aspect))):
            side = dice.choice((0, 1))
            x = (stage.aspect + 0.05 - abs(dice.gauss(0, 0.2))) if side else abs(dice.gauss(0, 0.17)) - 0.05
            high, lean = dice.uniform(0.12, 0.3) * (0.8 + 0.2 * row), dice.uniform(-0.03, 0.05)
            tip = (x + lean, 1.05 - high)
            pen.line([(x, 1.1), (x + 0.4 * lean, 1.05 - 0.6 * high), tip], 0.003)
            if dice.random() < 0.35:
                pen.disc(tip[0], tip[1], 0.006, 0.022)
        layers.append(
            pen.sheet(stage.palette.at(0.85 + 0.07 * row), 1.0 + 0.1 * row, _swaying(stage, row), zooms=False)
        )
    return layers


def _swaying(stage: Stage, row: int) -> Callable[[Moment], Nudge]:
    def sway(moment: Moment) -> Nudge:
        return Nudge(x=0.006 * stage.height * math.sin(math.tau * (2 * moment.u + row / 3)))

    return sway
