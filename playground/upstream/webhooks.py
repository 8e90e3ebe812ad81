"""Is this event really the gateway's, and is it fresh? Pure: bytes, headers, secrets and the clock are arguments.

Source: the gateway's webhook page. HMAC-SHA256 in hex over `id + "." + timestamp + "." + raw body`; during a
rotation the header carries a signature for each secret, and so may we hold two.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

from .wire import Status, Task, WireError, read_json, read_task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SKEW_SECONDS = 300
ID_HEADER = "X-ToAPIs-Webhook-Id"
TIMESTAMP_HEADER = "X-ToAPIs-Webhook-Timestamp"
SIGNATURE_HEADER = "X-ToAPIs-Webhook-Signature"
VERDICTS: dict[str, Status] = {"generation.completed": "completed", "generation.failed": "failed"}


def is_genuine(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: float) -> bool:
    """Signed by one of the secrets and at most five minutes old or early. now: Unix seconds.

    headers: with the names as documented (Django's request.headers answers in any case). No secret: never genuine.
    """
    event, stamp = headers.get(ID_HEADER, ""), headers.get(TIMESTAMP_HEADER, "")
    if not event or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12 or not event.isascii():
        return False
    if abs(int(stamp) - now) > SKEW_SECONDS:
        return False
    signed = f"{event}.{stamp}.".encode() + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets if secret]
    given = [part.strip() for part in headers.get(SIGNATURE_HEADER, "").split(",")][:4]
    # Every pair is compared, so that the time taken tells nothing about which one fitted.
    fits = [
        hmac.compare_digest(f"v1={ours}".encode(), theirs.encode()) for ours in expected for theirs in given
    ]
    return any(fits)


def read_event(body: bytes) -> Task:
    """The task an event speaks of. Raises WireError for events that speak of none (`endpoint.test`)."""
    found = read_json(body)
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, dict):
        raise WireError("it speaks of no task")
    task = read_task(data)
    verdict = VERDICTS.get(str(found.get("type")))
    return replace(task, status=verdict) if verdict else task
