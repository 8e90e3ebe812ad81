"""Numbers as the pages write them."""

import pytest

from playground.templatetags.words import signed


@pytest.mark.parametrize(
    ("milli_credits", "words"), [(12_000, "+12"), (-12_000, "−12"), (-2_500, "−2.5"), (0, "–")]
)
def test_a_booking_shows_its_sign(milli_credits: int, words: str) -> None:
    """A plus, or a minus as wide as the plus; nothing that moved is a dash."""
    assert signed(milli_credits) == words
