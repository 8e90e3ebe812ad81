"""Foreign words made safe to keep: no control characters, no lone surrogates, no secrets, bounded."""

from __future__ import annotations

import re

KEY_SHAPED = re.compile(r"\bsk-[A-Za-z0-9_\-]{12,}")
MASK = "sk-…"


def readable(value: object, longest: int = 2_000) -> str:
    """One line of text out of a JSON value that should have been a string; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).encode("utf-8", "replace").decode()[: longest * 2]
    if not text.isprintable():  # nearly always it is, and then no sign is looked at alone
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text.strip()[:longest]


def body_text(body: bytes, longest: int) -> str:
    """A body as text to show: decoded leniently, line breaks kept, other control characters gone."""
    text = body[: longest * 4].decode("utf-8", "replace")[:longest]
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def without_secrets(text: str) -> str:
    """The text with everything shaped like an API key masked."""
    return KEY_SHAPED.sub(MASK, text)
