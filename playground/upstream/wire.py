"""Tolerant readers of the gateway's JSON.

Source: the documented shapes of toapis.com (status page, uploads, account) and those seen in the wild; where
they differ the order of preference is written beside the reader. Nothing here trusts a type: ids may be
integers, progress may be "65%", messages may hold JSON again, numbers may be NaN.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .refusal import read_refusal
from .scalars import identity, milli, moment, number, progress, whole
from .wording import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

Status = Literal["queued", "running", "completed", "failed"]

QUEUED = {"queued", "submitted", "pending", "not_start"}
RUNNING = {"in_progress", "processing", "running", "generating"}
COMPLETED = {"completed", "success", "succeeded"}
FAILED = {"failed", "failure"}
LONGEST_URL = 8_192


class WireError(ValueError):
    """An answer without the one thing it is for; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """One generation as the gateway sees it.

    word: the status as sent; progress: 0..100; times: Unix seconds; text: the answer, at most 4,000 characters.
    """

    id: str
    status: Status
    word: str
    progress: int | None = None
    urls: tuple[str, ...] = ()
    error_code: str | None = None
    error_message: str | None = None
    created_at: int | None = None
    completed_at: int | None = None
    expires_at: int | None = None
    client_business_id: str | None = None
    model: str | None = None
    text: str = ""

    @property
    def is_strange(self) -> bool:
        """A status word that nobody knows."""
        return self.word.strip().lower() not in QUEUED | RUNNING | COMPLETED | FAILED


@dataclass(frozen=True, slots=True)
class Upload:
    """A reference kept at the gateway; size in bytes."""

    id: str | None
    url: str
    mime: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left and what is used, in milli-credits (None: not told). amount: in the site's currency."""

    remaining: int | None
    used: int | None
    unlimited: bool
    credits_per_usd: int | None
    amount: float | None


def read_json(body: bytes) -> Any:
    """Parsed JSON; NaN and Infinity become None. Raises WireError for what is no JSON, however deep."""
    try:
        return json.loads(body, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise WireError("it is not JSON") from None


def read_task(found: object) -> Task:
    """A task out of a create or status answer; its id is `id`, else `task_id`, else these in `data`."""
    layers = list(_layers(found))
    known_as = _first(identity(layer.get(name)) for layer in layers for name in ("id", "task_id"))
    if known_as is None:
        raise WireError("it names no task id")
    told = next((layer for layer in layers if "status" in layer), layers[0])
    word = readable(told.get("status"), 60)
    message, code = _failure(told)
    return Task(
        id=known_as,
        status=_status(word),
        word=word,
        progress=progress(told.get("progress")),
        urls=tuple(dict.fromkeys(url for layer in layers for url in _urls(layer))),
        error_code=code,
        error_message=message,
        created_at=moment(told.get("created_at") or told.get("submitted_at")),
        completed_at=moment(told.get("completed_at") or told.get("finished_at")),
        expires_at=moment(told.get("expires_at")),
        client_business_id=_first(identity(layer.get("client_business_id")) for layer in layers),
        model=readable(told.get("model"), 120) or None,
    )


def read_upload(found: object) -> Upload:
    """The `data` of an upload's answer; raises WireError without a URL."""
    for layer in reversed(list(_layers(found))):
        for url in _urls(layer):
            mime = readable(layer.get("mime_type"), 100) or None
            return Upload(identity(layer.get("id")), url, mime, whole(layer.get("size")))
    raise WireError("it names no address for the uploaded file")


def read_balance(found: object) -> Balance:
    """Credits as integers of a thousandth; `-1` and `unlimited_quota` both mean without limit."""
    layer = found if isinstance(found, dict) else {}
    fields = ("remain_balance", "remain_credits", "used_credits", "used_balance", "unlimited_quota")
    if not any(name in layer for name in fields):
        raise WireError("it tells no balance")
    amount = number(layer.get("remain_balance"))
    unlimited = layer.get("unlimited_quota") is True or amount == -1
    return Balance(
        remaining=milli(layer.get("remain_credits")),
        used=milli(layer.get("used_credits")),
        unlimited=unlimited,
        credits_per_usd=whole(layer.get("credits_per_usd")),
        amount=None if unlimited else amount,
    )


def read_models(found: object) -> list[str]:
    """Model ids of a list answer, in its order."""
    rows = found.get("data") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise WireError("it lists no models")
    named = (identity(row.get("id")) if isinstance(row, dict) else identity(row) for row in rows)
    return [name for name in named if name is not None]


def _layers(found: object) -> Iterator[dict[str, Any]]:
    """The object itself, then `data` as object or first of a list: the three places an id was seen in."""
    if not isinstance(found, dict):
        raise WireError("it is no JSON object")
    yield found
    data = found.get("data")
    inner = data[0] if isinstance(data, list) and data else data
    if isinstance(inner, dict):
        yield inner


def _status(word: str) -> Status:
    known = word.strip().lower()
    if known in QUEUED:
        return "queued"
    if known in COMPLETED:
        return "completed"
    # An unknown word means the gateway still has it: only a verdict we know ends a paid task.
    return "failed" if known in FAILED else "running"


def _failure(told: dict[str, Any]) -> tuple[str | None, str | None]:
    """(message, code) of a task's own error; `fail_reason` is the older name."""
    if not told.get("error") and not told.get("fail_reason"):
        return None, None
    refusal = read_refusal({"error": told.get("error") or told.get("fail_reason")})
    return refusal.message or None, refusal.code


def _urls(layer: dict[str, Any]) -> Iterator[str]:
    """Result addresses: result.data[].url, result.data.url, result.url, then video_url, then url."""
    result = layer.get("result")
    for place in (result.get("data") if isinstance(result, dict) else result, result, layer):
        for item in place if isinstance(place, list) else [place]:
            named = [item.get("url"), item.get("video_url")] if isinstance(item, dict) else [item]
            if place is layer:
                named.reverse()
            yield from filter(None, map(_address, named))


def _address(url: object) -> str | None:
    if not isinstance(url, str) or len(url) > LONGEST_URL or not url.isprintable():
        return None
    return url if url.lower().startswith(("http://", "https://")) else None


def _first(found: Iterator[str | None]) -> str | None:
    return next((value for value in found if value is not None), None)
