"""One function in front of two full-text engines: a page of the takes somebody looks for, newest first.

Every filter is a word of the same index, so any of them together is one question, answered in the order of birth: FTS5
walks the lists of all words side by side from the newest number down and stops at the end of the page; PostgreSQL
chooses between its GIN index and the same walk by how rare the words are. Without a filter there is nothing to find,
and the page is a range of the index (workspace, created_at, id).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from playground.models.finding import Finding
from playground.models.generation import Generation, GenerationQuerySet
from playground.models.state import TERMINAL, State
from playground.models.words import facet, is_unspaced, phrases

OPEN = "open"  # not a state: every state in which something is still to come
SHORTEST_BEGINNING = 2  # letters; one letter alone would be the beginning of everything


@dataclass(frozen=True)
class Wanted:
    """What is looked for; whatever is empty is not asked about. `since` and `until` are whole days, both included."""

    text: str = ""
    state: str = ""
    model: str = ""
    ratio: str = ""
    seconds: int | None = None
    rating: int | None = None  # at least so many
    verdict: str = ""
    tags: tuple[int, ...] = ()  # any of these: workspaces may share a word
    since: date | None = None
    until: date | None = None

    @property
    def facets(self) -> list[list[str]]:
        """All of these must be there, of each at least one spelling."""
        found = []
        if self.state:
            found.append([facet("state", self.state if self.state in TERMINAL else OPEN)])
        plain = {"model": self.model, "ratio": self.ratio, "seconds": self.seconds, "verdict": self.verdict}
        found += [[facet(kind, value)] for kind, value in plain.items() if value]
        if self.tags:
            found.append([facet("tag", tag) for tag in self.tags])
        if self.rating:
            found.append([facet("rating", stars) for stars in range(self.rating, 6)])
        return found

    @property
    def exact_state(self) -> str:
        """One of the states of an open take: there are few of those, so the rows themselves are asked."""
        return self.state if self.state in set(State) - TERMINAL else ""

    @property
    def days(self) -> tuple[datetime | None, datetime | None]:
        """(from, before) in the site's own time zone."""
        begin = _midnight(self.since) if self.since else None
        return begin, _midnight(self.until + timedelta(days=1)) if self.until else None


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind a take (`before` it in time), in front of one (`after`), or at the newest."""

    before: uuid.UUID | None = None
    after: uuid.UUID | None = None

    @property
    def edge(self) -> list[uuid.UUID]:
        """The take that the page begins at, if any."""
        return [each for each in (self.before, self.after) if each][:1]


@dataclass(frozen=True)
class Page:
    """Takes, newest first, and whether there are others on either side."""

    takes: list[Generation]
    has_newer: bool
    has_older: bool


def page(
    rows: GenerationQuerySet, workspaces: Sequence[int], wanted: Wanted, place: Place, size: int
) -> Page:
    """At most `size` of `rows`, which lie in these workspaces; a place that is not there is the newest."""
    if wanted.facets or wanted.text.strip():
        found = _by_index(rows, workspaces, wanted, place, size + 1)
    else:
        found = _by_time(rows.filter(workspace_id__in=workspaces), workspaces, wanted, place, size + 1)
    more = len(found) > size
    if place.after:
        return Page(found[:size][::-1], has_newer=more, has_older=True)
    return Page(found[:size], has_newer=place.before is not None, has_older=more)


def _by_time(
    rows: GenerationQuerySet, workspaces: Sequence[int], wanted: Wanted, place: Place, size: int
) -> list[Generation]:
    begin, end = wanted.days
    if begin:
        rows = rows.filter(created_at__gte=begin)
    if end:
        rows = rows.filter(created_at__lt=end)
    edge = Generation.objects.filter(pk__in=place.edge, workspace_id__in=workspaces)
    for at, pk in edge.values_list("created_at", "pk"):
        if place.after:
            rows = rows.filter(created_at__gte=at).exclude(created_at=at, pk__lte=pk)
        else:
            rows = rows.filter(created_at__lte=at).exclude(created_at=at, pk__gte=pk)
    return list((rows.order_by("created_at", "pk") if place.after else rows)[:size])


def _by_index(
    rows: GenerationQuerySet, workspaces: Sequence[int], wanted: Wanted, place: Place, size: int
) -> list[Generation]:
    words = phrases(wanted.text)
    if wanted.text.strip() and not words:
        return []  # nothing but signs: no prompt is found by them
    where, given = _match(words, [[facet("workspace", each) for each in workspaces], *wanted.facets], wanted)
    for condition, number in _bounds(workspaces, wanted, place):
        where += f" AND #number {condition} %s"
        given.append(number)
    if wanted.exact_state:
        where += " AND (SELECT state FROM playground_generation g WHERE g.id = f.generation_id) = %s"
        given.append(wanted.exact_state)
    order = "ASC" if place.after else "DESC"
    source, key = "playground_findingtext t CROSS JOIN playground_finding f ON f.id = t.rowid", "t.rowid"
    if connection.vendor == "postgresql":
        source, key = "playground_finding f", "f.id"
        where, given = f"{where} AND f.workspace_id = ANY(%s)", [*given, list(workspaces)]
    # All of it our own words; what people wrote is in the parameters
    question = f"SELECT f.generation_id FROM {source} WHERE {where} ORDER BY {key} {order} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(question.replace("#number", key), [*given, size])
        ids = [uuid.UUID(str(pk)) for (pk,) in cursor.fetchall()]
    found = {take.pk: take for take in rows.filter(pk__in=ids, workspace_id__in=workspaces).order_by()}
    return [found[pk] for pk in ids if pk in found]


def _match(words: list[list[str]], facets: list[list[str]], wanted: Wanted) -> tuple[str, list[Any]]:
    """(condition, parameters). The last word may be the beginning of one while it is being typed."""
    last = words[-1][-1] if words else ""
    unfinished = not wanted.text.endswith((" ", '"')) and len(last) >= SHORTEST_BEGINNING
    unfinished = unfinished and not is_unspaced(last)
    if connection.vendor == "postgresql":
        parts = ["to_tsquery('simple', %s)"] * (len(facets) + len(words))
        given = [" | ".join(each) for each in facets] + [" <-> ".join(each) for each in words]
        if unfinished:
            given[-1] += ":*"
        return f"f.found @@ ({' && '.join(parts)})", list(given)
    terms = [f"({' OR '.join(each)})" for each in facets] + [f'"{" ".join(each)}"' for each in words]
    if unfinished:
        terms[-1] += " *"
    return "t.text MATCH %s", [" AND ".join(terms)]


def _bounds(workspaces: Sequence[int], wanted: Wanted, place: Place) -> list[tuple[str, int]]:
    """Numbers of the index between which to look: days and places become ranges of it."""
    mine = Finding.objects.filter(workspace_id__in=workspaces)
    found: list[tuple[str, int]] = []
    begin, end = wanted.days
    if begin:
        first = mine.filter(created_at__gte=begin).order_by("created_at", "id").values_list("id", flat=True)
        found.append((">=", first[:1].first() or 2**62))
    if end:
        last = mine.filter(created_at__lt=end).order_by("-created_at", "-id").values_list("id", flat=True)
        found.append(("<=", last[:1].first() or 0))
    edge = mine.filter(generation_id__in=place.edge).values_list("id", flat=True).first()
    if edge is not None:
        found.append((">" if place.after else "<", edge))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
