"""Small things that give a scene its scale: walkers, birds, boats, trees."""

import math

from playground.simulator.film.stage import Pen


def walker(pen: Pen, x: float, ground: float, height: float, *, umbrella: bool = False) -> None:
    """A person from behind, as tall as ``height``."""
    h = height
    pen.disc(x, ground - 0.9 * h, 0.085 * h)
    pen.polygon(
        [
            (x - 0.09 * h, ground - 0.8 * h),
            (x + 0.09 * h, ground - 0.8 * h),
            (x + 0.16 * h, ground - 0.3 * h),
            (x - 0.16 * h, ground - 0.3 * h),
        ]
    )
    for side, stride in ((-1, 0.03), (1, -0.02)):
        leg = x + side * 0.06 * h
        pen.polygon(
            [
                (leg - 0.05 * h, ground - 0.34 * h),
                (leg + 0.05 * h, ground - 0.34 * h),
                (leg + 0.035 * h + stride * h, ground),
                (leg - 0.035 * h + stride * h, ground),
            ]
        )
    if umbrella:
        top = ground - 1.02 * h
        arc = [
            (x + 0.06 * h + 0.42 * h * math.cos(angle), top - 0.22 * h * math.sin(angle))
            for angle in (math.pi * step / 16 for step in range(17))
        ]
        pen.polygon(arc)
        pen.line([(x + 0.06 * h, top - 0.26 * h), (x + 0.08 * h, ground - 0.6 * h)], 0.02 * h)


def bird(pen: Pen, x: float, y: float, span: float, lift: float = 0.35) -> None:
    """A gull: two bent wings."""
    for side in (-1, 1):
        wing = [
            (x, y),
            (x + side * 0.25 * span, y - lift * span * 0.75),
            (x + side * 0.5 * span, y - lift * span * 0.35),
            (x + side * 0.24 * span, y - lift * span * 0.42),
            (x, y + 0.09 * span),
        ]
        pen.polygon(wing)


def pine(pen: Pen, x: float, ground: float, height: float, width: float = 0.36) -> None:
    """A fir of four tiers."""
    pen.polygon([(x - 0.02 * height, ground), (x + 0.02 * height, ground), (x, ground - height)])
    for tier in range(5):
        low = ground - height * (0.08 + 0.17 * tier)
        high = ground - height * min(1.0, 0.42 + 0.17 * tier)
        half = width * height * (0.5 - 0.085 * tier)
        pen.polygon([(x - half, low), (x - 0.25 * half, low - 0.035 * height), (x + half, low), (x, high)])
        pen.polygon([(x - half, low), (x + half, low), (x, high)])


def sailboat(pen: Pen, x: float, water: float, height: float) -> None:
    """A hull and two sails."""
    h = height
    pen.polygon(
        [
            (x - 0.34 * h, water - 0.1 * h),
            (x + 0.38 * h, water - 0.1 * h),
            (x + 0.24 * h, water),
            (x - 0.24 * h, water),
        ]
    )
    pen.polygon(
        [(x - 0.02 * h, water - 0.14 * h), (x - 0.02 * h, water - h), (x - 0.32 * h, water - 0.16 * h)]
    )
    pen.polygon(
        [(x + 0.03 * h, water - 0.14 * h), (x + 0.03 * h, water - 0.9 * h), (x + 0.34 * h, water - 0.16 * h)]
    )
