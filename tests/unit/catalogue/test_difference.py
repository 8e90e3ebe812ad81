"""What changed between two requests, in words and in parameters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.catalogue.difference import parameter_diff, word_diff

TEXT = st.lists(
    st.sampled_from(["a", "red", "fox", " ", "\n", ",", "红", "狐狸", "🎬", "it's"]), max_size=14
).map("".join)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_difference(before: str, after: str) -> None:
    """Without what was added it is the first text, without what was removed the second."""
    pieces = word_diff(before, after)
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after
    assert all(text for _, text in pieces)


def test_english_changes_by_whole_words() -> None:
    """A word is never cut in two."""
    assert word_diff("A red fox runs.", "A redder fox runs.") == [
        ("same", "A "), ("removed", "red"), ("added", "redder"), ("same", " fox runs."),
    ]  # fmt: skip


def test_chinese_changes_by_the_sign() -> None:
    """There are no spaces to go by, and one sign is one step."""
    assert word_diff("雨中的纸船", "雪中的纸船") == [("removed", "雨"), ("added", "雪"), ("same", "中的纸船")]


def test_a_changed_phrase_is_one_change() -> None:
    """The space between two changed words goes with them."""
    assert word_diff("the blue cat", "the red fox") == [
        ("same", "the "), ("removed", "blue cat"), ("added", "red fox"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "same", "一样"])
def test_equal_texts_have_no_change(text: str) -> None:
    """One piece, or none at all."""
    assert word_diff(text, text) == ([("same", text)] if text else [])


def test_a_very_long_text_is_not_compared_for_seconds() -> None:
    """Beyond some thousand words both stand whole."""
    before, after = "a b " * 3_000, "b a " * 3_000
    assert word_diff(before, after) == [("removed", before), ("added", after)]


def test_another_text_is_not_told_as_a_change() -> None:
    """Two prompts that share only "a" and "the" stand whole, one after the other."""
    before = "A paper boat drifts down a rainy street at dusk, slow push-in, lamps reflected in the water."
    after = "A lighthouse on a cliff in a storm, handheld, waves breaking over the rocks."
    assert word_diff(before, after) == [("removed", before), ("added", after)]


def test_parameters_stand_in_the_order_of_the_requests() -> None:
    """What only a later one has comes last; what is left out is left out."""
    rows = parameter_diff(
        [{"model": "m", "prompt": "x", "duration": 4}, {"model": "m", "seed": 7}], ["prompt"]
    )
    assert [(row.name, row.values, row.differs) for row in rows] == [
        ("model", ("m", "m"), False), ("duration", (4, None), True), ("seed", (None, 7), True),
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [(4, "4"), (1, True), (None, ""), ([1], [1, 2])])
def test_a_value_of_another_kind_is_another_value(one: object, other: object) -> None:
    """4 and "4" are two requests upstream."""
    assert [row.cells for row in parameter_diff([{"x": one}, {"x": other}])] == [
        [(one, False), (other, True)]
    ]


def test_a_parameter_that_is_alike_is_marked_nowhere() -> None:
    """Three equal values, no cell marked."""
    assert not any(cell for _, cell in parameter_diff([{"x": [1]}] * 3)[0].cells)
