"""When no word names a place: a landscape of cut paper, one sheet under the other, each with its shadow."""

import math
from collections.abc import Callable

from PIL import ImageChops

from playground.simulator.film.camera import Moment
from playground.simulator.film.frame import Colour, Mask
from playground.simulator.film.light import sun, vignette
from playground.simulator.film.outlines import Point, smooth
from playground.simulator.film.palette import mix
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Stage, blurred

HOUR = "dusk"
_SHEETS = 7


def build(stage: Stage) -> list[Layer]:
    """An opening that narrows sheet by sheet around a light."""
    palette, dice = stage.palette, stage.dice
    centre = (stage.aspect * dice.uniform(0.4, 0.6), dice.uniform(0.42, 0.56))
    layers: list[Layer] = [
        stage.pen()
        .box((-1, -1, 4, 2))
        .sheet(stage.gradient((0, palette.middle), (1, palette.low)), 0, zooms=False)
    ]
    layers += sun(stage, centre, 0.11, halos=4)
    bulges = [dice.uniform(0.8, 1.25) for _ in range(8)]
    for number in range(_SHEETS):
        near = (number + 1) / _SHEETS
        tone = mix(mix(palette.low, palette.middle, near), palette.near, max(0.0, near - 0.15))
        if number == _SHEETS // 2:
            tone = mix(palette.accent, tone, 0.25)
        layers += _opening(stage, centre, near, tone, number, bulges)
    layers.append(vignette(stage))
    return layers


def _opening(
    stage: Stage, centre: Point, near: float, tone: Colour, number: int, bulges: list[float]
) -> list[Layer]:
    """A sheet with a hole, and the shadow it throws on what is behind."""
    reach = 0.17 + 0.5 * near**1.15
    stretch = stage.aspect * 0.62 if not stage.tall else 0.72
    hole = []
    for corner, bulge in enumerate(bulges):
        angle = 0.22 * number + math.tau * corner / len(bulges)
        radius = reach * bulge * stage.dice.uniform(0.94, 1.06)
        hole.append(
            (centre[0] + radius * stretch * math.cos(angle), centre[1] + radius * 0.82 * math.sin(angle))
        )
    pen = (
        stage.pen((-0.25, -0.25, stage.aspect + 0.25, 1.25))
        .box((-2, -2, 4, 3))
        .polygon(smooth(hole, 14, closed=True), level=0)
    )
    paper = pen.sheet(tone, 0.2 + 0.8 * near, _sway(stage, number), zooms=False)
    soft = blurred(paper.mask.full, 0.02 * stage.height)
    shade = Mask.of(ImageChops.subtract(soft, paper.mask.full)).faded(0.5)
    shadow = pen.sheet(mix(stage.palette.near, (0, 0, 0), 0.3), paper.depth, paper.motion, zooms=False)
    shadow.mask, shadow.left, shadow.top, shadow.soft = (
        shade,
        paper.left,
        paper.top + round(0.008 * stage.height) // 2 * 2,
        True,
    )
    return [shadow, paper]


def _sway(stage: Stage, number: int) -> Callable[[Moment], Nudge]:
    phase, reach = number * 0.17, 0.012 * stage.height

    def sway(moment: Moment) -> Nudge:
        angle = math.tau * (moment.u + phase)
        return Nudge(x=reach * math.sin(angle))

    return sway
