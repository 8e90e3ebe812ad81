"""Reading what the gateway says when it says no.

Shapes seen: {"error": {code, message, type}} with code an int or a word · {"error": "words"} ·
{"success": false, "message"} (also under HTTP 200) · {"message": "task_not_exist"} ·
and any of these once more as JSON text inside `message`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from . import errors
from .wording import readable

REQUEST_ID = re.compile(r"request[ _-]?id\s*[:=]\s*([A-Za-z0-9_\-]{6,100})", re.IGNORECASE)
QUOTA_CODES = {"insufficient_quota", "quota_not_enough", "insufficient_user_quota", "payment_required"}
QUOTA_WORDS = (
    "quota is not enough",
    "insufficient account balance",
    "insufficient_quota",
    "quota_not_enough",
)
ABSENT_WORDS = {"task_not_exist", "task_not_found"}
BY_STATUS: dict[int, type[errors.UpstreamError]] = {
    401: errors.KeyRefused,
    402: errors.OutOfCredits,
    403: errors.KeyRefused,
    404: errors.NotFound,
    422: errors.ContentRefused,
    429: errors.TooManyRequests,
}
BY_CODE: dict[str, type[errors.UpstreamError]] = {
    "unauthorized": errors.KeyRefused,
    "authentication_error": errors.KeyRefused,
    "content_policy_violation": errors.ContentRefused,
    "rate_limit_exceeded": errors.TooManyRequests,
    "rate_limit_error": errors.TooManyRequests,
    "internal_error": errors.GatewayFailed,
    "rate_limit_unavailable": errors.GatewayFailed,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of a refusal. code: text, ints as written; own_envelope: a shape only the gateway speaks."""

    message: str
    code: str | None
    kind: str
    request_id: str | None
    own_envelope: bool


def request_id_in(words: str) -> str | None:
    """The request id that the gateway hides in its words, if there is one."""
    asked = REQUEST_ID.search(words)
    return asked[1] if asked else None


def read_refusal(found: object) -> Refusal:
    """The refusal in a parsed body; empty words and own_envelope=False where there is none."""
    layer = found if isinstance(found, dict) else {}
    inner = layer.get("error")
    # A bare {"message": …} or {"error": "…"} is what proxies say, too: no mark of the gateway itself.
    own = (isinstance(inner, dict) and "message" in inner) or layer.get("success") is False
    source: dict[str, Any] = (
        inner if isinstance(inner, dict) else {**layer, "message": inner or layer.get("message")}
    )
    message, code = _unfolded(source, depth=3)
    kind = readable(source.get("type"), 80)
    named = readable(source.get("request_id") or layer.get("request_id"), 100)
    return Refusal(message, code or kind or None, kind, named or request_id_in(message), own)


def says_no(found: object) -> bool:
    """Is this a refusal under HTTP 200?  (`success: false`, or an error and no task id.)"""
    if not isinstance(found, dict):
        return False
    return found.get("success") is False or (
        bool(found.get("error")) and not (found.get("id") or found.get("task_id"))
    )


def refusal_class(status: int, refusal: Refusal) -> type[errors.UpstreamError]:
    """The class that fits: quota and absence words, then the HTTP status; under HTTP 200 the body's code."""
    names = {(refusal.code or "").lower(), refusal.kind.lower()}
    words = refusal.message.lower()
    if status < 500 and (names & QUOTA_CODES or any(quota in words for quota in QUOTA_WORDS)):
        return errors.OutOfCredits
    if status < 500 and (names & ABSENT_WORDS or words in ABSENT_WORDS):
        return errors.NotFound
    if status < 400:
        code = refusal.code or ""
        status = int(code) if re.fullmatch(r"[45]\d\d", code) else 400
        for name in names & BY_CODE.keys():
            return BY_CODE[name]
    return errors.GatewayFailed if status >= 500 else BY_STATUS.get(status, errors.BadRequest)


def _unfolded(source: dict[str, Any], depth: int) -> tuple[str, str | None]:
    """(message, code), going down where the message is JSON again; words before that JSON are kept."""
    code = readable(source.get("code"), 120) or None
    raw = source.get("message") or source.get("msg") or source.get("detail")
    if isinstance(raw, dict):
        raw = json.dumps(raw, ensure_ascii=False)
    text = readable(raw)
    start = text.find("{")
    if depth and start >= 0:
        try:
            inside = json.loads(text[start : text.rfind("}") + 1])
        except (ValueError, RecursionError):
            inside = None
        if isinstance(inside, dict):
            error = inside.get("error")
            message, inner_code = _unfolded(error if isinstance(error, dict) else inside, depth - 1)
            if message:
                return f"{text[:start].strip()} {message}".strip(), inner_code or code
    return text, code
