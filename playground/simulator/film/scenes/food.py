"""A bowl or a cup on a table in a warm room: lamps out of focus behind, steam rising."""

import math
from collections.abc import Callable

from PIL import Image, ImageChops

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Mask
from playground.simulator.film.light import glow, vignette
from playground.simulator.film.outlines import Point
from playground.simulator.film.palette import mix
from playground.simulator.film.scenes.dishes import TABLE, bowl, cup, dish_pen
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Stage

HOUR = "warm"


def build(stage: Stage) -> list[Layer]:
    """Room, lamps, table, dish, steam, and something blurred at the lens."""
    palette = stage.palette
    wall = stage.gradient(
        (0, palette.top), (0.45, palette.middle), (TABLE, mix(palette.middle, palette.low, 0.6))
    )
    layers: list[Layer] = [stage.pen().box((-2, -2, 4, 3)).sheet(wall, 0, zooms=False)]
    layers += _lamps(stage)
    x, y = stage.aspect / 2, TABLE + 0.05
    layers.append(glow(stage, (x, 0.5), 0.6, palette.low, strength=0.5))
    table = stage.gradient(
        (TABLE - 0.06, mix(palette.low, palette.near, 0.25)), (1, mix(palette.near, palette.low, 0.12))
    )
    layers.append(stage.pen().box((-2, TABLE - 0.05, 4, 3)).sheet(table, 0.6, zooms=False))
    layers.append(
        dish_pen(stage, (x - 0.7, y, x + 0.7, y + 0.3))
        .disc(x + 0.02, y + 0.135, 0.3, 0.035)
        .blurred(0.014)
        .sheet(palette.near, 1, zooms=False, opacity=0.6)
    )
    if stage.brief.has("coffee tea cup latte espresso cappuccino 咖啡 茶 杯"):
        layers += cup(stage, x, y)
    else:
        layers += bowl(stage, x, y)
    layers += [
        _wisp(stage, x + shift, y - 0.12, number) for number, shift in enumerate((-0.09, 0.015, 0.1, -0.03))
    ]
    layers += _lens(stage)
    layers.append(vignette(stage, 0.5))
    return layers


def _lamps(stage: Stage) -> list[Layer]:
    """Discs of confusion, each breathing a little."""
    layers: list[Layer] = []
    for number in range(9):
        x, y = stage.dice.uniform(-0.05, stage.aspect + 0.05), stage.dice.uniform(0.06, 0.55)
        radius = stage.dice.uniform(0.03, 0.085)
        tone = mix(stage.palette.accent, stage.palette.light, stage.dice.uniform(0.1, 0.8))
        pen = stage.pen((x - 0.12, y - 0.12, x + 0.12, y + 0.12)).disc(x, y, radius).blurred(0.004)
        layers.append(
            pen.sheet(tone, 0.15, _breath(number / 9), zooms=False, opacity=stage.dice.uniform(0.1, 0.34))
        )
    return layers


def _breath(phase: float) -> Callable[[Moment], Nudge]:
    def breath(moment: Moment) -> Nudge:
        return Nudge(opacity=0.8 + 0.2 * math.sin(math.tau * (moment.u + phase)))

    return breath


def _wisp(stage: Stage, x: float, y: float, number: int) -> Layer:
    """One ribbon of steam that rises and comes round again."""
    rise, dice = 0.62, stage.dice
    pen = stage.pen((x - 0.16, y - rise, x + 0.16, y + 0.06))
    phase = dice.random() * math.tau
    spine: list[Point] = []
    for step in range(40):
        share = step / 39
        spine.append((x + (0.012 + 0.06 * share) * math.sin(phase + 7.5 * share), y + 0.05 - rise * share))
    for (ax, ay), (bx, by), step in zip(spine, spine[1:], range(39), strict=False):
        wide = 0.006 + 0.03 * math.sin(math.pi * step / 39)
        pen.polygon(
            [(ax - wide, ay), (ax + wide, ay), (bx + wide, by), (bx - wide, by)],
            level=round(200 * math.sin(math.pi * step / 39)),
        )
    sheet = pen.blurred(0.012).sheet(
        stage.palette.light, 1, _rising(stage, number), zooms=False, opacity=0.42
    )
    fade = Image.linear_gradient("L").resize(sheet.mask.full.size)
    sheet.mask = Mask.of(ImageChops.multiply(sheet.mask.full, fade))
    return sheet


def _rising(stage: Stage, number: int) -> Callable[[Moment], Nudge]:
    turns = max(1, round(stage.seconds / 4))

    def rise(moment: Moment) -> Nudge:
        share = (turns * moment.u + number / 4) % 1
        return Nudge(
            x=0.012 * stage.height * math.sin(math.tau * share),
            y=-0.11 * stage.height * share,
            opacity=math.sin(math.pi * share) ** 0.8,
        )

    return rise


def _lens(stage: Stage) -> list[Layer]:
    """A blurred glass at one side, a leaf at the other."""
    palette = stage.palette
    side = stage.dice.choice((0.04, 0.96))
    glass = stage.pen((side * stage.aspect - 0.3, 0.3, side * stage.aspect + 0.3, 1.3))
    glass.box((side * stage.aspect - 0.12, 0.55, side * stage.aspect + 0.12, 1.3), 0.03).blurred(0.02)
    return [glass.sheet(mix(palette.near, palette.accent, 0.3), 1.5, zooms=False, opacity=0.75)]
