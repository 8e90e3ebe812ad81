"""Comparisons that take comments: each clip's own review under its letter, for guests and for members alike."""

import pytest
from django.test import Client

from playground.models import Comment, Generation, review
from playground.models.review import Hand
from tests import build

SAID = {"name": "Mina", "text": "Darker, please.", "at": "1.5"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def takes(take: Generation) -> list[Generation]:
    """Two finished takes, the first with a comment of a member's."""
    review.say(Hand(user=take.owner), take, "Is it dark enough?", None, [], None)
    return [take, build.generation("ready")]


@pytest.fixture
def link(takes: list[Generation]) -> str:
    """The path of a link to both that takes comments."""
    return f"/s/{build.share(*takes, allows_comments=True)[1]}/"


def test_a_guest_comments_on_one_of_them(link: str, takes: list[Generation], guest: Client) -> None:
    """On B, at a frame of B; every answer stands under its letter, and the name is known beside it too."""
    page = guest.get(f"{link}?write=1").text
    assert [page.count(f'id="review-form-{letter}"') for letter in "ABC"] == [1, 1, 0]
    assert page.count("Is it dark enough?</p>") == 1
    answer = guest.post(f"{link}2/review/", SAID, headers=HTMX)
    assert ('id="review-B"' in answer.text, 'id="review-A"' in answer.text) == (True, False)
    mine = Comment.objects.get(text=SAID["text"])
    assert (mine.generation, mine.at_ms) == (takes[1], 1500)
    assert guest.post(f"{link}1/verdict/", SAID | {"verdict": "approve"}).url == f"{link}#review-A"
    assert guest.get(link).text.count('id="review-name-A" name="name"') == 1
    assert guest.get(link).text.count('value="Mina"') == 4  # a comment and an answer, to each clip
    assert guest.post(f"{link}2/comments/{mine.pk}/text/", {"text": "Lighter."}).url == f"{link}#review-B"
    assert guest.post(f"{link}1/comments/{mine.pk}/deletion/").status_code == 404


def test_what_is_refused_is_still_there(link: str, guest: Client) -> None:
    """Without script: the words stand in the form of the clip they were written for, with the reason beside them."""
    page = guest.post(f"{link}2/review/", SAID | {"at": "99"})
    before, after = page.text.split('id="review-B"')
    assert page.status_code == 422
    assert ("Darker, please." in before, "Darker, please." in after) == (False, True)
    assert "Give the place in seconds" in after


def test_a_link_without_comments_shows_none(takes: list[Generation], guest: Client) -> None:
    """No review of either clip, and no address to ask for one."""
    link = f"/s/{build.share(*takes)[1]}/"
    assert "<take-review" not in guest.get(link).text
    assert guest.get(f"{link}2/review/").status_code == 404


def test_members_review_side_by_side(takes: list[Generation], browser: Client) -> None:
    """The same under the member's comparison; an answer to what was sent from there keeps its letter."""
    page = browser.get("/compare/", {"g": [str(take.pk) for take in takes]}).text
    assert [page.count(f'id="review-form-{letter}"') for letter in "AB"] == [1, 1]
    where = f"/generations/{takes[1].pk}/review/"
    assert f'action="{where}?pane=B"' in page
    answer = browser.post(f"{where}?pane=B", {"text": "Warmer", "at": "1"}, headers=HTMX).text
    assert ('id="review-B"' in answer, f'data-pane="pane-{takes[1].pk}"' in answer) == (True, True)
    assert "/resolution/?pane=B" in answer
    assert 'id="review"' in browser.get(f"{where}?pane=<b>").text


def test_a_comparison_asks_little_of_the_database(
    takes: list[Generation], guest: Client, link: str, django_assert_max_num_queries
) -> None:
    """The same for two comments and for many."""
    for number in range(20):
        review.say(Hand(user=takes[0].owner), takes[number % 2], "More", None, [], None)
    with django_assert_max_num_queries(11):
        assert guest.get(link).text.count("More") >= 20
