"""Outlines that nature and towns draw: ridges, hills, waves, smooth curves."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

type Point = tuple[float, float]


def ridge(
    dice: Random, left: float, right: float, y: float, height: float, roughness: float = 0.55
) -> list[Point]:
    """A mountain line from left to right around ``y``: midpoints displaced again and again."""
    line = [y + dice.uniform(-0.3, 0.3) * height, y + dice.uniform(-0.3, 0.3) * height]
    swing = height
    for _ in range(6):
        finer = []
        for one, other in pairwise(line):
            finer += [one, (one + other) / 2 + dice.uniform(-1, 1) * swing * 0.5]
        line = [*finer, line[-1]]
        swing *= roughness
    step = (right - left) / (len(line) - 1)
    return [(left + number * step, place) for number, place in enumerate(line)]


def hills(
    dice: Random, left: float, right: float, y: float, height: float, waves: float = 1.6
) -> list[Point]:
    """A soft line: three sines of unlike length."""
    parts = [
        (height / (number + 1.2), waves * (number + 1) * 0.83, dice.random() * math.tau)
        for number in range(3)
    ]
    points = []
    for step in range(97):
        x = left + (right - left) * step / 96
        points.append(
            (x, y + sum(high * math.sin(wave * math.pi * x + phase) for high, wave, phase in parts) / 2)
        )
    return points


def filled_below(line: Sequence[Point], bottom: float) -> list[Point]:
    """The line closed along the bottom."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def smooth(points: Sequence[Point], steps: int = 10, *, closed: bool = False) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    count = len(points)
    spans = count if closed else count - 1
    curve = []
    for span in range(spans):
        if closed:
            a, b, c, d = (points[(span + offset) % count] for offset in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[max(0, min(count - 1, span + offset))] for offset in (-1, 0, 1, 2))
        curve += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def blend(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (
            2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3
        )

    return blend(a[0], b[0], c[0], d[0]), blend(a[1], b[1], c[1], d[1])


def mirrored(points: Sequence[Point], axis: float) -> list[Point]:
    """The same points on the other side of a vertical axis."""
    return [(2 * axis - x, y) for x, y in points]


def points(text: str) -> list[Point]:
    """An outline written as text, "x,y x,y …": long ones stay readable."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]
