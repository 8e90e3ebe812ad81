"""Which film a request orders: its stem (same request, same film) and what the studio needs to know."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playground.simulator.film.request import FilmRequest
from playground.simulator.rules import rules_for

_NOT_THE_PICTURE = ("client_business_id", "callback_url", "trace_id")
_UPLOADED = re.compile(r"/files/uploads/(\d+_[0-9a-z]+\.(?:jpg|png|webp|gif))")


def film_stem(fields: dict[str, Any]) -> str:
    """A hash of everything in the request that could show in the picture."""
    picture = {name: value for name, value in fields.items() if name not in _NOT_THE_PICTURE}
    return hashlib.sha256(json.dumps(picture, sort_keys=True).encode()).hexdigest()[:32]


def film_order(fields: dict[str, Any], uploads: Path) -> FilmRequest:
    """The studio's order. References are those images that were uploaded here; others are not fetched."""
    rules = rules_for(fields.get("model"))
    if rules is None:
        raise ValueError("only an accepted request orders a film")
    shape = rules.shape(fields)
    return FilmRequest(
        prompt=str(fields.get("prompt") or ""),
        width=shape.width,
        height=shape.height,
        seconds=shape.seconds,
        seed=int(film_stem(fields)[:12], 16),
        references=tuple(_uploaded(fields, uploads)),
    )


def _uploaded(fields: dict[str, Any], uploads: Path) -> list[Path]:
    images = fields.get("image_urls")
    found = []
    for url in images if isinstance(images, list) else []:
        match = _UPLOADED.fullmatch(urlsplit(url).path) if isinstance(url, str) else None
        if match and (uploads / match[1]).is_file():
            found.append(uploads / match[1])
    return found
