"""Who may say what of a take, in team mode; what the others hear of it."""

import uuid

import pytest
from django.urls import reverse

from playground.live import news
from playground.models import Comment, Generation, Reference, ReviewVerdict, review
from playground.models.removal import delete_takes
from playground.models.review import Hand
from tests import build
from tests.integration.team.conftest import Enter, Team

HTMX = {"HX-Request": "true"}
MARK = "[[[0.1,0.2],[0.3,0.4]]]"
OF_A_COMMENT = ("text", "resolution", "deletion", "revision")


@pytest.fixture
def take(team: Team) -> Generation:
    """A finished take of the studio."""
    return build.generation("ready", of=team.owner, prompt="Our harbour")


def said(take: Generation, by: object, text: str = "Slower here.", at: int | None = 1500) -> Comment:
    """A comment of somebody's."""
    return review.say(Hand(user=by), take, text, at, [], None)


def where(take: Generation) -> str:
    """Where comments are sent."""
    return reverse("generation-review", args=[take.pk])


def act(comment: Comment, what: str) -> str:
    """The address of what can be done to a comment."""
    return reverse(f"comment-{what}", args=[comment.pk])


@pytest.mark.parametrize("who", ["owner", "editor", "viewer"])
def test_every_member_comments_and_gives_a_verdict(enter: Enter, take: Generation, who: str) -> None:
    """With the frame's place in milliseconds and the drawing on it; one verdict each, the last one."""
    browser = enter(who)
    form = {"text": " Slower\r\nhere. ", "at": "1.5", "mark": MARK}
    answer = browser.post(where(take), form, headers=HTMX)
    assert (answer.status_code, "Slower\nhere." in answer.text) == (200, True)
    kept = Comment.objects.get()
    assert (kept.author.username, kept.at_ms, kept.mark_text) == (who, 1500, MARK)
    for verdict in ("approve", "changes"):
        browser.post(reverse("generation-verdict", args=[take.pk]), {"verdict": verdict})
    assert ReviewVerdict.objects.get().says == "changes"
    browser.post(reverse("generation-verdict", args=[take.pk]), {"verdict": ""})
    assert not ReviewVerdict.objects.exists()


def test_strangers_and_nobody_find_nothing(enter: Enter, team: Team, take: Generation) -> None:
    """404 for every address of a review, the same as for an id that does not exist; nothing is changed."""
    comment = said(take, team.owner)
    addresses = [where(take), reverse("generation-verdict", args=[take.pk])]
    addresses += [act(comment, what) for what in OF_A_COMMENT]
    for who in ("stranger", ""):
        browser = enter(who)
        assert {
            browser.post(each, {"text": "x", "verdict": "approve"}).status_code for each in addresses
        } == {404}
    assert enter("stranger").get(where(take)).status_code == 404
    assert enter("owner").post(where(Generation(pk=uuid.uuid4()))).status_code == 404
    comment.refresh_from_db()
    assert (Comment.objects.count(), comment.text, comment.resolved_at) == (1, "Slower here.", None)


@pytest.mark.parametrize(
    ("who", "allowed"), [("viewer", set()), ("editor", {"resolution", "deletion", "revision"})]
)
def test_what_others_said(enter: Enter, team: Team, take: Generation, who: str, allowed: set[str]) -> None:
    """An editor settles and deletes it, a viewer leaves it; nobody puts words into another's mouth."""
    for what in OF_A_COMMENT:
        comment = said(take, team.owner)
        status = enter(who).post(act(comment, what), {"text": "Other words"}).status_code
        assert status == (302 if what in allowed else 404), what
    assert not Comment.objects.filter(text="Other words").exists()


def test_ones_own_words(enter: Enter, team: Team, take: Generation) -> None:
    """A viewer changes and takes back what the viewer said; a reply to it stays."""
    comment = said(take, team.viewer)
    browser = enter("viewer")
    browser.post(where(take), {"text": "Yes.", "to": str(comment.pk)})
    assert browser.post(act(comment, "text"), {"text": "Faster."}).status_code == 302
    comment.refresh_from_db()
    assert (comment.text, comment.edited_at is not None) == ("Faster.", True)
    browser.post(act(comment, "deletion"))
    page = browser.get(f"/generations/{take.pk}/").text
    assert "Faster." not in page
    assert "This comment was taken back." in page
    assert "Yes." in page


def test_a_thread_is_one_level_deep(enter: Enter, team: Team, take: Generation) -> None:
    """A reply goes to a thread's beginning on this take, and to nothing else."""
    other = build.generation("ready", of=team.owner)
    first = said(take, team.owner)
    reply = review.say(Hand(user=team.viewer), take, "Yes.", None, [], first)
    for to in (reply.pk, said(other, team.owner).pk, uuid.uuid4(), "nonsense"):
        assert enter("viewer").post(where(take), {"text": "x", "to": str(to)}).status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": " "}, "Write what you want to say."),
        ({"text": "x" * 2001}, "these are 1 more"),
        ({"text": "x", "at": "99"}, "Give the place in seconds"),
        ({"text": "x", "at": "nan"}, "Give the place in seconds"),
        ({"text": "x", "at": "1", "mark": "[[[2,0]]]"}, "The drawing cannot be read."),
        ({"text": "x", "mark": MARK}, "A drawing stands on one frame."),
    ],
)
def test_what_cannot_be_kept_is_said(enter: Enter, take: Generation, form: dict, words: str) -> None:
    """422 with words; without script the page again, with what was typed."""
    answer = enter("viewer").post(where(take), form, headers=HTMX)
    assert (answer.status_code, words in answer.text) == (422, True)
    page = enter("viewer").post(where(take), form)
    assert (page.status_code, words in page.text) == (422, True)
    assert form["text"].strip() in page.text
    assert not Comment.objects.exists()


def test_words_are_words(enter: Enter, team: Team, take: Generation) -> None:
    """Markup in a comment is shown, never run."""
    evil = "<img src=x onerror=alert(1)>' \" </script>"
    said(take, team.owner, evil)
    page = enter("viewer").get(f"/generations/{take.pk}/").text
    assert evil not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_page_hears_of_the_review_and_its_card_does_not(team: Team, take: Generation) -> None:
    """A comment alone draws no card anew; together with a change of the take both are told."""
    since = news.current_cursor()
    said(take, team.owner)
    told = news.news_since(since).by_workspace[team.workspace.pk]
    assert (told.ids, told.talked) == ((), (str(take.pk),))
    assert '"talked":["' in told.message
    delete_takes([take], "owner")
    said(take, team.owner)
    for change in (
        news.missed_by(team.workspace.pk, since),
        news.news_since(since).by_workspace[team.workspace.pk],
    ):
        assert (change.ids, change.talked) == ((str(take.pk),),) * 2


def test_what_is_known_is_not_sent_again(enter: Enter, team: Team, take: Generation) -> None:
    """204 for the version that the page has."""
    said(take, team.owner)
    take.refresh_from_db()
    browser = enter("viewer")
    assert browser.get(f"{where(take)}?since={take.talked_version}").status_code == 204
    said(take, team.owner)
    assert browser.get(f"{where(take)}?since={take.talked_version}").status_code == 200


def test_a_revision_opens_with_the_recipe_the_comment_and_its_frame(
    enter: Enter, team: Team, take: Generation
) -> None:
    """The exact frame is kept as a reference that knows where it comes from."""
    comment, browser = said(take, team.viewer, "Make it night."), enter("editor")
    answer = browser.post(act(comment, "revision"))
    frame = Reference.objects.get()
    assert (frame.source_id, frame.source_seconds) == (take.pk, 1.5)
    page = browser.get(answer.url).text
    told = ("Make it night.", "Revision of", str(frame.pk), "Our harbour", "is attached as a reference")
    assert f'id="{answer.url.partition("#")[2]}"' in page
    assert [each for each in told if each not in page] == []


def test_a_revision_is_named_beside_its_comment(enter: Enter, team: Team, take: Generation) -> None:
    """It comes from the commented take, whatever its words are."""
    comment, browser = said(take, team.viewer), enter("editor")
    form = {"model": "gemini_omni_flash", "prompt": "Entirely other words", "token": str(uuid.uuid4())}
    browser.post(
        "/generations/", form | {"parent": str(take.pk), "edge": "revision", "comment": str(comment.pk)}
    )
    made = Generation.objects.get(parent=take)
    assert made.edge == "revision"
    assert f'href="/generations/{made.pk}/">The revision</a>' in browser.get(where(take)).text


def test_a_foreign_comment_is_answered_by_nobody(enter: Enter, team: Team, take: Generation) -> None:
    """A form that names a comment of another workspace makes a take that answers none."""
    theirs = said(build.generation("ready", of=team.stranger), team.stranger, "Their secret")
    browser = enter("editor")
    assert browser.get(f"/?from={take.pk}&comment={theirs.pk}").status_code == 404
    form = {
        "model": "gemini_omni_flash",
        "prompt": "x",
        "token": str(uuid.uuid4()),
        "comment": str(theirs.pk),
    }
    assert "Their secret" not in browser.post("/preview/", form).text
    browser.post("/generations/", form)
    assert not theirs.revisions.exists()


def test_a_take_without_a_clip_has_nothing_to_speak_of(team: Team, enter: Enter) -> None:
    """Its page may ask for the review all the same; a comment finds nothing."""
    where = f"/generations/{build.generation('running', of=team.owner).pk}/review/"
    answer = enter("viewer").get(where)
    assert (answer.status_code, "<take-review" in answer.text, "<form" in answer.text) == (200, True, False)
    assert enter("viewer").post(where, {"text": "Warmer"}).status_code == 404
