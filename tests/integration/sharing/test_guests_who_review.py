"""Guests of a link that takes comments: a name and no account, one's own words alone, and an end with the link."""

import uuid

import pytest
from django.test import Client

from playground.models import Attempt, Comment, Generation, ReviewVerdict, ShareLink, review
from playground.models.review import Hand
from playground.views import guest_review
from tests import build
from tests.integration.sharing.conftest import PROMPT

HTMX = {"HX-Request": "true"}
SAID = {"name": "Mina", "text": "Darker, please.", "at": "1.5"}


@pytest.fixture
def link(take: Generation) -> str:
    """The path of a link that takes comments."""
    return f"/s/{build.share(take, allows_comments=True)[1]}/"


def writer(link: str) -> Client:
    """A guest who has begun to write."""
    guest = Client(headers={"accept-language": "en"})
    assert guest.get(f"{link}?write=1").status_code == 200
    return guest


def test_a_guest_comments_replies_and_approves(link: str, take: Generation) -> None:
    """All of it in the team's review, under the name and as a guest's; never with a word of the prompt."""
    own = review.say(Hand(user=take.owner), take, "Is it dark enough?", None, [], None)
    guest = writer(link)
    answer = guest.post(f"{link}1/review/", SAID, headers=HTMX)
    assert ("Darker, please." in answer.text, "Is it dark enough?" in answer.text) == (True, True)
    guest.post(f"{link}1/review/", SAID | {"to": str(own.pk), "text": "No."})
    guest.post(f"{link}1/verdict/", {"name": "Mina", "verdict": "approve"})
    verdict = ReviewVerdict.objects.get()
    assert (verdict.writer, verdict.says, verdict.reviewer) == ("Mina", "approve", None)
    assert [each.text for each in own.replies.all()] == ["No."]
    page = guest.get(link).text
    assert 'value="Mina"' in page
    assert PROMPT not in page
    assert "Make a revision" not in page


def test_no_cookie_comes_before_somebody_writes(link: str, guest: Client) -> None:
    """Looking leaves what counts the visit and nothing else; beginning to write brings a cookie of this link alone."""
    answer = guest.get(link)
    assert set(answer.cookies) == {"seen"}
    assert "<form" not in answer.text
    begun = guest.get(f"{link}1/review/?write=1")
    assert set(begun.cookies) == {"csrf", "reviewer"}
    assert begun.cookies["reviewer"]["path"] == link
    assert begun.cookies["reviewer"]["httponly"]
    key = begun.cookies["reviewer"].value
    guest.post(f"{link}1/review/", SAID)
    assert Comment.objects.get().guest not in ("", key)


def test_only_ones_own_words_can_be_mended_and_taken_back(link: str, take: Generation) -> None:
    """Another guest's, and a member's, are 404; each has a verdict of one's own."""
    mina, tom = writer(link), writer(link)
    mina.post(f"{link}1/review/", SAID)
    theirs = review.say(Hand(user=take.owner), take, "Ours.", None, [], None)
    for what in ("text", "deletion"):
        for each in (*Comment.objects.all(), Comment(pk=uuid.uuid4())):
            where = f"{link}1/comments/{each.pk}/{what}/"
            refused = {who.post(where, {"text": "Other words"}).status_code for who in (tom, Client())}
            assert refused == {404}
        assert mina.post(f"{link}1/comments/{theirs.pk}/{what}/", {"text": "Mine"}).status_code == 404
    assert sorted(each.text for each in Comment.objects.all()) == ["Darker, please.", "Ours."]
    for who, name, verdict in ((mina, "Mina", "changes"), (tom, "Mina", "approve")):
        who.post(f"{link}1/verdict/", {"name": name, "verdict": verdict})
    assert sorted(each.says for each in ReviewVerdict.objects.all()) == ["approve", "changes"]
    own = Comment.objects.exclude(guest="").get()
    other = f"/s/{build.share(take, allows_comments=True)[1]}/"  # the same take by another link
    mina.cookies["reviewer"]["path"] = "/"
    assert mina.post(f"{other}1/comments/{own.pk}/deletion/").status_code == 404
    assert mina.post(f"{link}1/comments/{own.pk}/deletion/").status_code == 302
    assert Comment.objects.filter(deleted_at=None).get() == theirs


def test_a_guest_mends_a_comment_and_an_answer(link: str, take: Generation) -> None:
    """Whoever watches hears of it, and reads that it was edited; where nothing is left it is refused in words."""
    own = review.say(Hand(user=take.owner), take, "Is it dark enough?", None, [], None)
    guest = writer(link)
    for said in (SAID, SAID | {"to": str(own.pk)}):
        guest.post(f"{link}1/review/", said)
    for mine in Comment.objects.exclude(guest=""):
        take.refresh_from_db()
        where, since = f"{link}1/comments/{mine.pk}/text/", take.talked_version
        assert where in guest.get(link).text
        assert guest.post(where, {"text": f"Lighter {mine.pk}"}).status_code == 302
        answer = Client().get(f"{link}1/review/?since={since}")
        assert f"Lighter {mine.pk}" in answer.text
        assert where not in answer.text
        mine.refresh_from_db()
        assert mine.edited_at
        refused = guest.post(where, {"text": " "}, headers=HTMX)
        assert (refused.status_code, refused.text) == (422, "Write what you want to say.")
        assert (
            "Too long" not in guest.post(where, {"text": "Too long" * 999}).text
        )  # in the form of a new one


@pytest.mark.parametrize("what", ["no comments", "revoked", "password", "number", "unknown"])
def test_where_no_guest_may_write(take: Generation, guest: Client, what: str) -> None:
    """404 at once, to read and to write, whatever the guest's page still shows."""
    made, token = build.share(
        take, allows_comments=what != "no comments", password="x" if what == "password" else ""
    )
    link = f"/s/{token if what != 'unknown' else 'x' * 43}/{2 if what == 'number' else 1}/"
    if what == "revoked":
        assert guest.get(f"{link}review/").status_code == 200
        made.revoke()
    asked = [guest.get(f"{link}review/?write=1"), guest.post(f"{link}review/", SAID)]
    asked += [guest.post(f"{link}verdict/", {"name": "x", "verdict": "approve"})]
    assert [each.status_code for each in asked] == [404] * 3
    assert not Comment.objects.exists()
    assert not ReviewVerdict.objects.exists()


def test_a_page_without_comments_is_as_it_was(take: Generation, guest: Client) -> None:
    """No review, no form and no way to ask the server for more; the player for frames never has any."""
    review.say(Hand(user=take.owner), take, "Ours alone.", None, [], None)
    plain, open_one = build.share(take)[1], build.share(take, allows_comments=True)[1]
    for path in (f"/s/{plain}/", f"/s/{plain}/?write=1", f"/s/{open_one}/embed/?write=1"):
        answer = guest.get(path)
        assert "Ours alone." not in answer.text
        assert "<form" not in answer.text
        assert "connect-src" not in answer["Content-Security-Policy"]
    assert "Ours alone." in guest.get(f"/s/{open_one}/").text


def test_too_much_in_a_short_time_waits(link: str, monkeypatch: pytest.MonkeyPatch, guest: Client) -> None:
    """429, and words that say what to do; by address and by link, without the address in clear."""
    monkeypatch.setattr(guest_review, "MOST_AN_ADDRESS", 2)
    answers = [guest.post(f"{link}1/review/", SAID, headers=HTMX) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert "Keep your words and send them in" in answers[2].text
    assert int(answers[2]["Retry-After"]) > 0
    assert Comment.objects.count() == 2
    assert not any("127.0.0.1" in each.key for each in Attempt.objects.all())
    monkeypatch.setattr(guest_review, "MOST_A_LINK", 2)
    edit = guest.post(f"{link}1/comments/{Comment.objects.first().pk}/text/", {"text": "x"}, headers=HTMX)
    assert (edit.status_code, Comment.objects.filter(text="x").count()) == (429, 0)
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post(f"{link}1/verdict/", {"name": "x", "verdict": "approve"}).status_code == 429


def test_a_form_needs_its_token_and_a_name(link: str) -> None:
    """403 without the token; 422 in words without a name, and without script the words are still there."""
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"{link}?write=1")
    assert strict.post(f"{link}1/review/", SAID).status_code == 403
    token = strict.cookies["csrf"].value
    assert strict.post(f"{link}1/review/", SAID | {"csrfmiddlewaretoken": token}).status_code == 302
    answer = writer(link).post(f"{link}1/review/", {"text": "Half typed", "name": " "})
    assert (answer.status_code, "Write your name" in answer.text, "Half typed" in answer.text) == (
        422,
        True,
        True,
    )


def test_a_poll_is_cheap(link: str, guest: Client, django_assert_max_num_queries) -> None:
    """204 and two questions to the database while nothing is new."""
    with django_assert_max_num_queries(2):
        assert guest.get(f"{link}1/review/?since=0").status_code == 204


def test_the_share_panel_offers_comments(browser: Client, take: Generation) -> None:
    """A box that says who reads what, of one clip and of several; not unless it is ticked."""
    assert "all that was said of this clip" in browser.get(f"/shares/?g={take.pk}").text
    other = build.generation("ready")
    both = [str(take.pk), str(other.pk)]
    assert "all that was said of these clips" in browser.get("/shares/", {"g": both}).text
    asked = {"reveal": "clip", "expires": "7"}
    browser.post("/shares/", asked | {"g": both})
    browser.post("/shares/", asked | {"g": both, "comments": "on"})
    assert list(ShareLink.objects.order_by("created_at").values_list("allows_comments", flat=True)) == [
        False,
        True,
    ]
    assert " · comments" in browser.get("/shares/").text
