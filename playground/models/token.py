"""Tokens that stand in links alone: 256 random bits, of which we keep a hash that opens nothing."""

import hashlib
import secrets

BYTES = 32


def fresh() -> str:
    """A new one, for an address; it cannot be had again."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    """What we keep of it, 64 characters; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
