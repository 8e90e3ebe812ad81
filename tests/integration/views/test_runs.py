"""What our own runs tell: on the model's page, and on the card that waits."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import Connection, Generation, User
from tests import build
from tests.canary import KEY

PAGE = "/models/gemini_omni_flash/"


def ended(*seconds: float, of: User | None = None, state: str = "ready", **fields: object) -> None:
    """Takes that ran so long, without a clip on disk."""
    first, now = build.asked(of=of), timezone.now()
    kept = {field.attname: getattr(first, field.attname) for field in Generation._meta.concrete_fields}
    for number, took in enumerate(seconds):
        own = {"id": uuid.uuid4(), "form_token": uuid.uuid4(), "state": state, "due_at": None}
        end = {"completed_at": now - timedelta(minutes=number), "ready_at": now if state == "ready" else None}
        begun = {"accepted_at": end["completed_at"] - timedelta(seconds=took), "deleted_at": now}
        Generation(**kept | own | end | begun | fields).save()
    Generation.objects.filter(pk=first.pk).update(
        deleted_at=now, due_at=None
    )  # still queued: none of the runs


def text(browser: Client, path: str = PAGE) -> str:
    """A page, white space made even."""
    return " ".join(browser.get(path).text.split())


def test_the_page_says_how_long_it_takes(browser: Client) -> None:
    """Half, nine of ten, how many runs; a plot with a name, a description and a table."""
    ended(60, 70, 74, 80, 190)
    page = text(browser)
    assert "Half were done in 74 s, nine of ten in 190 s: 5 runs since" in page
    assert 'role="img" aria-labelledby="times-title times-desc"' in page
    assert "half within 74 s, nine of ten within 190 s, the last after 190 s" in page
    assert '<th scope="row">50 of 100</th><td>74 s</td>' in page


def test_few_runs_say_nothing_yet(browser: Client) -> None:
    """Four are not enough for a sentence or a curve; the failures are told all the same."""
    ended(60, 70, 80, 90)
    ended(5, state="failed", error_status=422, error_code="content_policy_violation")
    page = text(browser)
    assert "Not enough runs yet" in page
    assert "times-title" not in page
    assert "1 of 5 takes failed." in page
    assert "Blocked by content policy" in page


def test_failures_lead_to_history(browser: Client) -> None:
    """Behind the count stand the takes themselves."""
    ended(5, 6, state="failed", error_code="generation_failed")
    assert 'href="/generations/?state=failed&amp;model=gemini_omni_flash"' in text(browser)


def test_the_cost_is_the_booked_estimate(browser: Client) -> None:
    """Known prices only, and how many that are."""
    ended(60, 60, 60, price=8_000)
    ended(60, 60, price=12_000)
    ended(60, price=None)
    page = text(browser)
    assert "Half were booked at 8 credits or less; the cheapest at 8, the dearest at 12; 48 credits" in page
    assert "the price of 5 of 6 finished takes was known" in page


def test_the_simulator_says_nothing_of_a_real_connection(browser: Client, settings) -> None:
    """With a key the page begins anew; without it the simulator's runs are there again."""
    ended(*[1.0] * 9)
    settings.TOAPIS_API_KEY = KEY
    assert "Not enough runs yet" in text(browser)
    settings.TOAPIS_API_KEY = ""
    assert "9 runs since" in text(browser)


def test_a_stranger_s_runs_are_not_ours(browser: Client) -> None:
    """Figures are of one workspace's connection; a team mate's runs count, a stranger's do not."""
    owner = access.local_owner()
    ended(*[60.0] * 5, of=build.user("mate", access.workspace_of(owner)))
    ended(*[10.0] * 7, of=build.user("stranger"))
    assert "5 runs since" in text(browser)


def waiting(since: float, **fields: object) -> str:
    """The card's address of a take that upstream accepted so many seconds ago."""
    accepted = timezone.now() - timedelta(seconds=since)
    take = build.generation("running", accepted_at=accepted, **fields)
    return f"/generations/{take.pk}/card/"


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (10, "Usually done in 74 s; nine of ten within 190 s"),
        (200, "Nine of ten were done within 190 s; this one takes longer"),
    ],
)
def test_a_waiting_card_says_what_to_expect(browser: Client, since: float, words: str) -> None:
    """In words; past what nine of ten took it says so."""
    ended(60, 70, 74, 80, 190)
    assert words in text(browser, waiting(since))


def test_a_card_without_history_says_so(browser: Client) -> None:
    """No guess is made of four runs."""
    ended(60, 70, 74, 80)
    assert "Not enough runs yet to say how long it takes" in text(browser, waiting(1))


def test_a_finished_card_expects_nothing(browser: Client) -> None:
    """What is saved, ready or failed waits for upstream no more."""
    ended(*[60.0] * 5)
    for state in ("fetching", "ready", "failed"):
        assert "Usually done" not in text(browser, f"/generations/{build.generation(state).pk}/card/")


def test_a_card_goes_by_its_own_connection(browser: Client) -> None:
    """A take of an earlier key is measured by that key's runs."""
    other = Connection.objects.create(workspace=access.workspace_of(access.local_owner()), kind="environment")
    ended(*[60.0] * 5)
    assert "Not enough runs" in text(browser, waiting(1, connection_id=other.pk))


def test_the_figures_cost_one_question(browser: Client, django_assert_num_queries) -> None:
    """The second look within some seconds asks the database nothing about runs."""
    ended(*[60.0] * 5)
    browser.get(PAGE)
    warm = len(_asked(browser))
    cache.clear()
    assert len(_asked(browser)) == warm + 1


def _asked(browser: Client) -> list[dict[str, str]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        browser.get(PAGE)
    return caught.captured_queries
