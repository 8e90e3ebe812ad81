"""Rolling fields, a tree on the hill, flowers that nod at the lens."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Colour
from playground.simulator.film.light import vignette
from playground.simulator.film.outlines import Point, filled_below, hills
from playground.simulator.film.palette import COLOURS, mix, rgb
from playground.simulator.film.scenes.backdrop import birds, sky
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Pen, Stage
from playground.simulator.film.weather import mist, petals

HOUR = "day"
_HILLS = ((0.58, 0.1, 0.12), (0.66, 0.09, 0.34), (0.76, 0.07, 0.6))


def build(stage: Stage) -> list[Layer]:
    """From the sky to the nearest flower."""
    palette, dice = stage.palette, stage.dice
    layers = sky(stage, (stage.aspect * dice.choice((0.25, 0.7)), 0.3), 0.09)
    layers += _clouds(stage)
    green, bloom = _green(stage), _bloom(stage)
    for number, (y, height, near) in enumerate(_HILLS):
        line = hills(dice, -0.3, stage.aspect + 0.3, y, height, 1.3)
        tone = mix(mix(palette.haze, green, 0.35 + 0.5 * near), palette.near, 0.3 * near)
        pen = stage.pen((-0.3, 0.3, stage.aspect + 0.3, y + 0.36)).polygon(filled_below(line, 1.3))
        ink = stage.gradient((y - height, mix(tone, palette.light, 0.2)), (y + 0.25, tone))
        layers.append(pen.sheet(ink, 0.15 + 0.5 * near, zooms=False))
        layers.append(_speckles(stage, line, near, mix(bloom, tone, 0.35 - 0.2 * near)))
        if number == 1:
            layers += _tree(stage, line, tone, bloom)
        if number < 2:
            layers.append(mist(stage, y + 0.07, 0.06, 0.3, palette.low, near))
    layers.append(birds(stage, (stage.aspect * 0.45, 0.28), 5))
    for row in range(3):
        layers += _flowers(stage, row, green, bloom)
    if "petals" not in stage.brief.weather:
        layers += petals(stage, mix(bloom, palette.light, 0.5), 12)
    layers.append(vignette(stage, 0.3))
    return layers


def _green(stage: Stage) -> Colour:
    if stage.brief.time == "autumn" or stage.brief.has("wheat 麦 秋"):
        return rgb("c99a45")
    return mix(rgb("5f9a55"), stage.palette.haze, 0.1)


def _bloom(stage: Stage) -> Colour:
    named = [name for name in stage.brief.colours if name not in ("green", "black", "brown")]
    if stage.brief.has("lavender 薰衣草"):
        return rgb("8b74b8")
    if stage.brief.has("cherry sakura 樱"):
        return rgb("efb4c2")
    return (
        COLOURS[named[0]]
        if named
        else stage.dice.choice((rgb("e2694f"), rgb("e9b949"), rgb("d97c9a"), rgb("f1ece0")))
    )


def _clouds(stage: Stage) -> list[Layer]:
    layers: list[Layer] = []
    for number in range(3):
        x, y = stage.aspect * (number + stage.dice.uniform(0.1, 0.7)) / 3, stage.dice.uniform(0.1, 0.34)
        wide = stage.dice.uniform(0.12, 0.24)
        pen = stage.pen((x - wide, y - wide, x + wide, y + 0.02))
        for lobe in range(5):
            share = (lobe - 2) / 2
            radius = wide * 0.3 * (1.15 - abs(share) * 0.6) * stage.dice.uniform(0.85, 1.15)
            pen.disc(x + share * wide * 0.6, y - 0.35 * radius, radius)
        pen.box((x - wide, y, x + wide, y + 1), level=0)
        tone = mix(stage.palette.light, stage.palette.low, 0.3)
        layers.append(pen.sheet(tone, 0.06, _drift(stage, number), zooms=False, opacity=0.75))
    return layers


def _drift(stage: Stage, number: int) -> Callable[[Moment], Nudge]:
    def drift(moment: Moment) -> Nudge:
        return Nudge(x=(0.04 + 0.02 * number) * stage.height * (moment.u - 0.5))

    return drift


def _speckles(stage: Stage, line: list[Point], near: float, tone: Colour) -> Layer:
    """Far flowers: dots in drifts along the hill."""
    pen, dice = stage.pen((-0.3, 0.4, stage.aspect + 0.3, 1.1)), stage.dice
    for _ in range(160):
        x, y = dice.choice(line)
        down = dice.random() ** 1.4 * 0.16
        if math.sin(7 * x + 20 * down + 5 * near) > -0.1:
            size = (0.0012 + 0.004 * near) * (0.6 + 4 * down)
            pen.disc(x + dice.uniform(-0.03, 0.03), y + 0.012 + down, 1.4 * size, size)
    return pen.sheet(tone, 0.15 + 0.5 * near, zooms=False, opacity=0.85)


def _tree(stage: Stage, line: list[Point], tone: Colour, bloom: Colour) -> list[Layer]:
    """One tree on the hill, in leaf or in blossom."""
    x = stage.aspect * stage.dice.choice((0.3, 0.66))
    foot = min(line, key=lambda point: abs(point[0] - x))[1] + 0.01
    bounds = (x - 0.3, foot - 0.5, x + 0.3, foot + 0.03)
    wood, dark, lit = stage.pen(bounds), stage.pen(bounds), stage.pen(bounds)
    wood.polygon([(x - 0.014, foot), (x - 0.006, foot - 0.2), (x + 0.006, foot - 0.2), (x + 0.016, foot)])
    wood.line([(x, foot - 0.1), (x + 0.05, foot - 0.2)], 0.007).line(
        [(x, foot - 0.12), (x - 0.045, foot - 0.21)], 0.006
    )
    for _ in range(17):
        angle, reach = stage.dice.random() * math.tau, stage.dice.random() ** 0.6 * 0.105
        px, py, radius = (
            x + 1.2 * reach * math.cos(angle),
            foot - 0.25 + 0.8 * reach * math.sin(angle),
            stage.dice.uniform(0.03, 0.055),
        )
        dark.disc(px, py, radius)
        lit.disc(px - 0.01, py - 0.014, radius * 0.66)
    blossom = stage.brief.has("blossom cherry sakura 樱 花")
    crown = mix(bloom, stage.palette.near, 0.12) if blossom else mix(tone, stage.palette.near, 0.4)
    return [
        wood.sheet(mix(stage.palette.near, rgb("5a3b2a"), 0.4), 0.35, zooms=False),
        dark.sheet(crown, 0.35, zooms=False),
        lit.sheet(mix(crown, stage.palette.light, 0.28), 0.35, zooms=False, opacity=0.55),
    ]


def _flowers(stage: Stage, row: int, green: Colour, bloom: Colour) -> list[Layer]:
    """A row of stems and a row of heads that sway together."""
    dice, palette = stage.dice, stage.palette
    bounds = (-0.3, 0.4, stage.aspect + 0.3, 1.25)
    stems, heads, hearts = stage.pen(bounds), stage.pen(bounds), stage.pen(bounds)
    size = 0.012 + 0.011 * row
    for _ in range(round((38 - 9 * row) * max(0.6, stage.aspect / 1.78))):
        x, high = dice.uniform(-0.2, stage.aspect + 0.2), dice.uniform(0.1, 0.24) + 0.06 * row
        edge = 0.55 + 0.55 * min(1.0, abs(x - stage.aspect / 2) / (0.5 * stage.aspect))
        foot, lean = 1.02 + 0.04 * row, dice.uniform(-0.03, 0.03)
        tip = (x + lean, foot - high * edge)
        stems.line([(x, foot + 0.1), (x + 0.3 * lean, foot - 0.5 * high * edge), tip], 0.0022 + 0.0012 * row)
        stems.polygon([(x, foot), (x + 0.03 + size, foot - 0.4 * high), (x + 0.012, foot - 0.05)])
        _head(heads, hearts, tip, size * dice.uniform(0.8, 1.25))
    tone = mix(mix(green, palette.near, 0.35 + 0.2 * row), palette.haze, 0.1)
    flower = mix(bloom, palette.low, 0.22 - 0.1 * row)
    sway, depth = _swaying(stage, row), 0.8 + 0.22 * row
    ground = stage.pen(bounds).box((-2, 0.95 + 0.04 * row, 4, 3)).sheet(tone, depth, zooms=False)
    layers: list[Layer] = [ground] if row == 0 else []
    return [
        *layers,
        stems.sheet(tone, depth, sway, zooms=False),
        heads.sheet(flower, depth, sway, zooms=False),
        hearts.sheet(mix(rgb("f4c95d"), flower, 0.25), depth, sway, zooms=False),
    ]


def _head(heads: Pen, hearts: Pen, centre: Point, size: float) -> None:
    x, y = centre
    for petal in range(6):
        angle = math.tau * petal / 6 + 0.4
        heads.disc(
            x + size * 0.8 * math.cos(angle), y + size * 0.62 * math.sin(angle), size * 0.5, size * 0.42
        )
    hearts.disc(x, y, size * 0.36, size * 0.3)


def _swaying(stage: Stage, row: int) -> Callable[[Moment], Nudge]:
    def sway(moment: Moment) -> Nudge:
        return Nudge(x=(0.005 + 0.003 * row) * stage.height * math.sin(math.tau * (2 * moment.u + row / 3)))

    return sway
