"""The recipe inside a clip: JSON in the container's `comment` tag, written and read without touching a picture.

Our stored copy stays as it came; the recipe is added to a copy on its way out. What is read back is a stranger's word:
it is bounded, of known shape, and nothing more.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import av
import av.error
from django.utils.translation import gettext_noop as _

from .boxes import container_of
from .probe import NotAVideo, open_clip
from .references import safe_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from av.container import InputContainer, OutputContainer

TAG = "comment"
VERSION = 1
LONGEST = 64 * 1024  # characters of a comment; a recipe has some hundred
MOST_REFERENCES = 32
OPTIONS = {"mp4": {"movflags": "+faststart+use_metadata_tags"}, "webm": {}}
# Brands are the muxer's own to write: handed on, they would stand there twice
BRANDS = ("major_brand", "minor_version", "compatible_brands")
SHA256 = re.compile(r"[0-9a-f]{64}")


class NoRecipe(Exception):
    """This file holds none that can be read; `words` is an English msgid."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A reference of a recipe: the hash of its bytes with the name they had, or an address.

    `field` is the list of the model that it stood in; older recipes do not say it.
    """

    name: str
    sha256: str = ""
    url: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What somebody else's file says of itself: `request` as it was sent but for who sent it; `take` the maker's id."""

    model: str
    request: dict[str, Any]
    references: tuple[Ingredient, ...] = ()
    take: str = ""
    task: str = ""
    made_at: str = ""
    clip_sha256: str = ""
    text: str = field(default="", repr=False)


def with_recipe(source: Path, target: Path, text: str) -> None:
    """A copy of a clip with `text` as its comment: packets as they are, the index in front, the same bytes each time.

    Blocking, some milliseconds. Raises NotAVideo, OSError.
    """
    with source.open("rb") as file:
        container = container_of(file.read(64))
    if container is None:
        raise NotAVideo("The file is neither MP4 nor WebM.")
    options = {"fflags": "+bitexact", **OPTIONS[container]}
    try:
        with (
            open_clip(source, container) as clip,
            av.open(str(target), "w", format=container, options=options) as copy,
        ):
            copy.metadata.update({key: value for key, value in clip.metadata.items() if key not in BRANDS})
            copy.metadata[TAG] = text
            _copy_packets(clip, copy)
    except (av.error.FFmpegError, ValueError) as failure:
        target.unlink(missing_ok=True)
        if isinstance(failure, OSError):
            raise
        raise NotAVideo("The video file cannot be read.") from failure


def _copy_packets(clip: InputContainer, copy: OutputContainer) -> None:
    if not clip.streams.video:
        raise ValueError("no moving picture")
    kept = [stream for stream in clip.streams if stream.type in ("video", "audio", "subtitle")]
    twins = {stream.index: copy.add_stream_from_template(stream) for stream in kept}
    for stream in kept:
        twins[stream.index].metadata.update(stream.metadata)
    for packet in clip.demux(kept):
        if packet.dts is not None:
            packet.stream = twins[packet.stream.index]
            copy.mux(packet)


def read_recipe(path: Path) -> Recipe:
    """The recipe in a clip that anybody may have made. Raises NoRecipe."""
    with path.open("rb") as file:
        container = container_of(file.read(64))
    if container is None:
        raise NoRecipe(_("This is neither an MP4 nor a WebM file."))
    try:
        with open_clip(path, container) as clip:
            tags = {key.lower(): value for key, value in clip.metadata.items()}
    except (av.error.FFmpegError, ValueError) as failure:
        raise NoRecipe(_("This video file cannot be read.")) from failure
    return parse_recipe(tags.get(TAG, ""))


def parse_recipe(text: str) -> Recipe:
    """A recipe out of its text. Raises NoRecipe."""
    if not text or len(text) > LONGEST:
        raise NoRecipe(_("This clip carries no recipe."))
    try:
        data = json.loads(text, parse_constant=_refuse)
        json.dumps(data, ensure_ascii=False).encode()  # halves of pairs are in no page and no table
    except (ValueError, RecursionError):
        raise NoRecipe(_("This clip carries no recipe.")) from None
    if not isinstance(data, dict) or "playground" not in data:
        raise NoRecipe(_("This clip carries no recipe."))
    if data["playground"] != VERSION:
        raise NoRecipe(_("This recipe was written by a newer version; it cannot be read here."))
    request, listed = data.get("request"), data.get("references", [])
    if not isinstance(request, dict) or not isinstance(listed, list) or len(listed) > MOST_REFERENCES:
        raise NoRecipe(_("This clip's recipe is damaged."))
    words = {key: _word(data, key) for key in ("model", "take", "task", "made_at", "clip_sha256")}
    return Recipe(request=request, references=tuple(map(_ingredient, listed)), text=text, **words)


def recipe_text(facts: Mapping[str, Any]) -> str:
    """The comment for such facts: JSON on one line, as `parse_recipe` reads it."""
    return json.dumps({"playground": VERSION, **facts}, ensure_ascii=False, separators=(",", ":"))


def _ingredient(item: Any) -> Ingredient:
    if not isinstance(item, dict):
        raise NoRecipe(_("This clip's recipe is damaged."))
    name, sha256, url = _word(item, "name"), _word(item, "sha256"), _word(item, "url", 2000)
    field = _word(item, "field")
    if not is_address(url):
        url = ""
    if sha256 and SHA256.fullmatch(sha256):
        return Ingredient(safe_name(name), sha256, url, field)
    if url:
        return Ingredient(url, url=url, field=field)
    raise NoRecipe(_("This clip's recipe is damaged."))


def is_address(text: str) -> bool:
    """Whether it is an address that a gateway could fetch."""
    return text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text)


def _word(data: Mapping[str, Any], key: str, longest: int = 200) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or len(value) > longest:
        raise NoRecipe(_("This clip's recipe is damaged."))
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)
