"""A street in one-point perspective: facades that recede into haze, lit windows, trams, a wet road that mirrors."""

from dataclasses import dataclass

from PIL import Image

from playground.simulator.film.frame import Ink
from playground.simulator.film.light import glow, mirror, moon, sun, vignette
from playground.simulator.film.palette import mix
from playground.simulator.film.scenes.figures import walker
from playground.simulator.film.sheets import Layer, Sheet
from playground.simulator.film.stage import Pen, Point, Stage
from playground.simulator.film.weather import mist

HOUR = "dusk"
EYE = 0.64  # the horizon
_ROWS = (9.0, 6.4, 4.6, 3.3, 2.4, 1.75, 1.25)  # distances of the houses, far to near


@dataclass(frozen=True)
class Lane:
    """The perspective: ``half`` is the lane's half width at distance 1, ``drop`` the eye's height above it."""

    stage: Stage
    half: float
    drop: float = 0.34

    def point(self, side: float, height: float, distance: float) -> Point:
        """A point at so many half widths to the side, so high above the eye (units at distance 1)."""
        return self.stage.aspect / 2 + side * self.half / distance, EYE - height / distance

    @property
    def pivot(self) -> Point:
        """The vanishing point."""
        return self.stage.aspect / 2, EYE


def build(stage: Stage) -> list[Layer]:
    """From the sun at the end of the street to the tram beside us."""
    palette, brief = stage.palette, stage.brief
    lane = Lane(stage, 0.62 * stage.aspect if stage.tall else 0.46 * stage.aspect)
    layers: list[Layer] = [stage.pen().box((-1, -1, 4, 2)).sheet(stage.sky(), 0, zooms=False)]
    layers += _sky_lights(stage)
    layers += _skyline(stage)
    layers.append(mist(stage, EYE - 0.05, 0.16, 0.6, palette.low, 0.1))
    ground = stage.gradient((EYE, mix(palette.haze, palette.low, 0.4)), (1.0, palette.at(0.9)))
    layers.append(stage.pen().box((-1, EYE, 4, 2)).sheet(ground, 0, zooms=False))
    hazy = 0.62 if "mist" in brief.weather else 0.4
    for row, distance in enumerate(_ROWS):
        layers += _houses(lane, distance, row)
        if row in (2, 4):
            layers.append(
                mist(stage, EYE + 0.01, 0.15, hazy - 0.08 * row / 2, mix(palette.haze, palette.low, 0.5), 0.3)
            )
    layers.append(
        _wet_road(lane)
        if stage.brief.weather & {"rain", "wet"} or palette.dark
        else mist(stage, EYE + 0.08, 0.1, 0.3, palette.low, 0.5)
    )
    layers += _road(lane)
    layers += _company(lane)
    layers.append(vignette(stage, 0.24))
    return layers


def _sky_lights(stage: Stage) -> list[Sheet]:
    centre = (stage.aspect / 2 + stage.dice.uniform(-0.03, 0.03), EYE - 0.085)
    if stage.brief.time == "night":
        return moon(stage, (stage.aspect * stage.dice.choice((0.36, 0.63)), 0.17), 0.05)
    return list(sun(stage, centre, 0.1))


def _skyline(stage: Stage) -> list[Sheet]:
    layers = []
    for depth, tone, high in ((0.04, 0.1, 0.2), (0.08, 0.2, 0.13)):
        pen, x = stage.pen((-0.1, 0.2, stage.aspect + 0.1, EYE + 0.05)), -0.1
        while x < stage.aspect + 0.1:
            wide = stage.dice.uniform(0.035, 0.09)
            away = min(1.0, abs(x - stage.aspect / 2) / (0.5 * stage.aspect))
            top = EYE - high * stage.dice.uniform(0.35, 1.0) * (0.45 + away)
            pen.box((x, top, x + wide, 2))
            if stage.dice.random() < 0.2:
                pen.line([(x + wide / 2, top), (x + wide / 2, top - 0.05)], 0.003)
            x += wide
        ink = stage.gradient(
            (EYE - high, stage.palette.at(tone)), (EYE, mix(stage.palette.at(tone), stage.palette.low, 0.6))
        )
        layers.append(pen.sheet(ink, depth, zooms=False))
    return layers


def _houses(lane: Lane, distance: float, row: int) -> list[Layer]:
    """One house on each side: the facade along the street, and the front that faces us."""
    stage, dice = lane.stage, lane.stage.dice
    further = distance * 1.36
    layers: list[Layer] = []
    for side in (-1, 1):
        height = dice.uniform(0.62, 1.25) * (1.15 if stage.tall else 1.0)
        slant = dice.uniform(-0.1, 0.16)
        setback = dice.uniform(1.0, 1.1)
        tone = 0.22 + 0.78 * (row / (len(_ROWS) - 1)) ** 1.15
        layers.append(house(lane, side * setback, (distance, further), height, slant, tone))
    return layers


def house(
    lane: Lane, side: float, span: tuple[float, float], height: float, slant: float, tone: float
) -> Sheet:
    stage, palette = lane.stage, lane.stage.palette
    near, far = span
    top_far, top_near = lane.point(side, height - slant, far), lane.point(side, height, near)
    foot_near, foot_far = lane.point(side, -lane.drop, near), lane.point(side, -lane.drop, far)
    out = (1 if side > 0 else -1) * (0.42 / near + 0.06)
    reach = top_near[0] + out
    low, high = min(reach, top_far[0]) - 0.01, max(reach, top_far[0]) + 0.01
    bounds = (
        max(-0.3, low),
        max(-0.3, min(top_near[1], top_far[1]) - 0.01),
        min(stage.aspect + 0.3, high),
        foot_near[1] + 0.01,
    )
    facade = [top_far, top_near, foot_near, foot_far]
    front = [top_near, (reach, top_near[1] + 0.02 * out), (reach, foot_near[1]), foot_near]
    whole = stage.pen(bounds).polygon(facade).polygon(front)
    lit = mix(palette.at(tone), palette.light, 0.07 + 0.1 * (1 - tone))
    picture = Image.new("RGB", (whole.image.width // 3, whole.image.height // 3), palette.at(tone))
    picture.paste(lit, mask=stage.pen(bounds).polygon(facade).mask().full)
    lamps = stage.pen(bounds)
    _windows(lane, lamps, side, span, height - max(0.0, slant))
    warm = mix(palette.accent, palette.light, 0.45)
    glowing = mix(palette.at(tone), warm, (0.85 if palette.dark else 0.25) * (0.45 + 0.55 * tone))
    picture.paste(glowing, mask=lamps.mask().full)
    return whole.sheet(Ink.picture(picture), min(1.0, 1.25 / near), pivot=lane.pivot)


def _windows(lane: Lane, pen: Pen, side: float, span: tuple[float, float], height: float) -> None:
    """Lit windows of the facade, smaller with distance because both ends of each are."""
    dice, (near, far) = lane.stage.dice, span
    columns, rows = 5, max(3, round(height * 9))
    for column in range(columns):
        for row in range(rows):
            if dice.random() > 0.3:
                continue
            starts = near + (far - near) * (column + 0.22) / columns
            ends = near + (far - near) * (column + 0.72) / columns
            low = -lane.drop + 0.3 + (height + lane.drop - 0.36) * row / rows
            corners = ((low, starts), (low, ends), (low + 0.055, ends), (low + 0.055, starts))
            pen.polygon([lane.point(side, high, distance) for high, distance in corners])


def _wet_road(lane: Lane) -> Layer:
    wet = bool(lane.stage.brief.weather & {"rain", "wet"})
    ends = [lane.point(side, -lane.drop, 0.5) for side in (0.97, -0.97)]
    outline = [lane.point(-0.97, -lane.drop, 9), lane.point(0.97, -lane.drop, 9), *ends]
    share = (0.12, 0.62) if wet else (0.45, 0.92)
    return mirror(lane.stage, EYE + 0.036, lane.stage.palette.at(0.85), share, smear=10, outline=outline)


def _road(lane: Lane) -> list[Layer]:
    """Rails and kerbs; they run to the vanishing point, so a push leaves them where they are."""
    stage, palette = lane.stage, lane.stage.palette
    pen = stage.pen((0, EYE, stage.aspect, 1))
    for place in (-0.62, -0.36, 0.36, 0.62):
        ends = [lane.point(place, -lane.drop, 0.55), lane.point(place + 0.018, -lane.drop, 0.55)]
        pen.polygon([lane.point(place, -lane.drop, 14), *ends])
    rails = mix(palette.light, palette.low, 0.4)
    return [pen.sheet(rails, 0, zooms=False, opacity=0.4)]


def _company(lane: Lane) -> list[Layer]:
    """Wires above, a walker ahead, a tram on each side when the prompt has them (or nothing else to show)."""
    stage = lane.stage
    layers: list[Layer] = []
    pen = stage.pen((0, 0, stage.aspect, EYE))
    for side in (-0.48, 0.5):
        for lift in (0.74, 0.78):
            pen.line([lane.point(side, lift, 16), lane.point(side, lift, 0.6)], 0.0016)
    layers.append(pen.sheet(stage.palette.at(0.9), 0, zooms=False, opacity=0.7))
    figure = stage.pen((stage.aspect / 2 - 0.2, EYE - 0.15, stage.aspect / 2 + 0.2, EYE + 0.2))
    place = lane.point(stage.dice.choice((-0.12, 0.1)), -lane.drop, 4.2)
    walker(figure, place[0], place[1], 0.085, umbrella=bool(stage.brief.weather & {"rain", "wet"}))
    layers.append(figure.sheet(stage.palette.at(0.95), 0.34, pivot=lane.pivot))
    if stage.brief.has("tram train bus 电车 公交 列车"):
        layers += _coming_tram(lane)
        layers += _passing_tram(lane)
    return layers


def _coming_tram(lane: Lane) -> list[Layer]:
    """A tram that comes towards us on the right."""
    stage, palette = lane.stage, lane.stage.palette
    (x, foot), unit = lane.point(0.5, -lane.drop, 2.6), 1 / 2.6
    wide, high = 0.15 * unit * (1.2 if not stage.tall else 1.0), 0.5 * unit
    bounds = (x - wide - 0.02, foot - high - 0.04, x + wide + 0.02, foot + 0.02)
    body = stage.pen(bounds).box((x - wide, foot - high, x + wide, foot - 0.02 * unit), 0.03)
    glass = stage.pen(bounds).box(
        (x - 0.84 * wide, foot - 0.86 * high, x + 0.84 * wide, foot - 0.44 * high), 0.016
    )
    lamps = stage.pen(bounds)
    for side in (-1, 1):
        lamps.disc(x + side * 0.6 * wide, foot - 0.22 * high, 0.075 * wide)
    depth, warm = 0.5, mix(palette.accent, palette.light, 0.55)
    pane = stage.gradient(
        (foot - high, mix(warm, palette.light, 0.3)), (foot - 0.4 * high, mix(warm, palette.near, 0.35))
    )
    halo = glow(stage, (x, foot - 0.22 * high), 0.13, palette.light, depth, strength=0.5)
    return [
        body.sheet(palette.at(0.86), depth, pivot=lane.pivot),
        glass.sheet(pane, depth, pivot=lane.pivot),
        lamps.sheet(palette.light, depth, pivot=lane.pivot),
        halo,
    ]


def _passing_tram(lane: Lane) -> list[Layer]:
    """The tram beside us on the left, its windows lit."""
    stage, palette = lane.stage, lane.stage.palette
    side, near, far, top = -0.72, 0.62, 2.1, 0.3

    def place(height: float, distance: float) -> Point:
        return lane.point(side, height, distance)

    bounds = (-0.2, 0.0, place(0, far)[0] + 0.01, 1.1)
    corners = [
        place(top - 0.05, far),
        place(top, far * 0.96),
        place(top, near),
        place(-0.3, near),
        place(-0.3, far),
    ]
    body = stage.pen(bounds).polygon(corners)
    panes = stage.pen(bounds)
    for number in range(7):
        starts, ends = (near * (far / near) ** ((number + edge) / 7) for edge in (0.1, 0.88))
        panes.polygon([place(0.22, starts), place(0.22, ends), place(-0.02, ends), place(-0.02, starts)])
    stripe = stage.pen(bounds).polygon(
        [place(-0.1, near), place(-0.1, far), place(-0.125, far), place(-0.125, near)]
    )
    warm = mix(palette.accent, palette.light, 0.5)
    pane = stage.gradient((0.3, mix(warm, palette.light, 0.25)), (0.8, mix(warm, palette.near, 0.3)))
    return [
        body.sheet(palette.at(1.0), 1.0, pivot=lane.pivot),
        panes.sheet(pane, 1.0, pivot=lane.pivot, opacity=0.92),
        stripe.sheet(palette.accent, 1.0, pivot=lane.pivot),
    ]
