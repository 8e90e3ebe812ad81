"""The sentences that a family's rules are made of: each takes a request and answers a complaint or None.

What is absent or null is never complained of, but by ``required`` and ``prompt``.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from playground.simulator.rules.model_rules import Check, Fields, at

WEB = ("https", "http")  # what was uploaded here has an http address; the real gateway's have https
_SEEDS = (-1, (1 << 32) - 1)


def complaint(words: str) -> str:
    """In the gateway's manner."""
    return f"Invalid request: {words}"


def checked(*checks: Check) -> Check:
    """All of them; the first complaint counts."""
    return lambda fields: next(filter(None, (check(fields) for check in checks)), None)


def forbid(when: Callable[[Fields], object], words: str) -> Check:
    """A complaint in those words whenever the condition holds."""
    return lambda fields: complaint(words) if when(fields) else None


def given(*names: str) -> Callable[[Fields], bool]:
    """Whether any of these holds something: not null, not empty, not false."""
    return lambda fields: any(bool(at(fields, name)) for name in names)


def apart(one: str, other: str) -> Check:
    """Two fields that exclude each other, in the words the gateway was seen to use."""
    return forbid(
        lambda fields: at(fields, one) and at(fields, other), f"{one} cannot be used together with {other}"
    )


def prompt(longest: int | None = None, *, unless: Callable[[Fields], object] | None = None) -> Check:
    """A prompt with something in it, of at most so many characters; not needed where ``unless`` holds."""

    def check(fields: Fields) -> str | None:
        value = fields.get("prompt")
        if value is not None and not isinstance(value, str):
            return complaint("prompt is required and must be a string")
        if not (value and value.strip()) and not (unless and unless(fields)):
            return complaint("prompt is required")
        if value and longest is not None and len(value) > longest:
            return complaint(f"prompt must be at most {longest} characters, got {len(value)}")
        return None

    return check


def required(name: str, when: Callable[[Fields], object] | None = None) -> Check:
    """A field that must hold something, always or where the condition holds."""
    return lambda fields: (
        complaint(f"{name} is required") if (when is None or when(fields)) and not at(fields, name) else None
    )


def one_of(name: str, *allowed: str | int, when: Callable[[Fields], object] | None = None) -> Check:
    """One of these values, letter by letter; numbers must be numbers. ``when``: for those requests only."""
    numeric = isinstance(allowed[0], int)

    def check(fields: Fields) -> str | None:
        value = at(fields, name)
        if value is None or (when is not None and not when(fields)):
            return None
        if numeric and not is_number(value):
            return complaint(f"{name} must be a number")
        return (
            None if value in allowed else complaint(f"{name} must be one of {', '.join(map(str, allowed))}")
        )

    return check


def whole(
    name: str, low: int, high: int, *others: int, when: Callable[[Fields], object] | None = None
) -> Check:
    """A whole number from low to high, or one of the others."""
    more = "".join(f" or {other}" for other in others)

    def check(fields: Fields) -> str | None:
        value = at(fields, name)
        if value is None or (when is not None and not when(fields)):
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            return complaint(f"{name} must be a number")
        if value in others or (value == value // 1 and low <= value <= high):
            return None
        return complaint(f"{name} must be a whole number from {low} to {high}{more}")

    return check


def seed(name: str = "seed") -> Check:
    """A whole number that fits 32 bits, or -1 for chance."""
    return whole(name, *_SEEDS)


def ranged(name: str, low: float, high: float) -> Check:
    """Any number from low to high."""

    def check(fields: Fields) -> str | None:
        value = at(fields, name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return None
        return complaint(f"{name} must be a number from {low:.1f} to {high:.1f}")

    return check


def flags(*names: str) -> Check:
    """Switches: JSON's true and false, not words or numbers."""
    return lambda fields: next(
        (
            complaint(f"{name} must be true or false")
            for name in names
            if at(fields, name) is not None and not isinstance(at(fields, name), bool)
        ),
        None,
    )


def texts(*names: str) -> Check:
    """Free words."""
    return lambda fields: next(
        (
            complaint(f"{name} must be a string")
            for name in names
            if at(fields, name) is not None and not isinstance(at(fields, name), str)
        ),
        None,
    )


def is_number(value: object) -> bool:
    """Whether a JSON value is a number (true and false are not, although Python thinks so)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_url(value: object, schemes: tuple[str, ...] = WEB) -> bool:
    """Whether a JSON value is a URL of one of these schemes; bare words and local paths are not."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname if parts.scheme in WEB else value[6:])
    except ValueError:
        return False


def is_list_of_objects(value: object) -> bool:
    """Whether a JSON value is a list with nothing but objects in it."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
