"""Addresses as people paste them, brought to one form."""

from __future__ import annotations

from urllib.parse import urlsplit


def normalise_base_url(text: str) -> str:
    """`https://host[:port][/prefix]` without `/v1` and without a trailing slash.

    "toapis.com", "https://toapis.com/" and "https://toapis.com/v1" are one address.
    Raises ValueError in words.
    """
    pasted = text.strip()
    if not pasted:
        raise ValueError("The gateway's address is empty.")
    if any(not sign.isprintable() or sign.isspace() for sign in pasted):
        raise ValueError("The gateway's address holds blanks or control characters.")
    parts = urlsplit(pasted if "://" in pasted else f"https://{pasted}")
    if parts.scheme not in {"http", "https"}:
        raise ValueError("The gateway's address must start with https:// or http://.")
    if "@" in parts.netloc:
        raise ValueError("The gateway's address must not hold a user name or password.")
    if parts.query or parts.fragment:
        raise ValueError("The gateway's address must not hold ? or #.")
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("The gateway's address has no valid port.") from None
    if not host:
        raise ValueError("The gateway's address names no host.")
    path = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower().rstrip(':')}{path}"
