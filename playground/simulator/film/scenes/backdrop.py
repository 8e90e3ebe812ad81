"""What most outdoor scenes begin with: a sky, what stands in it, birds."""

import math

from playground.simulator.film.camera import Moment
from playground.simulator.film.light import moon, sun
from playground.simulator.film.scenes.figures import bird
from playground.simulator.film.sheets import Layer, Nudge
from playground.simulator.film.stage import Point, Stage
from playground.simulator.film.weather import stars


def sky(stage: Stage, centre: Point, radius: float = 0.085, *, halos: int = 3) -> list[Layer]:
    """Sky with sun or, at night, crescent and stars; ``centre`` is where the light stands."""
    layers: list[Layer] = [stage.pen().box((-1, -1, 4, 2)).sheet(stage.sky(), 0, zooms=False)]
    if stage.brief.time in ("night", "neon") or "stars" in stage.brief.weather:
        layers += stars(stage, 150)
        layers += moon(stage, (centre[0], min(centre[1], 0.26)), radius * 0.9)
    elif not stage.brief.weather & {"rain", "snow"}:
        layers += sun(stage, centre, radius, halos=halos)
    return layers


def birds(stage: Stage, centre: Point, count: int, depth: float = 0.15) -> Layer:
    """A loose flock that glides a little way and back."""
    dice, (x, y) = stage.dice, centre
    pen = stage.pen((x - 0.3, y - 0.15, x + 0.3, y + 0.15))
    for _ in range(count):
        bird(
            pen,
            x + dice.uniform(-0.2, 0.2),
            y + dice.uniform(-0.08, 0.08),
            dice.uniform(0.018, 0.034),
            dice.uniform(0.2, 0.5),
        )
    way = dice.choice((-1, 1))

    def glide(moment: Moment) -> Nudge:
        share = moment.u - 0.5
        return Nudge(
            x=way * 0.14 * stage.height * share,
            y=0.012 * stage.height * math.sin(math.tau * 2 * moment.u) - 0.03 * stage.height * share,
        )

    return pen.sheet(stage.palette.at(0.85), depth, glide, zooms=False)
