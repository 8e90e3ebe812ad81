"""What one take changed from another: the prompt word by word, parameters, and references by content."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from playground.catalogue.difference import Piece, parameter_diff, word_diff
from playground.catalogue.video_model import VideoModel
from playground.models.generation import Generation

LONG = 90  # characters of unchanged words that a difference shows whole


@dataclass(frozen=True)
class Change:
    """One parameter as people see it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """From one take to the next: the prompt word by word, parameters, and references by content."""

    words: list[Piece]
    parameters: list[Change]
    references_gone: list[str]
    references_new: list[str]

    @classmethod
    def between(cls, before: Generation, after: Generation) -> "Changes":
        """Both with their references at hand."""
        rows = parameter_diff([_settings(before), _settings(after)])
        old, new = _references(before), _references(after)
        return cls(
            words=word_diff(before.prompt, after.prompt),
            parameters=[
                Change(_label(after, row.name), *(_said(after, row.name, value) for value in row.values))
                for row in rows
                if row.differs
            ],
            references_gone=[name for content, name in old.items() if content not in new],
            references_new=[name for content, name in new.items() if content not in old],
        )

    @property
    def same_words(self) -> bool:
        return all(kind == "same" for kind, _text in self.words)

    @property
    def short_words(self) -> list[Piece]:
        """The words with what did not change cut down to its ends, so that a long prompt shows its difference."""
        last = len(self.words) - 1
        return [
            (kind, _cut(text, place > 0, place < last) if kind == "same" else text)
            for place, (kind, text) in enumerate(self.words)
        ]

    @property
    def is_nothing(self) -> bool:
        """The very same was asked for again."""
        return self.same_words and not (self.parameters or self.references_gone or self.references_new)


def _settings(take: Generation) -> dict[str, Any]:
    """What was asked for besides the words and the references."""
    model = take.known_model
    left_out = {"prompt", *((p.name for p in model.parameters if p.kind == "urls") if model else ())}
    name = model.name if model else take.model_slug
    return {"model": name, **{key: value for key, value in take.values.items() if key not in left_out}}


def _references(take: Generation) -> dict[str, str]:
    """Content → name, in order."""
    attached: Iterable[Any] = take.attached.all()
    kept = {each.reference.blob.sha256: each.reference.name for each in attached if each.reference}
    return kept | {each.url: each.url for each in attached if not each.reference}


def _label(take: Generation, name: str) -> str:
    if name == "model":
        return gettext("Model")
    model = take.known_model
    known = {p.name: gettext(p.label) for p in model.parameters} if model else {}
    return known.get(name, name)


def _said(take: Generation, name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    model: VideoModel | None = take.known_model
    choices = next((p.choices for p in model.parameters if p.name == name), ()) if model else ()
    return next((gettext(choice.label) for choice in choices if choice.value == value), str(value)[:120])


def _cut(text: str, has_before: bool, has_after: bool) -> str:
    if len(text) <= LONG:
        return text
    head = text[: LONG // 2].rsplit(" ", 1)[0] if has_before else ""
    tail = text[-LONG // 2 :].split(" ", 1)[-1] if has_after else ""
    if not has_before and not has_after:
        return text
    return f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"
