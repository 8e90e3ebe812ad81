"""The tree of a first take: order, columns, what each branch cost, and what each take changed."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from playground.models import Generation
from playground.models.departure import Changes
from playground.models.lineage import Cost, is_kin, tree

BEGIN = datetime(2026, 11, 25, tzinfo=UTC)


def takes(*parents: int | None, **fields: list[Any]) -> list[Generation]:
    """Takes in the order they were made; each with the place of its parent. `fields`: a value for each."""
    made: list[Generation] = []
    for place, parent in enumerate(parents):
        of = made[parent].pk if parent is not None else None
        given = {name: values[place] for name, values in fields.items()}
        moment = BEGIN + timedelta(seconds=place)
        made.append(Generation(id=uuid.uuid4(), parent_id=of, created_at=moment, **{"price": 1000, **given}))
    return made


def drawn(*parents: int | None) -> list[tuple[int, int, str]]:
    """(number, depth, joint) of each row."""
    return [(row.number, row.depth, row.joint) for row in tree(takes(*parents))]


def test_a_chain_stays_in_one_column() -> None:
    """However long it is; nothing in it is drawn by recursion."""
    rows = drawn(None, *range(2_000))
    assert {depth for _number, depth, _joint in rows} == {0}
    assert [number for number, _depth, _joint in rows] == list(range(1, 2_002))


def test_branches_stand_before_the_heaviest_that_goes_on() -> None:
    """The lighter child begins a branch right below its parent, the heavier one goes on in the parent's column."""
    assert drawn(None, 0, 0, 2) == [(1, 0, "first"), (2, 1, "branch"), (3, 0, "trunk"), (4, 0, "trunk")]


def test_the_older_of_two_equals_goes_on() -> None:
    """So a new leaf moves nothing that stands there."""
    assert drawn(None, 0, 0) == [(1, 0, "first"), (3, 1, "branch"), (2, 0, "trunk")]


def test_a_tree_is_never_deeper_than_its_logarithm() -> None:
    """Forty takes, the worst way round, fit a telephone."""
    halves = [None, *((place - 1) // 2 for place in range(1, 63))]
    assert max(depth for _number, depth, _joint in drawn(*halves)) == 5


def test_a_branch_costs_the_sum_of_its_known_prices() -> None:
    """What is unknown is counted, not guessed; what was surely not charged costs nothing."""
    made = takes(None, 0, 1, 1, price=[1000, None, 2000, 4000], charged=["yes", "yes", "", "no"])
    costs = {row.number: row.branch for row in tree(made)}
    assert costs == {1: Cost(3000, 1, 4), 2: Cost(2000, 1, 3), 3: Cost(2000, 0, 1), 4: Cost(0, 0, 1)}


def test_a_child_whose_parent_is_not_there_says_so() -> None:
    """A row that is gone leaves no hole: its child begins a column and knows that it came from something."""
    (child,) = takes(None, edge=["remix"])
    child.parent_id = uuid.uuid4()
    assert [(row.lost_parent, row.edge_word) for row in tree([child])] == [(True, "Remix")]


@pytest.mark.parametrize(
    ("before", "after", "kin"),
    [
        ("A boat on a rainy street", "A boat on a snowy street", True),
        ("A boat on a rainy street", "Neon tigers dance", False),
        ("雨夜街道上的纸船", "雪夜街道上的纸船", True),
        ("", "", True),
    ],
)
def test_another_idea_is_no_revision(before: str, after: str, kin: bool) -> None:
    """What counts is how much of the words stayed, in a language without spaces too."""
    assert is_kin(before, after) is kin


def take(**values: Any) -> Generation:
    """One that was never stored, without references."""
    asked = {"prompt": "A quiet harbour", "duration": 6, "image_urls": [], **values}
    made = Generation(model_slug="gemini_omni_flash", values_text=json.dumps(asked))
    made._prefetched_objects_cache = {"attached": Generation.objects.none()}
    return made


def test_changes_name_words_and_parameters() -> None:
    """The prompt word by word, a parameter by its label with both values as the form says them."""
    changes = Changes.between(take(), take(prompt="A quiet lake", duration=10))
    assert changes.words == [("same", "A quiet "), ("removed", "harbour"), ("added", "lake")]
    assert [(each.label, each.before, each.after) for each in changes.parameters] == [
        ("Duration", "6 s", "10 s")
    ]


def test_the_same_request_changes_nothing() -> None:
    """A retry says that nothing changed."""
    assert Changes.between(take(), take()).is_nothing


def test_a_long_prompt_shows_its_difference() -> None:
    """What stayed is cut down to the words next to what changed."""
    rest = " and so on" * 60
    changes = Changes.between(take(prompt=f"Start{rest} end"), take(prompt=f"Start{rest} stop"))
    shown = "".join(text for kind, text in changes.short_words if kind != "removed")
    assert len(shown) < 120
    assert shown.startswith("… ")
    assert shown.endswith("stop")
