"""A banded planet with a ring, moons on their way, veils of paper nebula, a ridge to stand on."""

import math
from collections.abc import Callable

from PIL import ImageChops

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Mask
from playground.simulator.film.light import glow, vignette
from playground.simulator.film.outlines import filled_below, ridge, smooth
from playground.simulator.film.palette import mix
from playground.simulator.film.sheets import Layer, Nudge, Sheet
from playground.simulator.film.stage import Pen, Point, Stage
from playground.simulator.film.weather import stars

HOUR = "night"


def build(stage: Stage) -> list[Layer]:
    """Stars, nebula, planet, moons, ridge."""
    palette, dice = stage.palette, stage.dice
    dark = mix(palette.near, palette.top, 0.4)
    layers: list[Layer] = [
        stage.pen()
        .box((-2, -2, 4, 3))
        .sheet(stage.gradient((0, dark), (1, mix(palette.top, palette.middle, 0.7))), 0, zooms=False)
    ]
    layers += stars(stage, 260, 1.0)
    layers += _nebula(stage)
    size = 0.14 if stage.tall else 0.27
    centre = (stage.aspect * dice.choice((0.4, 0.56)), 0.42)
    layers += _planet(stage, centre, size)
    layers += _moons(stage, centre, size)
    if stage.brief.has("rocket spaceship ship 火箭 飞船"):
        layers.append(_rocket(stage))
    layers += _ground(stage)
    layers.append(vignette(stage, 0.4))
    return layers


def _nebula(stage: Stage) -> list[Layer]:
    layers: list[Layer] = []
    dice, palette = stage.dice, stage.palette
    tones = (palette.low, mix(palette.accent, palette.middle, 0.45), mix(palette.low, palette.accent, 0.25))
    for number, tone in enumerate(tones):
        x, y = stage.aspect * dice.uniform(0.15, 0.85), dice.uniform(0.2, 0.6)
        cloud: list[Point] = []
        for corner in range(11):
            angle = math.tau * corner / 11
            reach = dice.uniform(0.2, 0.42)
            cloud.append(
                (
                    x + 1.5 * reach * math.cos(angle + 0.5),
                    y + 0.6 * reach * math.sin(angle) - 0.3 * (math.cos(angle)) * 0.3,
                )
            )
        pen = (
            stage.pen((x - 0.9, y - 0.6, x + 0.9, y + 0.6))
            .polygon(smooth(cloud, 10, closed=True))
            .blurred(0.035)
        )
        layers.append(pen.sheet(tone, 0.05 + 0.05 * number, zooms=False, opacity=0.3))
    return layers


def _planet(stage: Stage, centre: Point, size: float) -> list[Layer]:
    palette, dice, (x, y) = stage.palette, stage.dice, centre
    base = mix(palette.accent, palette.low, 0.35)
    bounds = (x - size - 0.02, y - size - 0.02, x + size + 0.02, y + size + 0.02)
    disc = stage.pen(bounds).disc(x, y, size).sheet(base, 0.35)
    layers: list[Layer] = [
        glow(stage, centre, size * 2.1, base, 0.35, strength=0.5),
        _ring(stage, centre, size, front=False),
        disc,
    ]
    for number in range(6):
        place = y - size + 2 * size * (number + dice.uniform(0.2, 0.8)) / 6
        tone = mix(base, palette.light if number % 2 else palette.near, dice.uniform(0.12, 0.3))
        thick = size * dice.uniform(0.05, 0.13)
        top = [
            (x + size * (step / 20 - 1), place + 0.1 * size * math.sin(step / 7 + number))
            for step in range(41)
        ]
        low = [
            (px, py + thick * (1 + 0.4 * math.sin(step / 4))) for step, (px, py) in enumerate(reversed(top))
        ]
        layers.append(_inside(stage.pen(bounds).polygon([*top, *low]), disc, tone))
    shade = (
        stage.pen(bounds)
        .box((-2, -2, 4, 3))
        .disc(x - 0.34 * size, y - 0.26 * size, size * 1.12, level=0)
        .blurred(0.03)
    )
    layers.append(_inside(shade, disc, mix(palette.near, (0, 0, 0), 0.3), 0.72))
    layers.append(_ring(stage, centre, size, front=True))
    return layers


def _inside(pen: Pen, disc: Sheet, tone: tuple[int, int, int], opacity: float = 1.0) -> Sheet:
    """A shape cut off at the planet's edge."""
    whole = pen.mask().full
    sheet = pen.sheet(tone, disc.depth)
    x, y = disc.left - pen.left, disc.top - pen.top
    part = whole.crop((x, y, x + disc.mask.full.width, y + disc.mask.full.height))
    sheet.mask = Mask.of(ImageChops.multiply(part, disc.mask.full)).faded(opacity)
    sheet.left, sheet.top = disc.left, disc.top
    return sheet


def _ring(stage: Stage, centre: Point, size: float, *, front: bool) -> Layer:
    """Two tilted ellipses, of which the planet hides the far half."""
    x, y = centre
    pen = stage.pen((x - 2.3 * size, y - size, x + 2.3 * size, y + size))
    tilt = -0.22

    def arc(reach: float, flat: float) -> list[Point]:
        points = []
        for step in range(61):
            angle = math.pi * step / 60 + (0 if front else math.pi)
            px, py = reach * size * math.cos(angle), flat * size * math.sin(angle)
            points.append(
                (x + px * math.cos(tilt) - py * math.sin(tilt), y + px * math.sin(tilt) + py * math.cos(tilt))
            )
        return points

    for inner, outer in ((1.34, 1.52), (1.57, 1.88)):
        pen.polygon([*arc(outer, outer * 0.2), *reversed(arc(inner, inner * 0.2))])
    return pen.sheet(mix(stage.palette.light, stage.palette.accent, 0.35), 0.35, opacity=0.85)


def _moons(stage: Stage, centre: Point, size: float) -> list[Layer]:
    layers: list[Layer] = []
    for number, (radius, reach) in enumerate(((0.026, 1.9), (0.014, 1.45))):
        x, y = centre[0], centre[1]
        pen = stage.pen((x - 0.05, y - 0.05, x + 0.05, y + 0.05)).disc(x, y, radius)
        shade = (
            stage.pen((x - 0.05, y - 0.05, x + 0.05, y + 0.05))
            .disc(x, y, radius)
            .disc(x - 0.3 * radius, y - 0.25 * radius, radius, level=0)
        )
        path = _orbiting(stage, reach * size, number)
        layers.append(pen.sheet(mix(stage.palette.light, stage.palette.haze, 0.3), 0.35, path, zooms=False))
        layers.append(shade.sheet(stage.palette.near, 0.35, path, zooms=False, opacity=0.55))
    return layers


def _orbiting(stage: Stage, reach: float, number: int) -> Callable[[Moment], Nudge]:
    """The upper half of an orbit, there and back, so that no moon ever has to pass behind."""

    def orbit(moment: Moment) -> Nudge:
        angle = math.pi * (1.15 + 0.7 * (0.5 - 0.5 * math.cos(math.tau * moment.u + 1.7 * number)))
        return Nudge(
            x=reach * stage.height * math.cos(angle), y=0.85 * reach * stage.height * math.sin(angle)
        )

    return orbit


def _rocket(stage: Stage) -> Layer:
    x, y, h = stage.aspect * 0.72, 0.62, 0.13
    pen = stage.pen((x - 0.2, y - 0.2, x + 0.2, y + 0.2))

    def at(across: float, along: float) -> Point:
        return x + (across * 0.82 + along * 0.57) * h, y + (across * 0.57 - along * 0.82) * h

    hull = [
        at(0, 0.75),
        at(0.13, 0.5),
        at(0.16, 0.1),
        at(0.12, -0.3),
        at(-0.12, -0.3),
        at(-0.16, 0.1),
        at(-0.13, 0.5),
    ]
    pen.polygon(smooth(hull, 6, closed=True))
    for side in (-1, 1):
        pen.polygon([at(side * 0.13, -0.05), at(side * 0.34, -0.45), at(side * 0.1, -0.3)])
    pen.disc(*at(0, 0.3), 0.055 * h, level=0)
    pen.polygon([at(-0.07, -0.38), at(0.07, -0.38), at(0.0, -0.85)], level=190)

    def fly(moment: Moment) -> Nudge:
        share = moment.u - 0.4
        return Nudge(x=0.24 * stage.height * share, y=-0.35 * stage.height * share)

    return pen.sheet(stage.palette.light, 0.6, fly, zooms=False)


def _ground(stage: Stage) -> list[Layer]:
    """Two ridges of a moon, and someone who looks up."""
    layers: list[Layer] = []
    for y, tone, depth in ((0.86, 0.55, 0.7), (0.95, 0.95, 1.1)):
        line = ridge(stage.dice, -0.3, stage.aspect + 0.3, y, 0.09, 0.55)
        ink = stage.gradient(
            (y - 0.06, mix(stage.palette.at(tone), stage.palette.low, 0.18)), (1, stage.palette.at(tone))
        )
        pen = stage.pen((-0.3, 0.6, stage.aspect + 0.3, 1.2)).polygon(filled_below(line, 1.3))
        layers.append(pen.sheet(ink, depth))
        if depth < 1:
            x = stage.aspect * stage.dice.choice((0.24, 0.7))
            foot = min(line, key=lambda point: abs(point[0] - x))[1] + 0.006
            figure = stage.pen((x - 0.1, foot - 0.15, x + 0.1, foot + 0.02))
            figure.disc(x, foot - 0.068, 0.0135).box((x - 0.013, foot - 0.058, x + 0.013, foot - 0.02), 0.006)
            figure.box((x - 0.019, foot - 0.055, x - 0.009, foot - 0.028), 0.004)
            figure.box((x - 0.011, foot - 0.03, x - 0.002, foot)).box(
                (x + 0.002, foot - 0.03, x + 0.011, foot)
            )
            layers.append(figure.sheet(mix(stage.palette.light, stage.palette.low, 0.2), depth, zooms=False))
    return layers
