"""A price table goes out as text and comes back the same; a mistake in it is told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.catalogue.price_text import read_toml, to_toml
from playground.catalogue.pricing import Prices, PriceTableError, Rate

LETTERS = "aé𐀀你 \"'\\.=]#\t\n\x7f\0"
AMOUNTS = some.integers(0, 1_000_000_000)
TIERS = some.one_of(
    some.just(""), some.sampled_from(["720P", "1080p", "2K", "pro"]), some.text(LETTERS, max_size=5)
)
RATES = some.builds(
    Rate,
    some.sampled_from(["second", "task"]),
    some.dictionaries(TIERS, AMOUNTS, min_size=1, max_size=4),
    some.dictionaries(some.sampled_from(["audio", "audio=off", "mode=pro", "你"]), AMOUNTS, max_size=2),
)
NAMES = some.one_of(
    some.sampled_from(["gemini_omni_flash", "veo3.1-fast", "MiniMax-H3"]),
    some.text(LETTERS, min_size=1, max_size=8),
)


@given(some.dictionaries(NAMES, RATES, max_size=4))
def test_a_table_comes_back_as_it_went(rates: dict[str, Rate]) -> None:
    """Whatever models, tiers and amounts there are, text and table say the same."""
    assert read_toml(to_toml(Prices(rates))).rates == rates


def test_one_number_for_all_tiers_stays_one_number() -> None:
    """A table is written as short as an operator would write it."""
    text = '["veo3.1-fast"]\nunit = "task"\ncredits = 30.5\n'
    assert to_toml(read_toml(text)) == text


GOOD = '[gemini_omni_flash]\nunit = "second"\ncredits = 2\n\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + '[a]\nunit = "hour"\ncredits = 1', r"^Line 6: \[a\] unit has to be"),
        (
            GOOD + '[ "a" ]\nunit = "task"\n# why\ncredits = -1',
            r"^Line 8: \[a\] credits has to lie between 0",
        ),
        (
            GOOD + '[a]\r\nunit = "task"\r\ncredits = { x = 0.0001 }',
            r'^Line 7: \[a\] credits for "x" has more than',
        ),
        (GOOD + '[a]\nunit = "task"', r"^Line 5: \[a\] credits has to be a number"),
        (GOOD + '[a]\nunit = "task"\ncredits = 1\nprice = 2', r"^Line 8: \[a\] has an unknown key: price"),
        ("a = 1\n" + GOOD, r"^Line 1: \[a\] has to be a section"),
        (GOOD + "[a\n", r"^Line 5: The price table is not TOML"),
        (GOOD + GOOD, r"^Line \d+: The price table is not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, words: str) -> None:
    """The operator finds it without counting."""
    with pytest.raises(PriceTableError, match=words):
        read_toml(text)


def test_the_line_is_told_in_the_readers_language() -> None:
    """Around the sentence, which is translated too."""
    with pytest.raises(PriceTableError) as caught:
        read_toml("a = 1")
    told = caught.value.words(lambda words: words.replace("Line", "Zeile").replace("has to be", "muss sein:"))
    assert told == "Zeile 1: [a] muss sein: a section with unit and credits."
