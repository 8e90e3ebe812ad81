"""Scenario words in prompts."""

import pytest

from playground.simulator.film.words import read
from playground.simulator.scenarios import ORDINARY, SCENARIOS, scenario, scenario_of


@pytest.mark.parametrize("known", SCENARIOS, ids=lambda known: known.slug)
def test_every_listed_word_is_understood(known: object) -> None:
    """The word of each line, anywhere in a prompt, leads to that line and back by its slug."""
    assert scenario_of(f"A city street {known.word} at night") is known  # type: ignore[attr-defined]
    assert scenario(known.slug) is known  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "prompt", ["A [HALF  a File] b", "雨夜【half a file】", "[unknown] [half a file] [slow]"]
)
def test_words_are_read_as_people_type_them(prompt: str) -> None:
    """Letter case, spaces, full-width brackets and unknown words in brackets do not matter; the first known wins."""
    assert scenario_of(prompt).slug == "half-a-file"


def test_prompts_without_a_word_run_ordinarily() -> None:
    """Brackets alone are no scenario."""
    assert scenario_of("a [sunny] day (slow)") is ORDINARY


def test_scenario_words_are_not_part_of_the_picture() -> None:
    """A word in brackets does not change what is drawn."""
    assert read("Ocean waves [gone]") == read("Ocean waves [slow]")


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("礁石上一座灯塔，镜头从水面升向塔顶，白浪", "sea"),
        ("俯拍木桌上的一碗拉面", "food"),
        ("夜晚的柏油路，一只跑鞋踏进水洼，水花迸开", "product"),
    ],
)
def test_a_sign_inside_another_word_is_no_place(prompt: str, place: str) -> None:
    """Chinese words are read as words: the surface of water is no noodle, a splash no flower."""
    assert read(prompt).place == place
