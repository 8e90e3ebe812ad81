"""Which film a request orders: its stem (same request, same film) and what the studio needs to know."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from playground.simulator.film.request import FilmRequest
from playground.simulator.rules import ModelRules, rules_for
from playground.simulator.shelf import Shelf

_NOT_THE_PICTURE = ("client_business_id", "callback_url", "trace_id")
_UPLOADED = re.compile(r"/files/uploads/(?:videos/)?(\d+_[0-9a-z]+\.(?:jpg|png|webp|gif|mp4|mov|webm))")
_MADE = re.compile(r"/files/videos/(tsk_vid_[0-9A-Z]+)/[0-9a-f_]+\.mp4")


def film_stem(fields: dict[str, Any]) -> str:
    """A hash of everything in the request that could show in the picture."""
    picture = {name: value for name, value in fields.items() if name not in _NOT_THE_PICTURE}
    return hashlib.sha256(json.dumps(picture, sort_keys=True).encode()).hexdigest()[:32]


def film_order(fields: dict[str, Any], shelf: Shelf) -> FilmRequest:
    """The studio's order. Pictures and clips are those that were uploaded or made here; others are not fetched."""
    rules = rules_for(fields.get("model"))
    if rules is None:
        raise ValueError("only an accepted request orders a film")
    shape, media = rules.shape(fields), rules.media(fields)
    opening, closing = _held(media.opening, shelf), _held(media.closing, shelf)
    found = [_held(url, shelf) for url in (*media.pictures, *media.sources)]
    references = tuple(path for path in found if path is not None)
    return FilmRequest(
        prompt=str(fields.get("prompt") or ""),
        width=shape.width,
        height=shape.height,
        seconds=shape.seconds,
        seed=int(film_stem(fields)[:12], 16),
        references=references,
        opening=opening,
        closing=closing,
        follows=references[0] if shape.follows and references else None,
        card=media.task,
    )


def picture_complaint(fields: dict[str, Any], rules: ModelRules, shelf: Shelf) -> str | None:
    """What a family says of the sizes of the images that were uploaded here; others are not looked at."""
    if rules.picture is None:
        return None
    sizes = _sizes(fields, rules, shelf)
    return next(filter(None, (rules.picture(*size) for size in sizes)), None)


def _sizes(fields: dict[str, Any], rules: ModelRules, shelf: Shelf) -> Iterator[tuple[int, int]]:
    for url in rules.media(fields).pictures:
        path = _held(url, shelf)
        if path is None:
            continue
        try:
            with Image.open(path) as picture:
                yield picture.size
        except (OSError, ValueError, Image.DecompressionBombError):
            continue


def _held(url: str | None, shelf: Shelf) -> Path | None:
    """The file behind an address of this gateway; None for any other address."""
    try:
        place = urlsplit(url or "").path
    except ValueError:
        return None
    uploaded, made = _UPLOADED.fullmatch(place), _MADE.fullmatch(place)
    task = shelf.find(made[1]) if made else None
    if task is not None:
        path = shelf.films / f"{task.film}.mp4"
    elif uploaded:
        path = shelf.uploads / uploaded[1]
    else:
        return None
    return path if path.is_file() else None
