"""Rating, verdict, note and tags of one take."""

import pytest
from django.test import Client

from playground import access
from playground.models import Generation
from tests import build

SAID = {"rating": "4", "verdict": "keep", "note": "The light is right.", "tags": "boats, 小船"}


@pytest.fixture
def take(browser: Client) -> Generation:
    """A finished one."""
    return build.generation("ready")


def judge(browser: Client, take: Generation, **said: str) -> Generation:
    """Post the form as it would be without script; the take as it is then."""
    answer = browser.post(f"/generations/{take.pk}/judgement/", said)
    assert answer["Location"] == f"/generations/{take.pk}/"
    take.refresh_from_db()
    return take


def test_what_is_said_is_kept_and_shown_again(browser: Client, take: Generation) -> None:
    """All four, on the take's page."""
    judge(browser, take, **SAID)
    assert (take.rating, take.verdict, take.note) == (4, "keep", "The light is right.")
    html = browser.get(f"/generations/{take.pk}/").text
    for mark in ('value="4" checked', 'value="keep" checked', "The light is right.", 'value="boats, 小船"'):
        assert mark in html


def test_what_is_taken_away_is_gone(browser: Client, take: Generation) -> None:
    """An empty form says nothing any more."""
    judge(browser, take, **SAID)
    judge(browser, take, rating="", verdict="", note="", tags="")
    assert (take.rating, take.verdict, take.note, take.tags.count()) == (None, "", "", 0)


@pytest.mark.parametrize("said", [{"rating": "6"}, {"rating": "0"}, {"rating": "x"}, {"verdict": "maybe"}])
def test_nonsense_says_nothing(browser: Client, take: Generation, said: dict[str, str]) -> None:
    """A rating is one to five stars, a verdict one of two words."""
    judge(browser, take, **said)
    assert (take.rating, take.verdict) == (None, "")


def test_a_script_hears_that_it_was_kept(browser: Client, take: Generation) -> None:
    """One word, and nothing that would move the keyboard's focus."""
    answer = browser.post(f"/generations/{take.pk}/judgement/", SAID, headers={"HX-Request": "true"})
    assert answer.text.strip() == "Saved"


def test_strangers_and_viewers_say_nothing(browser: Client, owner: object) -> None:
    """404, and nothing is kept."""
    theirs = build.generation("ready", of=build.user("stranger"))
    assert browser.post(f"/generations/{theirs.pk}/judgement/", SAID).status_code == 404
    theirs.refresh_from_db()
    assert theirs.rating is None
    viewer = build.user("viewer", access.workspace_of(access.local_owner()), "viewer")
    assert access.workspaces_to_edit(viewer) == []
