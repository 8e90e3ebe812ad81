"""Where a take comes from and what came of it: the tree of a first take, drawn as rows from the top down."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection as database
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from playground.catalogue.difference import word_diff
from playground.models.departure import Changes
from playground.models.generation import Generation

MOST = 400  # takes of one tree on one page
KIN = 0.4  # so much of the longer prompt must be the same for the next take of a form to be a revision

# Up to the first take, then down to everything that came of it, the nearest first. UNION ends even a circle
FAMILY = """
WITH RECURSIVE
  up(id, parent_id) AS (
    SELECT id, parent_id FROM playground_generation WHERE id = %s
    UNION SELECT older.id, older.parent_id FROM playground_generation older JOIN up ON older.id = up.parent_id),
  down(id) AS (
    SELECT id FROM up WHERE parent_id IS NULL
    UNION SELECT younger.id FROM playground_generation younger JOIN down ON younger.parent_id = down.id)
SELECT id FROM down LIMIT %s
"""


class Edge(models.TextChoices):
    """How a take came from its parent."""

    REMIX = "remix", _("Remix")
    RETRY = "retry", _("Retry")
    CONTINUE = "continue", _("Continuation")
    FRAME = "frame", _("From a frame")
    EDIT = "edit", _("Edit")
    REVISION = "revision", _("Revision")


@dataclass(frozen=True)
class Cost:
    """What several takes cost: the known prices in milli-credits, and how many have none that is known."""

    known: int = 0
    unknown: int = 0
    takes: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.known + other.known, self.unknown + other.unknown, self.takes + other.takes)

    @classmethod
    def of(cls, take: Generation) -> "Cost":
        """Of one take: nothing if it is certain that nothing was charged."""
        if take.charged == "no":
            return cls(takes=1)
        return cls(take.price or 0, int(take.price is None), 1)


@dataclass(frozen=True)
class Kin:
    """One row of the tree. `branch` is the cost of this take and of all that came of it."""

    take: Generation
    number: int
    depth: int
    joint: str  # first | trunk (goes on below its parent) | branch (begins beside it)
    parent: "Kin | None"
    has_children: bool
    branch: Cost

    @property
    def is_gone(self) -> bool:
        """Deleted: its place is kept, its words are not shown."""
        return self.take.deleted_at is not None

    @property
    def edge_word(self) -> str:
        """How it came from its parent, in words; empty for a first take."""
        return edge_label(self.take.edge)

    @property
    def lost_parent(self) -> bool:
        """It came from a take of which not even a row is left."""
        return self.parent is None and bool(self.take.edge)

    @cached_property
    def changes(self) -> Changes | None:
        """What is different from its parent; None where there is none to be seen."""
        if self.parent is None or self.parent.is_gone or self.is_gone:
            return None
        return Changes.between(self.parent.take, self.take)


def is_kin(before: str, after: str) -> bool:
    """Whether a prompt is another version of one before, and no other idea altogether."""
    same = sum(len(text) for kind, text in word_diff(before, after) if kind == "same")
    return same >= KIN * max(len(before), len(after))


def edge_label(edge: str) -> str:
    """How a take came from its parent, in the reader's language; empty for a word that nobody knows."""
    return str(Edge(edge).label) if edge in Edge.values else ""


def family(take: Generation) -> list[Generation]:
    """Every take of the tree that `take` stands in, deleted ones too; of too many those nearest to the first one.

    Reading anything that was not fetched here raises: a row more never costs a query more.
    """
    key = Generation._meta.pk.get_db_prep_value(take.pk, database)
    kin = RawSQL(FAMILY, [key, MOST])  # noqa: S611  # a fixed text; what comes from outside are parameters
    rows = Generation.objects.filter(pk__in=kin, workspace_id=take.workspace_id)
    fetched = rows.select_related("kept_clip__blob", "owner").prefetch_related("attached__reference__blob")
    return list(fetched.order_by("created_at", "id").fetch_mode(models.FETCH_RAISE))


def near(take: Generation) -> tuple[Kin, int]:
    """The take as a row below its parent, if it has one, and how many takes came of it directly."""
    rows = Generation.objects.filter(pk__in=[take.pk, take.parent_id])
    fetched = rows.select_related("kept_clip__blob").prefetch_related("attached__reference__blob")
    own = {row.pk: row for row in fetched}
    older = own.get(take.parent_id) if take.parent_id else None
    parent = Kin(older, 0, 0, "first", None, True, Cost.of(older)) if older else None
    row = Kin(own[take.pk], 0, 0, "trunk", parent, False, Cost.of(take))
    return row, take.children.filter(deleted_at=None).count()


def tree(takes: Sequence[Generation]) -> list[Kin]:
    """Rows from the first take down. The heaviest child goes on below its parent, the others begin branches beside it.

    So a chain of any length stays in one column, and a tree of n takes is at most log2(n) columns deep.
    """
    known = {take.pk for take in takes}
    children: dict[Any, list[Generation]] = defaultdict(list)
    for take in takes:
        children[take.parent_id if take.parent_id in known else None].append(take)
    branch = _branches(children)
    number = {take.pk: place for place, take in enumerate(takes, 1)}
    rows: list[Kin] = []
    waiting: list[tuple[Generation, int, str, Kin | None]] = [
        (first, 0, "first", None) for first in reversed(children[None])
    ]
    while waiting:
        take, depth, joint, parent = waiting.pop()
        own = children[take.pk]
        row = Kin(take, number[take.pk], depth, joint, parent, bool(own), branch[take.pk])
        rows.append(row)
        if own:
            trunk = max(own, key=lambda child: branch[child.pk].takes)
            waiting.append((trunk, depth, "trunk", row))
            others = (child for child in reversed(own) if child is not trunk)
            waiting += [(child, depth + 1, "branch", row) for child in others]
    return rows


def _branches(children: dict[Any, list[Generation]]) -> dict[Any, Cost]:
    """Take → what it and all that came of it cost; without recursion, for a chain may be long."""
    order: list[Generation] = list(children[None])
    for take in order:
        order += children[take.pk]
    found: dict[Any, Cost] = {}
    for take in reversed(order):
        found[take.pk] = sum((found[child.pk] for child in children[take.pk]), Cost.of(take))
    return found
