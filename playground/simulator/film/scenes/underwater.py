"""Under the surface: beams from above, reefs with swaying weed, a shoal, something large and slow."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Colour, Ink
from playground.simulator.film.light import glow, shafts, vignette
from playground.simulator.film.outlines import Point, filled_below, hills, points, smooth
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Pen, Stage
from playground.simulator.film.weather import Fall, bubbles, mist

HOUR = "day"
_WHALE = points(
    "0.62,0.02 0.5,0.15 0.2,0.21 -0.15,0.14 -0.5,0.05 -0.62,0.09 -0.55,-0.01 -0.2,-0.06 0.1,-0.13 0.4,-0.14 0.58,-0.08"
)
_FLUKE = points("-0.55,0.06 -0.7,0.2 -0.84,0.2 -0.72,0.08 -0.84,-0.02 -0.68,0")
_FIN = points("0.22,-0.1 0.06,-0.3 -0.06,-0.34 0.06,-0.1")


def build(stage: Stage) -> list[Layer]:
    """From the light above to the coral at the glass."""
    palette, dice = stage.palette, stage.dice
    top = mix(mix(palette.top, rgb("7fd0d6"), 0.6), palette.light, 0.15)
    deep = mix(rgb("0b3550"), palette.near, 0.35)
    water = stage.gradient((0, top), (0.4, mix(top, deep, 0.42)), (1, deep))
    source = (stage.aspect * dice.uniform(0.3, 0.7), -0.08)
    layers: list[Layer] = [stage.pen().box((-2, -2, 4, 3)).sheet(water, 0, zooms=False)]
    layers.append(glow(stage, source, 0.7, palette.light, strength=0.8))
    layers.append(shafts(stage, source, 8, 0.34))
    for row, (y, near) in enumerate(((0.76, 0.25), (0.85, 0.55), (0.95, 0.95))):
        tone = mix(mix(top, deep, 0.45), mix(deep, palette.near, 0.5), near)
        if row == 1:
            layers.append(
                _whale(stage, mix(top, deep, 0.62))
                if stage.brief.has("whale 鲸")
                else _shoal(stage, mix(top, deep, 0.6), 0.3, 26)
            )
        line = hills(dice, -0.3, stage.aspect + 0.3, y, 0.09, 1.4)
        pen = stage.pen((-0.3, 0.4, stage.aspect + 0.3, 1.2)).polygon(filled_below(line, 1.3))
        layers.append(
            pen.sheet(stage.gradient((y - 0.08, mix(tone, top, 0.25)), (1, tone)), 0.3 + 0.6 * near)
        )
        layers += [_weed(stage, line, tone, near, hand) for hand in range(2)]
        if row < 2:
            layers.append(mist(stage, y + 0.06, 0.08, 0.35, top, near))
    layers += _corals(stage)
    layers.append(_shoal(stage, palette.accent, 0.9, 7))
    layers.append(_bubbles(stage))
    layers.append(vignette(stage, 0.5))
    return layers


def _fish(pen: Pen, x: float, y: float, long: float) -> None:
    body = [
        (x + long * 0.5, y),
        (x + 0.2 * long, y - 0.17 * long),
        (x - 0.2 * long, y - 0.14 * long),
        (x - 0.36 * long, y),
    ]
    body += [(x - 0.2 * long, y + 0.14 * long), (x + 0.2 * long, y + 0.17 * long)]
    pen.polygon(smooth(body, 5, closed=True))
    pen.polygon(
        [
            (x - 0.3 * long, y),
            (x - 0.52 * long, y - 0.16 * long),
            (x - 0.46 * long, y),
            (x - 0.52 * long, y + 0.16 * long),
        ]
    )


def _shoal(stage: Stage, tone: Colour, depth: float, count: int) -> Layer:
    """Fish in a loose lens, crossing the picture once in the clip."""
    dice, size = stage.dice, 0.02 + 0.035 * depth
    y = 0.36 + 0.2 * depth
    pen = stage.pen((-0.75, y - 0.25, 0.05, y + 0.25))
    for _ in range(count):
        across, down = dice.gauss(0, 0.13), dice.gauss(0, 0.05)
        _fish(pen, -0.35 + across, y + down * (1.2 - abs(across)), size * dice.uniform(0.75, 1.2))
    reach = stage.aspect + 0.8

    def swim(moment: Moment) -> Nudge:
        share = moment.u if depth > 0.5 else 0.15 + 0.6 * moment.u
        return Nudge(
            x=reach * stage.height * share, y=0.02 * stage.height * math.sin(math.tau * 2 * moment.u)
        )

    return pen.sheet(tone, 0.2 * depth, swim, zooms=False)


def _whale(stage: Stage, tone: Colour) -> Layer:
    x, y, h = stage.aspect * 0.5, 0.4, 0.36 if stage.tall else 0.52

    def at(across: float, up: float) -> Point:
        return x + across * h, y - up * h

    pen = stage.pen((x - 0.9 * h, y - 0.5 * h, x + 0.9 * h, y + 0.5 * h))
    for outline in (_WHALE, _FLUKE, _FIN):
        pen.polygon(smooth([at(*point) for point in outline], 7, closed=True))
    pen.polygon([at(-0.1, 0.13), at(-0.22, 0.2), at(-0.24, 0.11)])

    def cruise(moment: Moment) -> Nudge:
        return Nudge(
            x=0.3 * stage.height * (moment.u - 0.5), y=0.025 * stage.height * math.sin(math.tau * moment.u)
        )

    return pen.sheet(tone, 0.25, cruise, zooms=False)


def _weed(stage: Stage, line: list[Point], tone: Colour, near: float, hand: int) -> Layer:
    """Half of a meadow of weed; the two halves sway against each other."""
    pen, dice = stage.pen((-0.3, 0.3, stage.aspect + 0.3, 1.2)), stage.dice
    for _ in range(round((16 - 8 * near) * max(0.7, stage.aspect))):
        x, foot = dice.choice(line)
        high, lean = (0.06 + 0.2 * near) * dice.uniform(0.5, 1.2), dice.uniform(-0.04, 0.04)
        wide = 0.004 + 0.006 * near
        bend = [
            (x, foot + 0.03),
            (x + lean, foot - 0.35 * high),
            (x - lean, foot - 0.7 * high),
            (x + lean, foot - high),
        ]
        left = [(px - wide * (1 - step / 31), py) for step, (px, py) in enumerate(smooth(bend, 10))]
        right = [(px + wide * (1 - step / 31), py) for step, (px, py) in enumerate(smooth(bend, 10))]
        pen.polygon([*left, *reversed(right)])
    return pen.sheet(
        mix(tone, rgb("1f5f52"), 0.3), 0.3 + 0.6 * near, _swaying(stage, hand, near), zooms=False
    )


def _swaying(stage: Stage, hand: int, near: float) -> Callable[[Moment], Nudge]:
    def sway(moment: Moment) -> Nudge:
        return Nudge(
            x=(0.004 + 0.006 * near) * stage.height * math.sin(math.tau * (2 * moment.u + 0.5 * hand))
        )

    return sway


def _corals(stage: Stage) -> list[Layer]:
    """Fans and tubes in the corners, warm against the blue."""
    layers: list[Layer] = []
    dice, palette = stage.dice, stage.palette
    for side in (0.06, 0.93):
        tone = mix(mix(palette.accent, rgb("d2607a"), dice.random()), palette.near, 0.35)
        x = side * stage.aspect
        pen = stage.pen((x - 0.35, 0.5, x + 0.35, 1.2))
        for _ in range(9):
            _branch(
                stage,
                pen,
                (x + dice.uniform(-0.14, 0.14), 1.05),
                dice.uniform(-0.4, 0.4),
                dice.uniform(0.1, 0.17),
                0.016,
            )
        layers.append(pen.sheet(tone, 1.2, zooms=False))
    return layers


def _branch(stage: Stage, pen: Pen, root: Point, lean: float, long: float, wide: float) -> None:
    tip = (root[0] + long * math.sin(lean), root[1] - long * math.cos(lean))
    pen.line([root, tip], wide).disc(*tip, wide / 2)
    if long > 0.045:
        for turn in (-0.45, 0.4):
            _branch(stage, pen, tip, lean + turn * stage.dice.uniform(0.7, 1.3), long * 0.62, wide * 0.75)


def _bubbles(stage: Stage) -> Fall:
    return Fall(
        Ink.flat(stage.palette.light),
        bubbles(stage, 26),
        -max(1, round(stage.seconds / 6)),
        0.01 * stage.height,
    )
