"""What somebody drew on a frame: polylines in parts of the picture's width and height, for a screen of any size."""

import json
import math
from typing import Any

MOST_STROKES = 20
MOST_POINTS = 200
DECIMALS = 4
LONGEST_TEXT = 100_000  # more than the largest mark needs, so that nothing larger is ever parsed

type Mark = list[list[list[float]]]


class NoMark(ValueError):
    """This is no drawing that a page of ours makes."""


def read_mark(text: str) -> Mark:
    """A mark as a form posts it, each number between 0 and 1; nothing drawn is an empty one. Raises NoMark."""
    if not text.strip():
        return []
    if len(text) > LONGEST_TEXT:
        raise NoMark
    try:
        strokes = json.loads(text)
    except (ValueError, RecursionError):
        raise NoMark from None
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES:
        raise NoMark
    return [_stroke(each) for each in strokes]


def mark_text(mark: Mark) -> str:
    """As it is kept; empty for nothing drawn."""
    return json.dumps(mark, separators=(",", ":")) if mark else ""


def _stroke(points: Any) -> list[list[float]]:
    if not isinstance(points, list) or not 1 <= len(points) <= MOST_POINTS:
        raise NoMark
    return [_point(each) for each in points]


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) != 2:
        raise NoMark
    return [_part(number) for number in point]


def _part(number: Any) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise NoMark
    if not 0 <= number <= 1 or not math.isfinite(number):
        raise NoMark
    return round(float(number), DECIMALS)
