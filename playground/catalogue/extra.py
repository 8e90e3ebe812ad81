"""What a request holds beyond what its model knows: kept among the values as one JSON text, and sent as it stands.

`fields` lie over the known ones; `rows` go along with the items of a list, as long as there are any.
The browser's twin is request_body.js.
"""

import json
from collections.abc import Mapping
from typing import Any

from playground.catalogue.json_text import BrokenJson, Reading

EXTRA = "extra"
LONGEST = 100_000


def packed(fields: Mapping[str, Any], rows: Mapping[str, Any]) -> str:
    """The text that is kept; empty for nothing."""
    whole = {name: part for name, part in (("fields", fields), ("rows", rows)) if part}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) if whole else ""


def kept(text: str) -> str:
    """Such a text as a form brought it, or nothing if it is none."""
    try:
        parts = Reading.whole(text).value if text and len(text) <= LONGEST else None
    except BrokenJson:
        return ""
    if not isinstance(parts, dict) or not set(parts) <= {"fields", "rows"}:
        return ""
    if not all(isinstance(part, dict) for part in parts.values()):
        return ""
    return packed(parts.get("fields", {}), parts.get("rows", {}))


def with_extra(fields: dict[str, Any], text: object) -> dict[str, Any]:
    """The request with what is kept beside it."""
    if not text:
        return fields
    parts = json.loads(str(text))
    both = _over(_beside(fields, parts.get("rows", {})), parts.get("fields", {}))
    ordered: dict[str, Any] = _as_browsers_order(both)
    return ordered


def names_in(text: object) -> list[str]:
    """The fields that are kept, as people write them: metadata.seed, image_with_roles.weight."""
    parts = json.loads(str(text)) if text else {}
    return list(dict.fromkeys([*_names(parts.get("fields", {})), *_names(parts.get("rows", {}))]))


def _names(value: Any, before: str = "") -> list[str]:
    """Of fields that are objects of ours what lies in them; anything else by its own name."""
    if isinstance(value, list):
        return [name for item in value for name in (_names(item, before) if isinstance(item, dict) else [])]
    found = []
    for key, part in value.items():
        inside = isinstance(part, dict) or (isinstance(part, list) and any(isinstance(p, dict) for p in part))
        found += (_names(part, f"{before}{key}.") if inside else []) or [f"{before}{key}"]
    return found


def _over(known: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(known)
    for key, value in extra.items():
        have = both.get(key)
        nested = isinstance(have, dict) and isinstance(value, dict)
        both[key] = _over(have, value) if nested and have is not None else value
    return both


def _beside(known: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(known)
    for key, value in rows.items():
        have = both.get(key)
        if isinstance(have, dict) and isinstance(value, dict):
            both[key] = _beside(have, value)
        elif isinstance(have, list) and isinstance(value, list):
            rows_of = [*value, *[None] * len(have)]
            both[key] = [
                {**item, **more} if isinstance(item, dict) and isinstance(more, dict) else item
                for item, more in zip(have, rows_of, strict=False)
            ]
    return both


def _as_browsers_order(value: Any) -> Any:
    """Names that are whole numbers stand first and ascend, as in every browser's objects."""
    if isinstance(value, list):
        return [_as_browsers_order(item) for item in value]
    if not isinstance(value, dict):
        return value
    numbers = sorted((key for key in value if _is_index(key)), key=int)
    order = [*numbers, *(key for key in value if not _is_index(key))]
    return {key: _as_browsers_order(value[key]) for key in order}


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdecimal() and (key == "0" or key[0] != "0") and int(key[:11]) < 2**32 - 1
