"""Where a part of an image lies: sums only."""

from __future__ import annotations

import re

from .references import Box

RATIO = re.compile(r"([1-9][0-9]?):([1-9][0-9]?)")
SMALLEST_SIDE = 16


def box_of(width: int, height: int, ratio: str, size: float, across: float, down: float) -> Box:
    """(left, top, right, bottom) in pixels of the part in that ratio.

    size: percent of the largest that fits; across, down: percent of the room that is left beside and above it.
    Raises ValueError for what is no ratio, and for a part too small to be of use.
    """
    if not (found := RATIO.fullmatch(ratio)):
        raise ValueError("This is no ratio.")
    shape = int(found[1]) / int(found[2])
    part = _percent(size) / 100
    wide = min(width, round(min(width, height * shape) * part))
    high = min(height, round(min(height, width / shape) * part))
    if min(wide, high) < SMALLEST_SIDE:
        raise ValueError("This part is too small.")
    left = round((width - wide) * _percent(across) / 100)
    top = round((height - high) * _percent(down) / 100)
    return left, top, left + wide, top + high


def _percent(number: float) -> float:
    return min(max(number, 0.0), 100.0)
