"""Which pictures and clips an accepted request brings, and where in the film each belongs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

type Reader = Callable[[Mapping[str, object]], Media]

_FIRST, _LAST = "first_frame", ("last_frame", "end_frame")


@dataclass(frozen=True)
class Media:
    """URLs: the film's first and last picture, those it only refers to, and source clips; ``task`` is a title."""

    opening: str | None = None
    closing: str | None = None
    references: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    task: str = ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """Every picture once, the first frame first."""
        framing = [url for url in (self.opening, self.closing) if url is not None]
        return tuple(dict.fromkeys([*framing, *self.references]))


def by_count(fields: Mapping[str, object]) -> Media:
    """Of bare images one is the first frame, two are first and last, more are references; roles say it themselves."""
    return _read(fields, 2)


def first_alone(fields: Mapping[str, object]) -> Media:
    """As above, for models that take the first of the bare images and leave the rest."""
    return _read(fields, 1)


def _read(fields: Mapping[str, object], frames: int) -> Media:
    nested = fields.get("metadata")
    metadata = nested if isinstance(nested, Mapping) else {}
    bare = _urls(fields.get("image_urls")) or _urls([fields.get("image")])
    roles = [*_pairs(fields.get("image_with_roles"), "url", "role")]
    roles += _pairs(metadata.get("image_list"), "image_url", "type")
    roles += [
        (_LAST[0], url) for name in ("lastFrame", "last_frame_image") for url in _urls([metadata.get(name)])
    ]
    framing = frames == 1 or len(bare) <= frames
    roles += [(_FIRST, url) for url in bare[:1] if framing] + [
        (_LAST[0], url) for url in bare[1:frames] if framing
    ]
    references = [url for role, url in roles if role != _FIRST and role not in _LAST]
    references += [*(() if framing else bare), *_urls(fields.get("reference_images"))]
    references += _urls(metadata.get("referenceImages"))
    sources = _sources(fields, metadata)
    return Media(
        opening=next((url for role, url in roles if role == _FIRST), None),
        closing=next((url for role, url in roles if role in _LAST), None),
        references=tuple(references),
        sources=tuple(sources),
        task=_task(fields, metadata) if sources else "",
    )


def _sources(fields: Mapping[str, object], metadata: Mapping[str, object]) -> list[str]:
    listed = [url for _, url in _pairs(fields.get("video_list"), "video_url", "refer_type")]
    listed += [url for _, url in _pairs(fields.get("video_with_roles"), "url", "role")]
    return listed + _urls([fields.get("url")]) + _urls(metadata.get("reference_urls"))


def _task(fields: Mapping[str, object], metadata: Mapping[str, object]) -> str:
    named = metadata.get("task") or fields.get("video_operation") or fields.get("action")
    if isinstance(named, str) and named not in ("", "generate"):
        return named.replace("_", " ").replace("-", " ")
    kinds = {kind for kind, _ in _pairs(fields.get("video_list"), "video_url", "refer_type")}
    return "edit" if kinds & {"", "base"} else "video reference"


def _urls(items: object) -> list[str]:
    return [item for item in items if isinstance(item, str) and item] if isinstance(items, list) else []


def _pairs(items: object, url: str, kind: str) -> list[tuple[str, str]]:
    rows = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    return [(str(row.get(kind) or ""), str(row[url])) for row in rows if isinstance(row.get(url), str)]
