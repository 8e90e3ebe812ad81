"""One take's page and its card: everything that is known about it stands there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground.models import Event, Generation
from playground.models.asking import Attached
from tests import build


def page(browser: Client, take: Generation) -> str:
    """Its page, white space made even."""
    return " ".join(browser.get(f"/generations/{take.pk}/").text.split())


def test_every_event_says_who_when_why_and_what_came(browser: Client) -> None:
    """The page lists each move with its moment, its actor, its reason, and the answer that made it, escaped."""
    take = build.generation("running")
    moved = {"from_state": "submitting", "to_state": "running", "actor": "watch 7", "detail": "video_92ab"}
    answer = '{"id": "video_92ab", "note": "<b>"}'
    at = timezone.now() - timedelta(minutes=3)
    Event.objects.create(generation=take, at=at, name="accepted", received=answer, **moved)
    text = page(browser, take)
    for words in ("accepted", "watch 7", "video_92ab", at.isoformat()[:19]):
        assert words in text
    assert (
        text.count("&quot;note&quot;: &quot;&lt;b&gt;&quot;") == 2
    )  # with its event, and as the last answer
    assert "Last answer" in text


def test_the_request_stands_there_byte_for_byte(browser: Client) -> None:
    """What was sent, as text that can be copied."""
    take = build.generation("running")
    assert take.request_body.splitlines()[1].strip().split('"')[1] in page(browser, take)
    assert "The request, byte for byte" in page(browser, take)


def test_a_waiting_card_shows_prompt_references_and_progress(browser: Client, owner: object) -> None:
    """While nothing can be played, the card shows what was asked for and how it stands."""
    reference = build.reference()
    take = build.asked("A lighthouse at dusk", None, Attached(reference=reference))
    given = {"state": "running", "submitted_at": timezone.now(), "progress": 42, "poll_errors": 3}
    said = {"last_contact_at": timezone.now(), "last_poll_error": "HTTP 502"}
    Generation.objects.filter(pk=take.pk).update(**given, **said)
    card = " ".join(browser.get(f"/generations/{take.pk}/card/").text.split())
    assert "A lighthouse at dusk" in card
    assert f"/references/{reference.pk}/thumbnail.webp" in card
    assert '<progress max="100" value="42"' in card
    assert "3 errors in a row: HTTP 502" in card
    assert card.count("A lighthouse at dusk") == 1


@pytest.mark.parametrize(("charged", "words"), [("no", "Not charged"), ("unknown", "Not known yet")])
def test_a_failure_leads_with_its_cost_and_the_next_step(browser: Client, charged: str, words: str) -> None:
    """Before the small print stand what it cost and one way on."""
    fields = {"error_code": "content_policy", "error_status": 422, "error_message": "No.", "charged": charged}
    card = browser.get(f"/generations/{build.generation('failed', **fields).pk}/card/").text
    print_starts = card.index("small-print")
    assert card.index(words) < print_starts
    assert card.index("Edit and try again") < print_starts
    assert card.count("Edit and try again") == 1


@pytest.mark.parametrize("reason", ["key_missing", "key_refused", "no_credits"])
def test_a_take_held_by_the_connection_leads_there(browser: Client, reason: str) -> None:
    """A key or credits are missing: the card's one step is the page where both are mended."""
    fields = {"reason": reason, "error_code": "401", "error_status": 401, "charged": "no"}
    card = browser.get(f"/generations/{build.generation('queued', **fields).pk}/card/").text
    assert 'href="/connection/"' in card
