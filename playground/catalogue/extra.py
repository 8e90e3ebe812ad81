"""What a request holds beyond what its model knows: kept among the values as one JSON text, and sent as it stands.

`fields` lie over the known ones; `rows` go along with the items of a list: each by its item's place, or, while a form
holds them and its items come and go, as [address, row] by what its item says. The browser's twin is request_body.js.
"""

import json
from collections.abc import Callable, Mapping
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


def by_address(text: object, known: Mapping[str, Any]) -> str:
    """The text as a form holds it: each row says whose it is. `known` is the request without it."""
    return _rows_anew(text, known, _called)


def by_place(text: object, known: Mapping[str, Any]) -> str:
    """The inverse: rows in the order of the items that are there now, and none for those that went."""
    return _rows_anew(text, known, _matched)


def names_in(text: object) -> list[str]:
    """The fields that are kept, as people write them: metadata.seed, image_with_roles.weight."""
    parts = json.loads(str(text)) if text else {}
    return list(dict.fromkeys([*_names(parts.get("fields", {})), *_names(parts.get("rows", {}))]))


def _rows_anew(
    text: object, known: Mapping[str, Any], make: Callable[[list[Any], list[Any]], list[Any]]
) -> str:
    if not text:
        return ""
    parts = json.loads(str(text))
    return packed(parts.get("fields", {}), _through(known, parts.get("rows", {}), make))


def _through(
    known: Mapping[str, Any], rows: Mapping[str, Any], make: Callable[[list[Any], list[Any]], list[Any]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in rows.items():
        have = known.get(key)
        made: dict[str, Any] | list[Any] = {}
        if isinstance(have, dict) and isinstance(value, dict):
            made = _through(have, value, make)
        elif isinstance(have, list) and isinstance(value, list):
            made = make(have, value)
        if made and any(made):
            found[key] = made
    return found


def _called(items: list[Any], rows: list[Any]) -> list[Any]:
    pairs = zip(items, _matched(items, rows), strict=True)
    return [[_address(item), row] for item, row in pairs if row]


def _matched(items: list[Any], rows: list[Any]) -> list[Any]:
    """A row for each item, empty for most."""
    left = [row for row in rows if isinstance(row, list) and len(row) == 2]
    is_called, found = bool(left), []
    for place, item in enumerate(items):
        row = rows[place] if place < len(rows) and not is_called else None
        if is_called and (pair := next((each for each in left if each[0] == _address(item)), None)):
            left.remove(pair)
            row = pair[1]
        found.append(row if isinstance(row, dict) and isinstance(item, dict) else {})
    return found


def _address(item: Any) -> Any:
    """What an item leads to: the first that it says."""
    return next(iter(item.values()), None) if isinstance(item, dict) else None


def _names(value: Any, before: str = "") -> list[str]:
    """Of fields that are objects of ours what lies in them; anything else by its own name."""
    if isinstance(value, list):
        value = [item[1] if isinstance(item, list) and len(item) == 2 else item for item in value]
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
            pairs = zip(have, _matched(have, value), strict=True)
            both[key] = [{**item, **more} if more else item for item, more in pairs]
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
