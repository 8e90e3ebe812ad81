"""What the database must not know in clear: sealed with ENCRYPTION_KEY=current[,previous].

Each part is any text of 32 characters or more; scrypt makes the key of it. The first part seals, every part opens.
"""

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_variables

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

SHORTEST = 32
# One salt for all: what is sealed here are a few keys of one installation, and the part itself is a secret of its own
SALT = b"playground: keys of workspaces"
MISSING = gettext_noop("ENCRYPTION_KEY is not set, so no key can be stored here.")
TOO_SHORT = gettext_noop("Each part of ENCRYPTION_KEY needs at least 32 characters.")


class Unusable(Exception):
    """ENCRYPTION_KEY is missing or too short; `str()` is a msgid."""


class Unreadable(Exception):
    """No part of ENCRYPTION_KEY opens this."""


def trouble() -> str:
    """Why nothing can be sealed, as a msgid; empty: it can."""
    if not settings.ENCRYPTION_KEYS:
        return MISSING
    return TOO_SHORT if any(len(part) < SHORTEST for part in settings.ENCRYPTION_KEYS) else ""


@sensitive_variables("text")
def seal(text: str) -> str:
    """What may lie in the database. Raises Unusable."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises Unusable and Unreadable."""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def sealed_anew(sealed: str) -> str:
    """The same under the current part. Raises Unusable and Unreadable."""
    return seal(unseal(sealed))


def _box() -> "MultiFernet":
    if words := trouble():
        raise Unusable(words)
    return _opened(tuple(settings.ENCRYPTION_KEYS))


@lru_cache(8)
def _opened(parts: tuple[str, ...]) -> "MultiFernet":
    """Made once a process: each part costs some fifty milliseconds, on purpose."""
    from cryptography.fernet import Fernet, MultiFernet

    made = (hashlib.scrypt(part.encode(), salt=SALT, n=2**14, r=8, p=1, dklen=32) for part in parts)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
