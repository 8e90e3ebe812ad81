"""Rehearsals and the stage, as pages: plainly marked, never a real take, and nothing private on the stage."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from playground import access
from playground.models import Booking, Generation, Membership, Recording, rehearsal
from tests import build
from tests.integration.views.conftest import Post, token_in

PROMPT = "A lighthouse in the rain"
BADGE = "rehearsal-badge"


@pytest.fixture
def recorded(owner: object) -> Generation:
    """A finished take that is on the list."""
    take = build.generation("ready", prompt=PROMPT)
    rehearsal.record(take, access.local_owner())
    return take


@pytest.fixture
def rehearse(recorded: Generation, generate: Post) -> Post:
    """The click of a composer in rehearsal."""

    def post(**fields: object) -> object:
        return generate(**{"prompt": PROMPT, "rehearsal": str(recorded.pk), "pace": "8", **fields})

    return post


def newest() -> Generation:
    """The take that was made last."""
    return Generation.objects.shown().first()


def test_any_ready_take_can_be_added_and_taken_out(browser: Client, owner: object) -> None:
    """The take's page offers it, then offers to rehearse; once more it is off the list."""
    take = build.generation("ready")
    where = reverse("generation-recording", args=[take.pk])
    assert "Add to rehearsal" in browser.get(f"/generations/{take.pk}/").text
    browser.post(where)
    assert f"/?rehearsal={take.pk}" in browser.get(f"/generations/{take.pk}/").text
    assert take.prompt in browser.get("/rehearsal/").text
    browser.post(where, {"recorded": "off", "next": "list"})
    assert Recording.objects.count() == 0
    assert "No run is recorded yet" in browser.get("/rehearsal/").text


@pytest.mark.parametrize("state", ["running", "failed", "queued"])
def test_what_has_no_clip_cannot_be_added(browser: Client, owner: object, state: str) -> None:
    """It is not offered, and a request for it is not found."""
    take = build.generation(state)
    assert "Add to rehearsal" not in browser.get(f"/generations/{take.pk}/").text
    assert browser.post(reverse("generation-recording", args=[take.pk])).status_code == 404


def test_the_composer_holds_the_recorded_request_and_says_what_it_shows(
    browser: Client, recorded: Generation
) -> None:
    """Badge, the sentence, no price, and no way from here to another model or to several takes."""
    page = browser.get(f"/?rehearsal={recorded.pk}&pace=8").text
    assert BADGE in page
    assert "Shows the recorded clip for this prompt" in page
    assert "720P · rehearsal</span>" in page
    assert f">\n{PROMPT}</textarea>" in page
    assert '<option value="8" selected>' in page
    for gone in ("model-picker", 'name="count"', "compose-draft", "edit-json", "≈", "price unknown"):
        assert gone not in page.split('id="composer"')[1].split("</form>")[0], gone


def test_an_edit_with_its_source_video_is_rehearsed_too(browser: Client, recorded: Generation) -> None:
    """The form that something attached turned into another request is found again."""
    take = build.edit(recorded, "Make it night")
    build.keep_clip(take)
    Generation.objects.filter(pk=take.pk).update(state="ready")
    rehearsal.record(Generation.objects.get(pk=take.pk), access.local_owner())
    page = browser.get(f"/?rehearsal={take.pk}").text
    assert "Shows the recorded clip for this prompt" in page
    assert ">\nMake it night</textarea>" in page


def test_the_click_makes_a_rehearsal_and_no_real_take(rehearse: Post, recorded: Generation) -> None:
    """A row of its own kind that plays this run at this speed; the ledger has not heard of it."""
    booked = Booking.objects.count()
    answer = rehearse(htmx=True)
    made = newest()
    assert (answer.status_code, made.is_rehearsal) == (200, True)
    assert (made.replay.of, made.replay.speed) == (recorded, 8)
    assert (made.price, made.parent, Booking.objects.count()) == (0, None, booked)
    assert BADGE in answer.text
    assert "at 8×" in answer.text


def test_one_form_is_one_rehearsal(rehearse: Post, recorded: Generation) -> None:
    """A double click plays it once, and the answer brings the next token."""
    token = str(uuid.uuid4())
    first, second = rehearse(token=token, htmx=True), rehearse(token=token, htmx=True)
    assert Generation.objects.count() == 2
    assert token not in (token_in(first.text), token_in(second.text))


@pytest.mark.parametrize("changed", [{"prompt": "A dragon"}, {"duration": "10"}, {"aspect_ratio": "9:16"}])
def test_another_request_is_never_shown_that_clip(
    rehearse: Post, browser: Client, recorded: Generation, changed: dict[str, str]
) -> None:
    """The button is closed with the reason, and a click all the same makes nothing, least of all a paid take."""
    answer = rehearse(htmx=True, **changed)
    assert answer.status_code == 422
    assert "No recording shows this request" in answer.text
    assert Generation.objects.count() == 1


def test_a_request_that_another_recording_shows_is_said_to_be_that_one(
    rehearse: Post, recorded: Generation
) -> None:
    """The form may turn into any recorded request, and plays that one's clip."""
    other = build.generation("ready", prompt="A dragon")
    rehearsal.record(other, access.local_owner())
    assert rehearse(prompt="A dragon", htmx=True).status_code == 200
    assert newest().replay.of == other


def test_a_recording_that_is_gone_makes_no_real_take_of_the_form(
    rehearse: Post, recorded: Generation
) -> None:
    """A page that was left open does not begin to spend."""
    rehearsal.forget(recorded)
    assert rehearse(htmx=True).status_code == 422
    assert Generation.objects.count() == 1


def test_every_page_of_a_rehearsal_is_marked(rehearse: Post, browser: Client, recorded: Generation) -> None:
    """Card, take's page, tile in History, stage and JSON; the recorded take itself is not."""
    rehearse()
    made = newest()
    names = ("generation", "generation-card", "generation-tile", "generation-slide")
    for name in names:
        assert BADGE in browser.get(reverse(name, args=[made.pk])).text, name
        assert BADGE not in browser.get(reverse(name, args=[recorded.pk])).text, name
    page = browser.get(f"/generations/{made.pk}/").text
    assert f'<a href="/generations/{recorded.pk}/">a recorded run</a>' in page
    assert "Nothing was sent and nothing was spent." in page
    told = browser.get(f"/generations/{made.pk}.json").json()
    assert (told["rehearsal_of"], told["price_milli_credits"]) == (str(recorded.pk), 0)


def test_a_rehearsal_counts_as_no_paid_take(rehearse: Post, browser: Client, recorded: Generation) -> None:
    """`You already paid for exactly this` names the real take alone."""
    rehearse()
    Generation.objects.filter(pk=newest().pk).update(state="ready")
    page = browser.get(f"/?from={recorded.pk}").text
    paid = page.split('id="paid"')[1].split("</div>")[0]
    assert re.findall(r"/generations/([0-9a-f-]{36})/\"", paid) == [str(recorded.pk)]


def test_the_stage_shows_nothing_that_is_nobodys_business(browser: Client, recorded: Generation) -> None:
    """Large prompt and clip; no bar, no balance, no price, no name of a person."""
    page = browser.get("/stage/").text
    assert PROMPT in page
    assert f"/generations/{recorded.pk}/clip.mp4" in page
    for word in ("balance", "credits", "≈", "places", ">owner<", "Connected", "Simulator"):
        assert word not in page, word


def test_the_stage_goes_through_the_recordings_in_order(browser: Client, recorded: Generation) -> None:
    """Next and previous are links, the ends have none, and a place that is not there is the last one."""
    second = build.generation("ready", prompt="A dragon")
    rehearsal.record(second, access.local_owner())
    first = browser.get("/stage/").text
    assert ('rel="next" href="?at=2&amp;pace=4"' in first, 'rel="prev"' in first) == (True, False)
    last = browser.get("/stage/?at=99").text
    assert ("A dragon" in last, 'rel="prev"' in last, 'rel="next"' in last) == (True, True, False)
    named = browser.get(f"/stage/?g={second.pk}&g={recorded.pk}").text
    assert f"?g={second.pk}&amp;g={recorded.pk}&amp;at=2" in named


def test_the_stage_plays_a_run_again(browser: Client, recorded: Generation) -> None:
    """The answer is the slide of the new take; without script it is a page."""
    where = reverse("generation-replay", args=[recorded.pk])
    answer = browser.post(where, {"pace": "16"}, headers={"HX-Request": "true"})
    made = newest()
    assert (made.replay.speed, f'id="generation-{made.pk}"' in answer.text) == (16, True)
    assert browser.post(where, {"pace": "nonsense"}).url == f"/stage/?g={newest().pk}"
    assert newest().replay.speed == rehearsal.USUAL


def test_strangers_and_viewers_record_and_play_nothing(browser: Client, recorded: Generation) -> None:
    """404 for another workspace's take, and for one's own where one may only look."""
    theirs = build.generation("ready", of=build.user("stranger"), prompt="Their secret")
    rehearsal.record(theirs, theirs.owner)
    for name in ("generation-recording", "generation-replay"):
        assert browser.post(reverse(name, args=[theirs.pk])).status_code == 404
    for path in (f"/?rehearsal={theirs.pk}", f"/stage/?g={theirs.pk}", "/?rehearsal=nonsense"):
        assert browser.get(path).status_code == 404
    assert "Their secret" not in browser.get("/stage/").text + browser.get("/rehearsal/").text
    Membership.objects.update(role="viewer")
    for name in ("generation-recording", "generation-replay"):
        assert browser.post(reverse(name, args=[recorded.pk])).status_code == 404
    assert not Generation.objects.filter(connection__kind="rehearsal").exists()
