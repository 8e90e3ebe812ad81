"""Open water: bands of waves that roll against each other, a sail, a light on the rocks."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.light import glow, vignette
from playground.simulator.film.outlines import filled_below, ridge
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.scenes.backdrop import birds, sky
from playground.simulator.film.scenes.figures import sailboat
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Stage
from playground.simulator.film.weather import mist

HOUR = "golden"
HORIZON = 0.55
_BANDS = 6


def build(stage: Stage) -> list[Layer]:
    """From the sun over the horizon to the wave at our feet."""
    palette, dice = stage.palette, stage.dice
    middle = stage.aspect * dice.choice((0.34, 0.5, 0.64))
    layers = sky(stage, (middle, HORIZON - 0.075), 0.1)
    layers.append(_clouds(stage))
    layers += _headland(stage)
    water = stage.gradient(
        (HORIZON, mix(palette.low, palette.top, 0.3)), (0.75, mix(palette.top, palette.near, 0.3))
    )
    layers.append(stage.pen().box((-1, HORIZON, 4, 2)).sheet(water, 0, zooms=False))
    layers.append(_glitter(stage, middle))
    layers.append(mist(stage, HORIZON, 0.05, 0.55, palette.low, 0.05))
    for number in range(_BANDS):
        layers += _wave(stage, number)
        if number == 1 and (stage.brief.has("boat ship sail 帆 船") or dice.random() < 0.6):
            layers.append(_sail(stage, middle))
    layers.append(birds(stage, (stage.aspect * dice.uniform(0.3, 0.7), 0.26), 7))
    layers.append(vignette(stage))
    return layers


def _clouds(stage: Stage) -> Layer:
    pen, dice = stage.pen((-0.3, 0.02, stage.aspect + 0.3, 0.5)), stage.dice
    for _ in range(5):
        x, y, wide = dice.uniform(0, stage.aspect), dice.uniform(0.1, 0.4), dice.uniform(0.12, 0.34)
        for lobe in range(4):
            long = wide * dice.uniform(0.4, 1.0)
            left, high = x + dice.uniform(-0.5, 0.5) * wide, y + lobe * 0.011
            pen.box((left - long / 2, high, left + long / 2, high + 0.012), 0.006)

    def drift(moment: Moment) -> Nudge:
        return Nudge(x=0.05 * stage.height * (moment.u - 0.5))

    return pen.sheet(mix(stage.palette.low, stage.palette.light, 0.4), 0.05, drift, zooms=False, opacity=0.5)


def _headland(stage: Stage) -> list[Layer]:
    """Rocks on one side, with a lighthouse at times."""
    dice, palette = stage.dice, stage.palette
    at_left = dice.random() < 0.5
    start, end = (-0.2, 0.42 * stage.aspect) if at_left else (0.6 * stage.aspect, stage.aspect + 0.2)
    line = ridge(dice, start, end, HORIZON - 0.045, 0.05, 0.5)
    fall = [
        (x, HORIZON - (HORIZON - y) * ((end - x) if at_left else (x - start)) / (end - start))
        for x, y in line
    ]
    ink = stage.gradient(
        (HORIZON - 0.12, palette.at(0.45)), (HORIZON, mix(palette.at(0.3), palette.low, 0.4))
    )
    pen = stage.pen((-0.2, 0.2, stage.aspect + 0.2, HORIZON + 0.01)).polygon(filled_below(fall, HORIZON))
    layers: list[Layer] = []
    if stage.brief.has("lighthouse 灯塔") or dice.random() < 0.4:
        x = start + 0.55 * (end - start)
        foot = min(y for place, y in fall if abs(place - x) < 0.08) + 0.02
        pen.polygon([(x - 0.016, foot), (x - 0.01, foot - 0.11), (x + 0.01, foot - 0.11), (x + 0.016, foot)])
        pen.box((x - 0.008, foot - 0.132, x + 0.008, foot - 0.108)).polygon(
            [(x - 0.012, foot - 0.131), (x + 0.012, foot - 0.131), (x, foot - 0.15)]
        )

        def turning(moment: Moment) -> Nudge:
            return Nudge(opacity=max(0.12, math.sin(math.tau * 2 * moment.u)))

        layers.append(glow(stage, (x, foot - 0.12), 0.1, palette.light, 0.08, strength=0.8, motion=turning))
    return [pen.sheet(ink, 0.08, zooms=False), *layers]


def _glitter(stage: Stage, middle: float) -> Layer:
    """The sun's road on the water."""
    pen, dice = stage.pen((middle - 0.4, HORIZON, middle + 0.4, 0.95)), stage.dice
    for _ in range(90):
        deep = dice.random() ** 1.5
        y = HORIZON + 0.006 + 0.36 * deep
        half = 0.05 + 0.12 * deep
        x, long = middle + dice.gauss(0, 0.5) * half, dice.uniform(0.01, 0.045) * (0.6 + deep)
        pen.box((x - long, y, x + long, y + 0.0025 + 0.003 * deep), 0.002)

    def shimmer(moment: Moment) -> Nudge:
        return Nudge(
            x=0.004 * stage.height * math.sin(math.tau * 3 * moment.u),
            opacity=0.8 + 0.2 * math.sin(math.tau * 2 * moment.u),
        )

    return pen.sheet(stage.palette.light, 0.02, shimmer, zooms=False, opacity=0.75)


def _wave(stage: Stage, number: int) -> list[Layer]:
    """One band; nearer ones are darker, larger and roll further."""
    palette, dice = stage.palette, stage.dice
    near = (number + 1) / _BANDS
    y = HORIZON + 0.035 + 0.36 * near**1.35
    length = 0.14 + 0.5 * near
    height = 0.006 + 0.03 * near
    shift = dice.random() * length
    crest = [
        (x / 80, y + _swell((x / 80 + shift) / length, height))
        for x in range(-64, round(stage.aspect * 80) + 65)
    ]
    abyss = mix(mix(palette.top, rgb("0a2a3c"), 0.75), palette.near, 0.25)
    deep = mix(mix(palette.top, palette.haze, 0.2), abyss, 0.1 + 0.8 * near)
    foam = mix(deep, palette.light, 0.5 - 0.24 * near)
    ink = stage.gradient((y - height, mix(deep, palette.low, 0.42 * (1.15 - near))), (y + 0.14, deep))
    bounds = (-0.8, y - height * 2, stage.aspect + 0.8, y + 0.24 if number < _BANDS - 1 else 1.2)
    motion = _rolling(stage, number, length, height)
    edge = stage.pen(bounds).polygon(filled_below(crest, 1.3))
    edge.polygon(filled_below([(x, place + 0.0035 + 0.004 * near) for x, place in crest], 1.3), level=0)
    body = stage.pen(bounds).polygon(filled_below(crest, 1.3))
    depth = 0.25 + 0.75 * near
    return [
        body.sheet(ink, depth, motion, zooms=False),
        edge.sheet(foam, depth, motion, zooms=False, opacity=0.8),
    ]


def _swell(turn: float, height: float) -> float:
    """Rounder below than above, once per turn, with a smaller wave riding on it."""
    return height * (
        0.75 * math.sin(math.tau * turn)
        + 0.28 * math.sin(math.tau * 2 * turn + 1.1)
        + 0.12 * math.sin(9.7 * turn)
    )


def _rolling(stage: Stage, number: int, length: float, height: float) -> Callable[[Moment], Nudge]:
    way, phase = (1 if number % 2 else -1), number * 0.29

    def roll(moment: Moment) -> Nudge:
        turns = stage.seconds / 6
        angle = math.tau * (turns * moment.u + phase)
        return Nudge(
            x=way * 0.42 * length * stage.height * math.sin(angle) * 0.5,
            y=0.55 * height * stage.height * math.sin(angle + 1.2),
        )

    return roll


def _sail(stage: Stage, middle: float) -> Layer:
    x = middle + stage.dice.choice((-0.2, 0.17))
    pen = stage.pen((x - 0.1, 0.35, x + 0.1, 0.68))
    sailboat(pen, x, HORIZON + 0.062, 0.14)

    def bob(moment: Moment) -> Nudge:
        return Nudge(
            x=0.03 * stage.height * (moment.u - 0.5),
            y=0.004 * stage.height * math.sin(math.tau * 2 * moment.u),
        )

    return pen.sheet(stage.palette.at(0.92), 0.4, bob, zooms=False)
