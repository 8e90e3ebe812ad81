"""Writing to the audit log what a request did: call `note` inside the transaction of the deed itself."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from playground.models import AuditEntry, User, audit

# The first that the header names; each of them also names those behind it
FAMILIES = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
    "curl": "curl",
    "python": "Python",
}


def note(
    request: HttpRequest,
    action: str,
    record: Model | None = None,
    detail: Mapping[str, Any] | None = None,
    *,
    workspace: int | None = None,
    guest: str = "",
    of: User | None = None,
) -> AuditEntry:
    """Say that whoever asks did this to that record; `detail` is small, `[before, after]` for what changed.

    guest: who it was, for somebody who is not signed in. of: the person, where the request does not know yet.
    """
    actor = of or (request.user if isinstance(request.user, User) else None)
    words = guest or ("" if actor else "somebody not signed in")
    return audit.write(
        action,
        record,
        workspace=workspace,
        actor=actor,
        words=words,
        detail=detail,
        address=request.META.get("REMOTE_ADDR", "")[:45],  # behind a proxy: what the trusted one says
        agent=family(request.headers.get("User-Agent", "")),
    )


def family(header: str) -> str:
    """The browser's family; no version, nothing that tells one person's browser from another's."""
    known = (name for mark, name in FAMILIES.items() if mark.casefold() in header.casefold())
    return next(known, "other" if header else "")
