"""Drafts that a browser kept, and models that changed meanwhile."""

import pytest
from django.http import QueryDict

from playground.forms.drafts import fitted

DRAFT = (
    "model=gemini_omni_flash&prompt=A+boat&aspect_ratio=9%3A16&duration=6&resolution=720P&token=old&count=3"
)


def test_a_draft_of_today_is_left_alone() -> None:
    """Every field, references in order, and several at once stay; the token is fresh."""
    post, told = fitted(QueryDict(f"{DRAFT}&references=b&references=a&parent=&edge="))
    assert told == []
    assert post["token"] not in ("", "old")
    assert (post["prompt"], post["aspect_ratio"], post["count"]) == ("A boat", "9:16", "3")
    assert post.getlist("references") == ["b", "a"]


def test_a_field_that_is_gone_is_dropped_with_a_word() -> None:
    """Its name is said; one that held nothing is not worth a word."""
    post, told = fitted(QueryDict(f"{DRAFT}&camera_move=orbit&empty_one="))
    assert ("camera_move" in post, "empty_one" in post) == (False, False)
    assert told == ["Left out, because this model does not know them: camera_move."]


def test_a_choice_that_is_gone_gives_way_with_a_word() -> None:
    """The default stands there instead."""
    post, told = fitted(QueryDict(DRAFT.replace("720P", "8K")))
    assert post["resolution"] == "720P"
    assert told == ["Resolution 8K is not offered any more: 720P instead."]


def test_a_field_that_is_new_has_its_default() -> None:
    """Nothing is said about what nobody chose."""
    post, told = fitted(QueryDict("model=gemini_omni_flash&prompt=A+boat"))
    assert (post["aspect_ratio"], told) == ("16:9", [])


@pytest.mark.parametrize("model", ["", "no_such_model"])
def test_a_model_that_is_gone_leaves_what_fits(model: str) -> None:
    """The first model takes the draft over, and says so."""
    post, told = fitted(QueryDict(DRAFT.replace("gemini_omni_flash", model)))
    assert (post["model"], post["prompt"]) == ("gemini_omni_flash", "A boat")
    assert "not offered any more" in told[0]


def test_what_a_field_holds_is_kept_as_typed() -> None:
    """Nonsense in a free field is the person's to mend, not ours to drop."""
    post, _told = fitted(QueryDict("model=doubao-seedance&prompt=A+boat&seed=12abc"))
    assert post["seed"] == "12abc"
