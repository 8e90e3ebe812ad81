"""Single values of foreign JSON, read without trusting their type: None for whatever does not fit."""

from __future__ import annotations

import math
from datetime import datetime

LONGEST_ID = 200


def identity(value: object) -> str | None:
    """An id as text: no blanks, no control characters, not a path step; integers are taken as written."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ID or text in {".", ".."}:
        return None
    return text if text.isprintable() and " " not in text else None


def number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value.strip().removesuffix("%"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def whole(value: object) -> int | None:
    found = number(value)
    return None if found is None or not 0 <= found < 2**53 else int(found)


def milli(value: object) -> int | None:
    found = number(value)
    return None if found is None or abs(found) > 2**40 else round(found * 1000)


def progress(value: object) -> int | None:
    """Per cent 0..100; a fraction below 1 (0.65) is read as a share, "65%" as it stands."""
    found = number(value)
    if found is None:
        return None
    if isinstance(value, float) and 0 < value < 1:
        found *= 100
    return int(min(max(found, 0), 100))


def moment(value: object) -> int | None:
    """Unix seconds from seconds, milliseconds or ISO text; before 2001 or after 2200 is no time of ours."""
    found = number(value)
    if found is None and isinstance(value, str):
        try:
            found = datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError):
            return None
    if found is not None and found > 1e11:
        found /= 1000
    return int(found) if found is not None and 1e9 <= found < 7.3e9 else None
