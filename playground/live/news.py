"""What has changed since a place in the order of changes: ids by workspace, whole versions, nothing left out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max

from playground.models import Generation

AT_ONCE = 500  # rows that one look reads, and ids that one message names
FIELDS = ("version", "id", "workspace_id", "born_version", "talked_version", "talked_from")
type Row = tuple[int, Any, int, int, int | None, int | None]


@dataclass(frozen=True)
class Change:
    """Takes of one workspace that changed up to `cursor`, the oldest change first; `new` did not exist before.

    `talked`: those whose review changed; a take of which nothing else has is in `talked` alone, so that no card is
    drawn anew under somebody's hands. `everything`: too many to be named, so whoever shows takes asks for all that it
    shows.
    """

    cursor: int
    ids: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    talked: tuple[str, ...] = ()
    everything: bool = False

    @cached_property
    def message(self) -> str:
        """What a stream sends; written once for all who hear it."""
        told: dict[str, Any] = {"cursor": self.cursor, "ids": self.ids, "new": self.new}
        if self.talked:
            told["talked"] = self.talked
        if self.everything:
            told["everything"] = True
        return f"id: {self.cursor}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n"


@dataclass(frozen=True)
class News:
    """One look at what follows a cursor: the place reached, who is concerned, and whether there is more to read."""

    cursor: int
    by_workspace: dict[int, Change]
    more: bool


def news_since(cursor: int) -> News:
    """The oldest changes above `cursor`, at most some 500 rows; a batch written under one version stays whole."""
    above = Generation.objects.filter(version__gt=cursor)
    rows: list[Row] = list(above.order_by("version").values_list(*FIELDS)[: AT_ONCE + 1])
    more = len(rows) > AT_ONCE
    if more:
        edge = rows[-1][0]
        rows = [row for row in rows if row[0] < edge] or list(above.filter(version=edge).values_list(*FIELDS))
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(row)
    told = {workspace: _change(of_it, cursor) for workspace, of_it in found.items()}
    return News(max((row[0] for row in rows), default=cursor), told, more)


def missed_by(workspace_id: int, since: int) -> Change | None:
    """What a reader who comes back at `since` has not heard; None: nothing.

    More than 500 takes are not named, nor is any when `since` lies ahead of us, as after a restored backup.
    """
    above = Generation.objects.filter(workspace_id=workspace_id, version__gt=since)
    rows: list[Row] = list(above.order_by("-version").values_list(*FIELDS)[: AT_ONCE + 1])
    if len(rows) > AT_ONCE:
        return Change(rows[0][0], everything=True)
    if rows:
        return _change(rows[::-1], since)
    top = current_cursor()
    return Change(top, everything=True) if since > top else None


def current_cursor() -> int:
    """The place in the order of changes that a page drawn now has seen."""
    return int(Generation.objects.aggregate(top=Max("version"))["top"] or 0)


def _change(rows: Sequence[Row], since: int) -> Change:
    """Of one workspace's rows, the oldest change first."""
    ids = tuple(str(row[1]) for row in rows if not _only_talked(row, since))
    new = tuple(str(pk) for _, pk, _, born, _, _ in rows if born > since)
    talked = tuple(str(pk) for _, pk, _, _, talked, _ in rows if (talked or 0) > since)
    return Change(rows[-1][0], ids, new, talked)


def _only_talked(row: Row, since: int) -> bool:
    """Whether a reader who is at `since` knows all of the take but its review."""
    version, _, _, _, talked, before = row
    return talked == version and before is not None and before <= since
