"""From an HTTP answer to a value or an UpstreamError: where status and body become a verdict."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import errors
from .refusal import read_refusal, refusal_class, says_no
from .retry import retry_after_seconds
from .scalars import identity, number
from .wire import WireError, read_json
from .wording import body_text, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

MOST_BYTES = 1_048_576
REQUEST_ID_HEADERS = ("x-request-id", "x-oneapi-request-id", "request-id", "cf-ray")


@dataclass(frozen=True, slots=True)
class Limits:
    """Rate-limit headers as sent.

    reset: the header's number (seconds or Unix time, undocumented); seen_at: Unix seconds.
    """

    limit: float | None
    remaining: float | None
    reset: float | None
    category: str | None
    seen_at: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. whole is False where it was longer than 1 MiB or packed in a way we do not read."""

    status: int
    content: bytes
    whole: bool
    request_id: str | None
    retry_after: float | None


def read_headers(response: httpx.Response) -> dict[str, str]:
    """Lower-case names to values, the last of equal ones: one walk instead of one search a question."""
    return {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers.raw}


def read_limits(headers: Mapping[str, str], now: float) -> Limits | None:
    """The X-RateLimit headers, None when the answer has none of them."""
    told = [number(headers.get(f"x-ratelimit-{name}")) for name in ("limit", "remaining", "reset")]
    if all(value is None for value in told):
        return None
    limit, remaining, reset = told
    return Limits(limit, remaining, reset, headers.get("x-ratelimit-category"), now)


async def read_answer(response: httpx.Response, headers: Mapping[str, str], now: float) -> Answer:
    """The body up to 1 MiB, counted after unpacking: no endless and no packed body fills the memory."""
    packing = headers.get("content-encoding", "identity").lower()
    unpack = zlib.decompressobj(wbits=47) if packing in {"gzip", "deflate"} else None
    content, whole = b"", packing in {"identity", "", "gzip", "deflate"}
    async for chunk in response.aiter_raw():
        try:
            content += unpack.decompress(chunk, MOST_BYTES + 1) if unpack else chunk
        except zlib.error:
            whole = False
        if len(content) > MOST_BYTES or not whole:
            whole = False
            break
    names = (identity(headers.get(name)) for name in REQUEST_ID_HEADERS)
    return Answer(
        response.status_code,
        content[:MOST_BYTES],
        whole,
        next((name for name in names if name), None),
        retry_after_seconds(headers.get("retry-after"), now),
    )


def verdict[T](read: Callable[[Any], T], answer: Answer, *, paid: bool = False) -> T:
    """What `read` makes of a 2xx answer; everything else raises. paid: was this the request that costs?"""
    found, no_json = _parsed(answer)
    fine = 200 <= answer.status < 300
    if fine and no_json is None and not says_no(found):
        try:
            return read(found)
        except WireError as why:
            no_json = str(why)
    common: dict[str, Any] = {
        "status": answer.status,
        "request_id": answer.request_id,
        "retry_after": answer.retry_after,
        "body": without_secrets(body_text(answer.content, errors.BODY_CHARACTERS)),
        "paid": paid,
    }
    if (fine and no_json) or answer.status < 200 or 300 <= answer.status < 400:
        raise errors.Unreadable(
            without_secrets(no_json or "it redirects elsewhere; check the gateway's address"), **common
        )
    refusal = read_refusal(found)
    common["code"] = without_secrets(refusal.code) if refusal.code else None
    common["request_id"] = refusal.request_id or answer.request_id
    kind = refusal_class(answer.status, refusal)
    if kind is errors.NotFound and not paid and not refusal.message:
        # A proxy's own 404 page is no word of the gateway's, and must never pass as proof that a task is absent.
        kind = errors.Unreadable
    words = without_secrets(refusal.message) or no_json or "it gave no reason"
    raise kind(words, own_envelope=refusal.own_envelope, **common)


def _parsed(answer: Answer) -> tuple[Any, str | None]:
    """(parsed body, None) or (None, why not)."""
    if not answer.whole:
        return None, "it is longer than any answer should be, or packed in an unknown way"
    try:
        return read_json(answer.content), None
    except WireError as why:
        return None, str(why)
