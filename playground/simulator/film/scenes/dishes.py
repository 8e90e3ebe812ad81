"""What stands on the table: a bowl of ramen, a cup of coffee. Around (x, y) on the axis of the dish."""

import math

from playground.simulator.film.outlines import points, smooth
from playground.simulator.film.palette import COLOURS, mix, rgb
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Bounds, Pen, Stage

TABLE = 0.67
_CUP = points("-0.18,0 -0.172,0.1 -0.11,0.2 0,0.215 0.11,0.2 0.172,0.1 0.18,0")
_WIDE, _FLAT = 0.3, 0.072  # the rim of the bowl


def dish_pen(stage: Stage, bounds: Bounds) -> Pen:
    """The dish is drawn larger on a wide table, smaller on a narrow one."""
    return stage.pen(bounds, about=(stage.aspect / 2, TABLE + 0.05, 0.78 if stage.tall else 1.2))


def bowl(stage: Stage, x: float, y: float) -> list[Layer]:
    """Ramen: broth in an ellipse, noodles, an egg, greens, chopsticks across the rim."""
    palette, top = stage.palette, y - 0.06
    glaze = stage.dice.choice((rgb("23384a"), rgb("8c3b2c"), rgb("2d4a42"), rgb("e6dccb")))
    bounds = (x - 0.45, top - 0.2, x + 0.45, y + 0.3)
    turns = [math.pi * step / 40 for step in range(41)]
    half = [(x + _WIDE * math.cos(turn), top + 0.235 * math.sin(turn) ** 0.8) for turn in turns]
    body = dish_pen(stage, bounds).polygon(half).box((x - 0.11, top + 0.2, x + 0.11, top + 0.255), 0.01)
    shaded = stage.gradient(
        (top, mix(glaze, palette.light, 0.18)), (top + 0.25, mix(glaze, palette.near, 0.6))
    )
    band = dish_pen(stage, bounds)
    for turn in (math.pi * (number + 0.5) / 15 for number in range(15)):
        band.disc(x + 0.985 * _WIDE * math.cos(turn), top + 0.05 + 0.05 * math.sin(turn), 0.008)
    rim = dish_pen(stage, bounds).disc(x, top, _WIDE, _FLAT)
    broth = dish_pen(stage, bounds).disc(x, top + 0.004, _WIDE - 0.016, _FLAT - 0.011)
    return [
        body.sheet(shaded, 1),
        band.sheet(mix(glaze, palette.light, 0.5), 1, opacity=0.7),
        rim.sheet(mix(glaze, palette.light, 0.34), 1),
        broth.sheet(mix(rgb("c9793a"), palette.accent, 0.2), 1),
        *_noodles(stage, x, top, bounds),
        *_toppings(stage, x, top, bounds),
        _sticks(stage, x, top),
    ]


def _sticks(stage: Stage, x: float, top: float) -> Layer:
    pen = dish_pen(stage, (x - 0.6, top - 0.25, x + 0.6, top + 0.1))
    for shift in (x, x + 0.022):
        corners = points("0.03,-0.042 0.04,-0.036 0.5,-0.163 0.495,-0.175")
        pen.polygon([(shift + across, top + up) for across, up in corners])
    return pen.sheet(mix(rgb("6b2f22"), stage.palette.light, 0.1), 1.05)


def _noodles(stage: Stage, x: float, top: float, bounds: Bounds) -> list[Layer]:
    """A nest of strands, and the sheet of seaweed behind it."""
    nest = dish_pen(stage, bounds)
    for number in range(12):
        turn, reach, rise = stage.dice.random() * math.tau, 0.04 + 0.012 * number, 0.012 + 0.0028 * number
        turns = [turn + step / 3 for step in range(13)]
        nest.line([(x - 0.06 + reach * math.cos(t), top + 0.004 + rise * math.sin(t)) for t in turns], 0.0042)
    leaf = points("0.13,-0.02 0.165,-0.12 0.24,-0.1 0.205,-0.002")
    nori = dish_pen(stage, bounds).polygon([(x + across, top + up) for across, up in leaf])
    return [nori.sheet(rgb("1e2b25"), 1), nest.sheet(rgb("f1d48f"), 1)]


def _toppings(stage: Stage, x: float, top: float, bounds: Bounds) -> list[Layer]:
    """Meat with its rim, half an egg, rings of spring onion."""
    dice = stage.dice

    def disc(across: float, down: float, radius: float, flat: float) -> Pen:
        return dish_pen(stage, bounds).disc(x + across, top + down, radius, flat)

    rim = disc(-0.15, -0.004, 0.07, 0.024).disc(x - 0.15, top - 0.005, 0.058, 0.019, level=0)
    rings = dish_pen(stage, bounds)
    for _ in range(15):
        px, py = x + dice.uniform(-0.08, 0.09), top + 0.012 + dice.uniform(-0.022, 0.03)
        rings.disc(px, py, 0.0095, 0.005).disc(px, py, 0.004, 0.002, level=0)
    return [
        disc(-0.15, -0.004, 0.07, 0.024).sheet(rgb("b5674a"), 1),
        rim.sheet(rgb("6f3524"), 1),
        disc(0.1, 0.005, 0.056, 0.023).sheet(rgb("f8f1e2"), 1),
        disc(0.102, 0.006, 0.03, 0.0125).sheet(rgb("ee9a2e"), 1),
        rings.sheet(rgb("7fae57"), 1),
    ]


def cup(stage: Stage, x: float, y: float) -> list[Layer]:
    """A cup on its saucer, with a heart in the foam."""
    named = (COLOURS[name] for name in stage.brief.colours if name not in ("brown", "black"))
    glaze, palette, top = next(named, rgb("e9e2d6")), stage.palette, y - 0.1
    bounds = (x - 0.45, top - 0.2, x + 0.5, y + 0.3)

    def disc(across: float, down: float, radius: float, flat: float) -> Pen:
        return dish_pen(stage, bounds).disc(x + across, top + down, radius, flat)

    handle = disc(0.2, 0.075, 0.07, 0.062).disc(x + 0.2, top + 0.075, 0.043, 0.037, level=0)
    body = dish_pen(stage, bounds).polygon(smooth([(x + across, top + down) for across, down in _CUP], 10))
    shaded = stage.gradient(
        (top, mix(glaze, palette.light, 0.2)), (top + 0.23, mix(glaze, palette.near, 0.45))
    )
    heart = disc(-0.03, -0.004, 0.036, 0.0125).disc(x + 0.03, top - 0.004, 0.036, 0.0125)
    heart.polygon([(x - 0.064, top), (x + 0.064, top), (x, top + 0.028)])
    coffee = rgb("b9772e") if stage.brief.has("tea 茶") else rgb("8a4f2a")
    return [
        disc(0, 0.215, 0.3, 0.044).sheet(mix(glaze, palette.near, 0.3), 1),
        disc(0, 0.208, 0.26, 0.034).sheet(mix(glaze, palette.near, 0.12), 1),
        handle.sheet(mix(glaze, palette.near, 0.22), 1),
        body.sheet(shaded, 1),
        disc(0, 0, 0.18, 0.038).sheet(mix(glaze, palette.light, 0.45), 1),
        disc(0, 0.003, 0.166, 0.033).sheet(coffee, 1),
        heart.sheet(mix(coffee, (255, 240, 215), 0.75), 1),
    ]
