"""What somebody looks for in History, as it stands in the address: read tolerantly, written back without the empty."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from playground.catalogue import video_models
from playground.models import Tag
from playground.models.search import OPEN, Place, Wanted
from playground.models.state import State, Verdict

NAMES = ("q", "state", "model", "ratio", "duration", "rating", "verdict", "tag", "since", "until")
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Select:
    """One filter: its name in the address, what it is called, what is chosen, and (value, words) to choose from."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]]


class HistoryFilters:
    """`tags`: those of the workspaces that are looked through."""

    def __init__(self, data: QueryDict, tags: Sequence[Tag] = ()) -> None:
        self.data, self.tags = data, tags

    @cached_property
    def said(self) -> dict[str, str]:
        """What is asked for, by name; nonsense is not asked for."""
        read = {
            name: value for name in NAMES if (value := self.data.get(name, "").replace("\0", "")[:LONGEST])
        }
        states = {OPEN, *State.values}
        sound = {
            "q": bool(read.get("q", "").strip()),
            "state": read.get("state") in states,
            "duration": _number(read.get("duration")) is not None,
            "rating": _number(read.get("rating")) in range(1, 6),
            "verdict": read.get("verdict") in Verdict.values,
            "since": _day(read.get("since")) is not None,
            "until": _day(read.get("until")) is not None,
        }
        return {name: value for name, value in read.items() if sound.get(name, True)}

    @property
    def wanted(self) -> Wanted:
        """The same for the search."""
        said = self.said
        named = [tag.pk for tag in self.tags if tag.name.casefold() == said.get("tag", "").casefold()]
        return Wanted(
            text=said.get("q", ""),
            state=said.get("state", ""),
            model=said.get("model", ""),
            ratio=said.get("ratio", ""),
            seconds=_number(said.get("duration")),
            rating=_number(said.get("rating")),
            verdict=said.get("verdict", ""),
            tags=tuple(named or [0]) if "tag" in said else (),  # no tag has the number 0
            since=_day(said.get("since")),
            until=_day(said.get("until")),
        )

    @property
    def place(self) -> Place:
        """Where the page begins."""
        before = _uuid(self.data.get("before"))
        return Place(before=before, after=None if before else _uuid(self.data.get("after")))

    @property
    def is_newest(self) -> bool:
        """Whether the page begins with the newest of all takes, so that a new one belongs on it."""
        return not self.said and self.place == Place()

    def query(self, **more: object) -> str:
        """The address's own part, with the question mark; "" for nothing."""
        told = urlencode({**self.said, **more})
        return f"?{told}" if told else ""

    @property
    def here(self) -> str:
        """This very page's."""
        place = {"before": self.place.before, "after": self.place.after}
        return self.query(**{name: at for name, at in place.items() if at})

    def selects(self) -> Iterator[Select]:
        """Every filter but the words and the days, with what the catalogue and the workspace have to choose from."""
        yield self._select("state", _("State"), _("Any state"), self._states())
        models = [(model.slug, model.name) for model in video_models()]
        yield self._select("model", _("Model"), _("Any model"), models)
        yield self._select("ratio", _("Aspect ratio"), _("Any ratio"), _choices("aspect_ratio"))
        seconds = [
            (value, _("%(seconds)s s") % {"seconds": value}) for value, _label in sorted_numbers("duration")
        ]
        yield self._select("duration", _("Duration"), _("Any duration"), seconds)
        stars = [(str(least), _("%(stars)d stars or more") % {"stars": least}) for least in (4, 3, 2, 1)]
        yield self._select("rating", _("Rating"), _("Any rating"), [("5", _("5 stars")), *stars])
        verdicts = [(Verdict.KEEP.value, _("Kept")), (Verdict.REJECT.value, _("Rejected"))]
        yield self._select("verdict", _("Verdict"), _("Any verdict"), verdicts)
        if self.tags or "tag" in self.said:
            named = [(tag.name, tag.name) for tag in self.tags]
            yield self._select("tag", _("Tag"), _("Any tag"), named)

    def _select(self, name: str, label: str, nothing: str, options: Sequence[tuple[str, str]]) -> Select:
        chosen = self.said.get(name, "")
        known = list(dict(options).items())
        if chosen and chosen not in dict(known):
            known.append((chosen, chosen))
        return Select(name, label, chosen, [("", nothing), *known])

    def _states(self) -> list[tuple[str, str]]:
        return [
            (OPEN, _("Not finished")),
            ("ready", _("Ready")),
            ("failed", _("Failed")),
            ("cancelled", _("Cancelled")),
        ]


def _choices(name: str) -> list[tuple[str, str]]:
    """What any model of the catalogue offers under this name."""
    found = [
        (str(choice.value), choice.label)
        for model in video_models()
        for parameter in model.parameters
        if parameter.name == name
        for choice in parameter.choices
    ]
    return list(dict(found).items())


def sorted_numbers(name: str) -> list[tuple[str, str]]:
    """The same for a parameter whose choices are numbers, the smallest first."""
    return sorted(
        (each for each in _choices(name) if _number(each[0]) is not None), key=lambda each: int(each[0])
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 1970 < found.year < 9000 else None


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
