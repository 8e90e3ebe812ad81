"""Check 22: how many takes one person may ask for in a minute."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from playground.models import Batch, Generation
from playground.models.attempt import Attempt
from tests.security.conftest import Enter, Team


@pytest.fixture(autouse=True)
def _three_a_minute(settings) -> None:
    settings.SUBMITS_PER_PERSON = 3


def click(browser: Client, *, htmx: bool = True, **more: str) -> HttpResponse:
    """The composer's form."""
    form = {"model": "gemini_omni_flash", "prompt": "A quiet harbour", "duration": "6", "resolution": "720P"}
    form |= {"aspect_ratio": "16:9", "token": str(uuid.uuid4()), **more}
    return browser.post("/generations/", form, headers={"HX-Request": "true"} if htmx else {})


def test_a_person_has_a_pace(team: Team, enter: Enter) -> None:
    """Check 22: the fourth take of a minute is 429 in words, with any X-Forwarded-For and from any browser."""
    assert [click(enter("editor")).status_code for _ in range(3)] == [200] * 3
    cache.clear()  # it is counted in the database: another process, and the next start, know it too
    refused = click(enter("editor", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="1.2.3.4"))
    assert refused.status_code == 429
    assert "One person may ask for 3 takes a minute" in refused.text
    assert Generation.objects.count() == 3


def test_others_are_not_held_up(team: Team, enter: Enter) -> None:
    """Check 22: a colleague's takes are the colleague's."""
    assert [click(enter("editor")).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert click(enter("owner")).status_code == 200


def test_nothing_is_lost(team: Team, enter: Enter) -> None:
    """Check 22: the form's token was not spent, so the same form is generated a minute later; without script too."""
    browser, token = enter("editor"), str(uuid.uuid4())
    for _ in range(3):
        click(browser)
    page = click(browser, htmx=False, token=token, prompt="Kept words")
    assert page.status_code == 429
    assert f'value="{token}"' in page.text
    assert "Kept words" in page.text
    button = page.text.split('id="generate"')[1].split(">")[0]
    assert "disabled" not in button
    Attempt.objects.update(since=Attempt.objects.get(key__startswith="takes").since - timedelta(minutes=1))
    assert click(browser, token=token, prompt="Kept words").status_code == 200


def test_a_batch_counts_its_takes(team: Team, enter: Enter) -> None:
    """Check 22: two and two are four; one that is larger than a minute's share has a minute of its own."""
    browser = enter("editor")
    assert click(browser, count="2").status_code == 200
    assert click(browser, count="2").status_code == 429
    assert click(enter("owner"), count="5").status_code == 200
    assert click(enter("owner")).status_code == 429
    assert (Batch.objects.count(), Generation.objects.count()) == (2, 7)


def test_looking_costs_nothing(team: Team, enter: Enter) -> None:
    """Check 22: the server's word on a form and a form with a problem are no takes."""
    browser = enter("editor")
    for _ in range(5):
        assert click(browser, prompt="").status_code == 422
        assert browser.post("/preview/", {"model": "gemini_omni_flash", "prompt": "x"}).status_code == 200
    assert click(browser).status_code == 200


def test_the_others_of_a_budget_count_too(team: Team, enter: Enter) -> None:
    """Check 22: what a higher budget lets be made is asked for like any take."""
    browser = enter("editor")
    click(browser, count="3", budget="16")
    batch = Batch.objects.get()
    assert 0 < batch.takes.count() < 3
    click(browser, prompt="Another")
    made = Generation.objects.count()
    answer = browser.post(f"/batches/{batch.pk}/others/", {"budget": ""})
    assert (answer.status_code, "takes a minute" in answer.text) == (422, True)
    assert Generation.objects.count() == made


def test_no_limit_is_no_limit(team: Team, enter: Enter, settings) -> None:
    """Check 22: 0, as in local mode, counts nothing."""
    settings.SUBMITS_PER_PERSON = 0
    assert [click(enter("editor")).status_code for _ in range(4)] == [200] * 4
    assert not Attempt.objects.exists()
