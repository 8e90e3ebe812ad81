"""A lane between old houses: signs and lanterns over wet stone, a gate at the end, someone walking home."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Colour
from playground.simulator.film.light import glow, mirror, moon, vignette
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.scenes.figures import walker
from playground.simulator.film.scenes.street import EYE, Lane, house
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Pen, Point, Stage
from playground.simulator.film.weather import mist

HOUR = "neon"
_ROWS = (6.5, 4.9, 3.7, 2.8, 2.1, 1.6, 1.3)
_LAMPS = ("ff5f8f", "35d2de", "f7b65a", "ff8a4c", "9a7bff")


def build(stage: Stage) -> list[Layer]:
    """From the gate at the far end to the wires above us."""
    palette = stage.palette
    lane = Lane(stage, 0.52 * stage.aspect if stage.tall else 0.4 * stage.aspect)
    layers: list[Layer] = [stage.pen().box((-2, -2, 4, 3)).sheet(stage.sky(), 0, zooms=False)]
    if not stage.brief.weather & {"rain"}:
        layers += moon(stage, (stage.aspect * 0.55, 0.13), 0.045)
    layers.append(glow(stage, lane.pivot, 0.42, mix(palette.low, palette.accent, 0.3), strength=0.75))
    layers += _gate(lane)
    ground = stage.gradient((EYE, mix(palette.haze, palette.low, 0.3)), (1, palette.at(0.92)))
    layers.append(stage.pen().box((-2, EYE, 4, 3)).sheet(ground, 0, zooms=False))
    layers.append(mist(stage, EYE, 0.12, 0.5, mix(palette.haze, palette.low, 0.5), 0.15))
    for row, distance in enumerate(_ROWS):
        layers += _pair(lane, distance, row)
        if row >= 1:
            layers += _signs(lane, distance, row)
        if row in (2, 4):
            layers.append(mist(stage, EYE + 0.02, 0.12, 0.34, mix(palette.haze, palette.low, 0.4), 0.4))
    ends = [lane.point(side, -lane.drop, 0.5) for side in (1.0, -1.0)]
    outline = [lane.point(-1.0, -lane.drop, 7), lane.point(1.0, -lane.drop, 7), *ends]
    wet = bool(stage.brief.weather & {"rain", "wet"}) or stage.brief.has("倒映 水面 reflect")
    share = (0.05, 0.5) if wet else (0.35, 0.85)
    layers.append(mirror(stage, EYE + 0.05, palette.at(0.9), share, smear=8, waver=0.005, outline=outline))
    layers += _walker(lane)
    layers.append(_wires(lane))
    layers.append(vignette(stage, 0.46))
    return layers


def _gate(lane: Lane) -> list[Layer]:
    """A stone arch with light behind it."""
    stage, (x, y) = lane.stage, lane.pivot
    foot = y + 0.05
    stone = stage.pen((x - 0.3, 0.2, x + 0.3, foot + 0.02)).box((x - 0.3, y - 0.2, x + 0.3, foot))
    stone.polygon([(x - 0.1, y - 0.2), (x + 0.1, y - 0.2), (x, y - 0.25)])
    stone.box((x - 0.04, y - 0.07, x + 0.04, foot + 0.02), level=0).disc(x, y - 0.07, 0.04, level=0)
    return [stone.sheet(mix(stage.palette.at(0.22), stage.palette.low, 0.3), 0.12, pivot=lane.pivot)]


def _pair(lane: Lane, distance: float, row: int) -> list[Layer]:
    dice = lane.stage.dice
    tone = 0.2 + 0.8 * (row / (len(_ROWS) - 1)) ** 1.1
    return [
        house(
            lane,
            side * dice.uniform(1.0, 1.06),
            (distance, distance * 1.34),
            dice.uniform(0.5, 0.95),
            dice.uniform(-0.05, 0.08),
            tone,
        )
        for side in (-1, 1)
    ]


def _signs(lane: Lane, distance: float, row: int) -> list[Layer]:
    """Boards that stick out over the lane, each with its own light and a few strokes on it."""
    layers: list[Layer] = []
    stage, dice = lane.stage, lane.stage.dice
    for side in (-1, 1):
        if dice.random() < 0.25:
            continue
        colour = rgb(dice.choice(_LAMPS))
        outer, high = side * 0.98, dice.uniform(0.12, 0.42)
        inner, tall = side * dice.uniform(0.74, 0.84), dice.uniform(0.16, 0.3)
        (x0, top), (x1, low) = (
            lane.point(min(outer, inner), high + tall, distance),
            lane.point(max(outer, inner), high, distance),
        )
        if x1 < -0.05 or x0 > stage.aspect + 0.05:
            continue
        depth = min(1.0, 1.25 / distance)
        centre = ((x0 + x1) / 2, (top + low) / 2)
        near = row / (len(_ROWS) - 1)
        lit = mix(colour, stage.palette.haze, 0.35 * (1 - near))
        layers.append(
            glow(
                stage, centre, 0.12 + 0.3 / distance, lit, depth, strength=0.5, motion=_flicker(dice.random())
            )
        )
        layers += _board(lane, (x0, top, x1, low), lit, depth)
    return layers


def _board(lane: Lane, box: tuple[float, float, float, float], lit: Colour, depth: float) -> list[Layer]:
    stage, (x0, top, x1, low) = lane.stage, box
    bounds = (x0 - 0.02, top - 0.02, x1 + 0.02, low + 0.02)
    wide = x1 - x0
    frame = stage.pen(bounds).box((x0, top, x1, low), 0.1 * wide)
    strokes, rows = stage.pen(bounds), max(2, round((low - top) / (wide * 1.15)))
    for number in range(rows):
        y = top + (low - top) * (number + 0.5) / rows
        _strokes(stage, strokes, ((x0 + x1) / 2, y), 0.3 * wide)
    body = mix(stage.palette.near, lit, 0.3)
    edge = stage.pen(bounds).box((x0, top, x1, low), 0.1 * wide)
    edge.box((x0 + 0.07 * wide, top + 0.07 * wide, x1 - 0.07 * wide, low - 0.07 * wide), 0.07 * wide, level=0)
    return [
        frame.sheet(body, depth, pivot=lane.pivot),
        edge.sheet(lit, depth, pivot=lane.pivot),
        strokes.sheet(mix(lit, (255, 255, 255), 0.55), depth, pivot=lane.pivot),
    ]


def _strokes(stage: Stage, pen: Pen, centre: Point, half: float) -> None:
    """Something like writing, in no language."""
    x, y = centre
    for _ in range(3):
        level = stage.dice.uniform(-0.8, 0.8) * half
        if stage.dice.random() < 0.6:
            pen.line([(x - half * 0.9, y + level), (x + half * 0.9, y + level)], 0.2 * half)
        else:
            pen.line([(x + level, y - half * 0.9), (x + level, y + half * 0.9)], 0.2 * half)


def _flicker(phase: float) -> Callable[[Moment], Nudge]:
    def flicker(moment: Moment) -> Nudge:
        return Nudge(opacity=0.86 + 0.14 * math.sin(math.tau * (2 * moment.u + phase)))

    return flicker


def _walker(lane: Lane) -> list[Layer]:
    stage = lane.stage
    x, foot = lane.point(stage.dice.choice((-0.2, 0.16)), -lane.drop, 3.2)
    pen = stage.pen((x - 0.1, foot - 0.2, x + 0.1, foot + 0.02))
    walker(pen, x, foot, 0.125, umbrella=True)

    def stride(moment: Moment) -> Nudge:
        return Nudge(y=0.0018 * stage.height * math.sin(math.tau * 5 * moment.u))

    return [pen.sheet(stage.palette.at(0.98), 0.4, stride, pivot=lane.pivot)]


def _wires(lane: Lane) -> Layer:
    """Cables and washing lines from wall to wall."""
    stage, pen = lane.stage, lane.stage.pen((0, 0, lane.stage.aspect, 0.6))
    for distance in (1.3, 1.9, 2.6, 3.6):
        high = stage.dice.uniform(0.42, 0.66)
        left, right = (
            lane.point(-1, high, distance),
            lane.point(1, high + stage.dice.uniform(-0.06, 0.06), distance),
        )
        sag = 0.05 / distance
        span = [
            (
                left[0] + (right[0] - left[0]) * step / 12,
                left[1] + (right[1] - left[1]) * step / 12 + sag * math.sin(math.pi * step / 12),
            )
            for step in range(13)
        ]
        pen.line(span, 0.0026 / distance + 0.0008)
        for step in (3, 5, 8):
            x, y = span[step]
            size = 0.05 / distance
            if stage.dice.random() < 0.6:
                pen.polygon(
                    [
                        (x, y),
                        (x + size, y + 0.003),
                        (x + 0.9 * size, y + 1.3 * size),
                        (x + 0.1 * size, y + 1.35 * size),
                    ]
                )
    return pen.sheet(stage.palette.at(0.95), 0.5, pivot=lane.pivot, opacity=0.85)
