"""A drawing as a form posts it: kept as it was drawn, or refused whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.models.mark import MOST_POINTS, MOST_STROKES, NoMark, mark_text, read_mark

PART = st.floats(0, 1) | st.integers(0, 1)
STROKE = st.lists(st.tuples(PART, PART), min_size=1, max_size=30)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=30
)


@given(st.lists(STROKE, max_size=MOST_STROKES))
def test_what_a_page_draws_is_kept(strokes: list) -> None:
    """Each point within half of a ten-thousandth, and reading what is kept changes nothing more."""
    mark = read_mark(json.dumps(strokes))
    pairs = zip(
        (n for s in strokes for p in s for n in p), (n for s in mark for p in s for n in p), strict=True
    )
    assert all(abs(drawn - kept) <= 0.00005001 for drawn, kept in pairs)
    assert read_mark(mark_text(mark)) == mark


@given(ANYTHING)
def test_whatever_is_posted_is_a_mark_or_refused(posted: object) -> None:
    """Nothing else comes out, whatever goes in: lists of points between 0 and 1."""
    try:
        mark = read_mark(json.dumps(posted))
    except NoMark:
        return
    assert all(len(p) == 2 and all(0 <= n <= 1 for n in p) for stroke in mark for p in stroke)


@pytest.mark.parametrize(
    "text",
    [
        "{}", "null", "0", '"x"', "[[]]", "[[[0.5]]]", "[[[0.5,0.5,0.5]]]", "[[[1.01,0]]]", "[[[-0.1,0]]]",
        "[[[NaN,0]]]", "[[[Infinity,0]]]", "[[[1e999,0]]]", "[[[true,0]]]", '[[["0",0]]]', "[" * 90_000, "x",
        json.dumps([[[0, 0]]] * (MOST_STROKES + 1)), json.dumps([[[0, 0]] * (MOST_POINTS + 1)]), " [" * 60_000,
    ],
)  # fmt: skip
def test_nonsense_is_refused(text: str) -> None:
    """Too much, too little, beyond the picture, or no numbers."""
    with pytest.raises(NoMark):
        read_mark(text)


def test_nothing_drawn_is_nothing() -> None:
    """An empty field and an empty list."""
    assert read_mark("") == read_mark(" ") == read_mark("[]") == []
    assert mark_text([]) == ""
