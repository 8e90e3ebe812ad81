"""A beach from the air: sand, wet sand, foam that comes and goes, deepening water; or the same for a lake's edge."""

import math
from collections.abc import Callable

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Colour
from playground.simulator.film.light import glow, vignette
from playground.simulator.film.outlines import Point
from playground.simulator.film.palette import mix, rgb
from playground.simulator.film.scenes.figures import bird
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Pen, Stage

HOUR = "dawn"
_BANDS = 5
_LEAN = 0.5  # how far the coast leans from upright


def build(stage: Stage) -> list[Layer]:
    """Deep water on the left, sand on the right; light from the upper left."""
    palette = stage.palette
    sand = rgb("2a2b33") if stage.brief.has("black-sand volcanic 黑沙") else rgb("dcc19a")
    if palette.dark:
        sand = mix(sand, palette.near, 0.45)
    sand = mix(sand, palette.low, 0.16)
    deep = mix(mix(palette.top, rgb("1f6f7d"), 0.45), palette.near, 0.2)
    coast, wet = 0.6 * stage.aspect, mix(sand, deep, 0.3)
    dry = stage.gradient((0, mix(sand, palette.light, 0.12)), (1, sand))
    damp = _edge(stage, coast + 0.2, 0.045, 0.0, 0.012)
    return [
        stage.pen().box((-2, -2, 4, 3)).sheet(dry, 0, zooms=False),
        *_dunes(stage, sand),
        damp.sheet(wet, 1, _wash(stage, 0.03, 0.1), zooms=False, opacity=0.6),
        *_waters(stage, coast, deep),
        *_life(stage, coast),
        glow(stage, (0.12 * stage.aspect, 0.05), 0.9, palette.low, 0.0, strength=0.42),
        vignette(stage, 0.42),
    ]


def _waters(stage: Stage, coast: float, deep: Colour) -> list[Layer]:
    """From the shallows outwards, each band under the foam of its own edge."""
    low, layers = stage.palette.low, list[Layer]()
    shallow = mix(mix(deep, rgb("7fc4bd"), 0.5), low, 0.2)
    for number in range(_BANDS):
        share, seed = number / (_BANDS - 1), stage.dice.random()
        tone, foam = mix(shallow, deep, share**0.8), mix(rgb("ffffff"), low, 0.18 + 0.15 * share)
        place = coast + 0.12 - 0.22 * number * (0.7 if stage.tall else 1)
        motion = _wash(stage, 0.055 * (1 - 0.6 * share), 0.13 * number)
        lace, water = _edge(stage, place + 0.011, 0.05, seed, 0.02), _edge(stage, place, 0.05, seed, 0.012)
        lace.polygon([*_line(place - 0.05, 0.05, seed, 0.012), (-3, 1.3), (-3, -0.3)], level=0)
        layers.append(lace.sheet(foam, 1, motion, zooms=False, opacity=0.92 - 0.78 * share))
        layers.append(water.sheet(tone, 1, motion, zooms=False))
    return layers


def _line(place: float, swing: float, seed: float, fringe: float) -> list[Point]:
    points = []
    for step in range(-36, 157):
        y = step / 120
        curve = swing * (math.sin(3.1 * y + 6 * seed) + 0.6 * math.sin(7.3 * y + 11 * seed))
        lace = fringe * (0.6 * math.sin(23 * y + 17 * seed) + 0.4 * abs(math.sin(31 * y + 5 * seed)))
        points.append((place + curve + lace - _LEAN * (y - 0.5), y))
    return points


def _edge(stage: Stage, place: float, swing: float, seed: float, fringe: float) -> Pen:
    """Everything to the left of a wavy line."""
    line = _line(place, swing, seed, fringe)
    return stage.pen((-0.7, -0.3, stage.aspect + 0.3, 1.3)).polygon(
        [*line, (-3, line[-1][1]), (-3, line[0][1])]
    )


def _dunes(stage: Stage, sand: Colour) -> list[Layer]:
    layers: list[Layer] = []
    for number in range(4):
        tone = mix(sand, stage.palette.light if number % 2 else stage.palette.near, 0.07)
        line = _line(stage.aspect * 0.78 + 0.14 * number, 0.05, stage.dice.random(), 0.0)
        pen = stage.pen((-0.2, -0.3, stage.aspect + 0.5, 1.3)).polygon(
            [*line, (5, line[-1][1]), (5, line[0][1])]
        )
        layers.append(pen.sheet(tone, 1, zooms=False, opacity=0.8))
    return layers


def _wash(stage: Stage, reach: float, phase: float) -> Callable[[Moment], Nudge]:
    """In quickly, out slowly, a whole number of times."""
    turns = max(1, round(stage.seconds / 6))

    def wash(moment: Moment) -> Nudge:
        angle = math.tau * (turns * moment.u - phase)
        share = math.sin(angle + 0.45 * math.sin(angle))
        return Nudge(x=reach * stage.height * share)

    return wash


def _life(stage: Stage, coast: float) -> list[Layer]:
    """Two walkers with long shadows, and gulls with theirs."""
    palette, dice = stage.palette, stage.dice
    shade, people = stage.pen((0, 0, stage.aspect, 1)), stage.pen((0, 0, stage.aspect, 1))
    for step in (0.0, 0.035):
        y = 0.44 + step
        x = coast + 0.3 - _LEAN * (y - 0.5) + step * 0.5
        shade.polygon([(x - 0.004, y), (x + 0.005, y + 0.004), (x + 0.12, y + 0.075), (x + 0.112, y + 0.079)])
        people.disc(x, y, 0.0075).disc(x - 0.002, y - 0.003, 0.0045)
    layers: list[Layer] = [
        shade.sheet(palette.near, 1, zooms=False, opacity=0.35),
        people.sheet(mix(palette.accent, palette.near, 0.2), 1, zooms=False),
    ]
    flock, cast = stage.pen((-0.2, 0, stage.aspect * 0.8, 1)), stage.pen((-0.2, 0, stage.aspect * 0.8, 1))
    for _ in range(5):
        x, y = dice.uniform(0.1, 0.5) * stage.aspect, dice.uniform(0.3, 0.75)
        bird(flock, x, y, 0.045, 0.5)
        bird(cast, x + 0.05, y + 0.06, 0.04, 0.5)

    def glide(moment: Moment) -> Nudge:
        return Nudge(x=0.3 * stage.height * (moment.u - 0.5), y=-0.12 * stage.height * (moment.u - 0.5))

    layers.append(cast.sheet(palette.near, 1.1, glide, zooms=False, opacity=0.2))
    layers.append(flock.sheet(mix(rgb("ffffff"), palette.low, 0.2), 1.25, glide, zooms=False))
    return layers
