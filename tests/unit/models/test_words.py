"""What a prompt can be found by: its words, however they are written."""

import pytest

from playground.models.words import facet, phrases, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A paper boat, slow push-in.", ["a", "paper", "boat", "slow", "push", "in"]),
        ("CAFÉ at 4K \uff26\uff55\uff4c\uff4c", ["cafe", "at", "4k", "full"]),
        ("雨中的小船", ["雨", "中", "的", "小", "船"]),
        ("一只cat在雨中", ["一", "只", "cat", "在", "雨", "中"]),
        ("snake_case 🎬 — …", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_plain_and_chinese_is_taken_apart(text: str, found: list[str]) -> None:
    """Case, accents, width and signs make no difference; a script without spaces is found at any place."""
    assert words(text) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("paper boat", [["paper"], ["boat"]]),
        ('"paper boat" rain', [["paper", "boat"], ["rain"]]),
        ("小船 rain", [["小", "船"], ["rain"]]),
        ("push-in", [["push", "in"]]),
        ('" " — "', []),
    ],
)
def test_a_search_is_phrases(query: str, found: list[list[str]]) -> None:
    """Words may stand anywhere; what is quoted or written as one stands together."""
    assert phrases(query) == found


def test_a_facet_is_one_word_that_no_prompt_says() -> None:
    """Both engines take it for a single word."""
    assert facet("ratio", "16:9") == "zzratio16x9"
    assert facet("model", "gemini_omni_flash") == "zzmodelgeminiomniflash"
    assert words(facet("seconds", 6)) == [facet("seconds", 6)]
