"""Several takes from one form: the count and the total on the button, the sheet, and who may touch it."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from playground.models import Batch, Generation, MoneySettings
from playground.models.state import Lane
from tests import build
from tests.integration.views.conftest import Post, token_in
from tests.integration.views.test_money import label

FORM = {
    "model": "gemini_omni_flash",
    "prompt": "Fox",
    "aspect_ratio": "16:9",
    "duration": "6",
    "resolution": "720P",
}


def word(browser: Client, **fields: str) -> str:
    """The server's word on a form."""
    return browser.post("/preview/", {**FORM, **fields}).text


def test_the_button_says_count_and_total(browser: Client) -> None:
    """The name begins with Generate; then how many, the settings, and what all cost together."""
    assert label(word(browser, count="4")) == "4 takes · 6 s · 16:9 · 720P · ≈ 48 credits"
    assert label(word(browser, count="1")) == "6 s · 16:9 · 720P · ≈ 12 credits"


def test_a_budget_shows_what_it_is_enough_for(browser: Client) -> None:
    """The button counts what will be made, and the note says what will not."""
    text = word(browser, count="4", budget="30")
    assert label(text) == "2 takes · 6 s · 16:9 · 720P · ≈ 24 credits"
    assert "enough for 2 of 4 takes" in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"count": "0"}, "from 1 to 60"),
        ({"count": "61"}, "from 1 to 60"),
        ({"count": "x"}, "from 1 to 60"),
        ({"count": "99999999999"}, "from 1 to 60"),
        ({"budget": "cheap"}, "is not a number"),
        ({"count": "3", "budget": "5"}, "less than one take costs"),
    ],
)
def test_what_cannot_be_ordered_is_explained(generate: Post, fields: dict, words: str) -> None:
    """422 in words, and nothing is made."""
    answer = generate(htmx=True, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert Generation.objects.count() == 0


def test_without_script_the_click_leads_to_the_sheet(generate: Post, browser: Client) -> None:
    """302 to the batch's own page, where every take stands."""
    answer = generate(count="3")
    batch = Batch.objects.get()
    assert answer["Location"] == f"/batches/{batch.pk}/"
    html = browser.get(answer["Location"]).text
    assert all(html.count(f'id="frame-{take.pk}"') == 1 for take in batch.takes.all())


def test_with_script_the_sheet_comes_onto_the_stage(generate: Post, browser: Client) -> None:
    """With the next token; a reload finds it there again."""
    token = str(uuid.uuid4())
    answer = generate(htmx=True, count="3", token=token)
    sheet = f'id="batch-{Batch.objects.get().pk}"'
    assert sheet in answer.text
    assert token_in(answer.text) != token
    assert sheet in browser.get("/").text


def test_another_count_with_a_used_token_is_a_conflict(generate: Post) -> None:
    """409: the edit is kept and offered as new."""
    token = str(uuid.uuid4())
    generate(token=token, count="2")
    assert generate(token=token, count="3", htmx=True).status_code == 409
    assert generate(token=token, htmx=True).status_code == 409
    assert Generation.objects.count() == 2


def test_pause_resume_and_cancel_by_form(browser: Client, owner: object) -> None:
    """Each is a POST that leads back to the sheet."""
    batch = build.batch(3)
    where = f"/batches/{batch.pk}/"
    assert browser.post(f"{where}pause/", {"paused": "on"})["Location"] == where
    assert "Paused" in browser.get(where).text
    browser.post(f"{where}pause/", {"paused": "off"})
    assert set(batch.takes.values_list("reason", flat=True)) == {""}
    summary = browser.post(f"{where}cancellation/", headers={"HX-Request": "true"}).text
    assert "Cancel the rest" not in summary
    assert set(batch.takes.values_list("state", flat=True)) == {"cancelled"}


def test_a_stopped_batch_says_what_was_not_made(browser: Client, owner: object) -> None:
    """In words, with the budget."""
    batch = build.batch(4, budget=30_000)
    assert "2 takes were not made: the budget of 30 credits" in browser.get(f"/batches/{batch.pk}/").text


@pytest.mark.parametrize(
    "name", ["batch", "batch-summary", "batch-frame", "batch-pause", "batch-cancellation"]
)
def test_a_foreign_batch_is_not_there(browser: Client, name: str) -> None:
    """404, to look at and to touch."""
    theirs = build.batch(1, of=build.user())
    ids = {"batch_id": theirs.pk}
    if name == "batch-frame":
        ids["generation_id"] = theirs.takes.get().pk
    where = reverse(name, kwargs=ids)
    answer = browser.post(where) if name in ("batch-pause", "batch-cancellation") else browser.get(where)
    assert answer.status_code == 404
    assert not Batch.objects.get().paused


def test_a_long_sheet_asks_the_database_a_few_times(browser: Client, django_assert_max_num_queries) -> None:
    """Its queries do not grow with its length."""
    batch = build.batch(60)
    with django_assert_max_num_queries(16):
        assert browser.get(f"/batches/{batch.pk}/").text.count('id="frame-') == 60


def stopped(generate: Post, **fields: str) -> Batch:
    """A batch of five whose budget was enough for two."""
    generate(count="5", budget="30", **fields)
    return Batch.objects.get()


def test_a_raised_budget_makes_the_others(generate: Post, browser: Client) -> None:
    """The button says how many and what they cost, under a budget that is enough for all; a second click is nothing."""
    batch = stopped(generate)
    html = browser.get(f"/batches/{batch.pk}/").text
    assert "Make the 3 others · ≈ 36 credits" in html
    assert re.search(r'name="budget"[^>]* value="60"', html)
    for _click in range(2):
        answer = browser.post(f"/batches/{batch.pk}/others/", {"budget": "60"})
        assert answer["Location"] == f"/batches/{batch.pk}/"
    batch.refresh_from_db()
    assert (batch.takes.count(), batch.budget, batch.unmade_text) == (5, 60_000, "")
    assert len(set(batch.takes.values_list("request_body", flat=True))) == 1
    assert set(batch.takes.values_list("lane", flat=True)) == {Lane.LOW}
    assert "Raise the budget" not in browser.get(f"/batches/{batch.pk}/").text


def test_a_budget_raised_a_little_makes_a_few(generate: Post, browser: Client) -> None:
    """What still does not fit waits on; a budget that is no higher makes none and says what all need."""
    batch = stopped(generate)
    refused = browser.post(f"/batches/{batch.pk}/others/", {"budget": "30"})
    assert (refused.status_code, batch.takes.count()) == (422, 2)
    assert "All of them need 60 credits." in refused.text
    html = browser.post(f"/batches/{batch.pk}/others/", {"budget": "40"}, headers={"HX-Request": "true"}).text
    assert (batch.takes.count(), html.count('id="frame-')) == (3, 3)
    assert "Make the 2 others · ≈ 24 credits" in html


def test_the_others_are_what_was_asked_for(generate: Post, browser: Client) -> None:
    """Other models, files and parent too: in the order of the click, each with its own request."""
    image, parent = build.reference(name="hat.png"), build.generation("ready")
    batch = stopped(generate, also="sora2", references=str(image.pk), parent=str(parent.pk), edge="remix")
    browser.post(f"/batches/{batch.pk}/others/", {"budget": ""})
    takes = list(batch.takes.order_by("born_version"))
    assert [take.model_slug for take in takes] == ["gemini_omni_flash", "sora2"] * 5
    assert {take.attached.get().reference for take in takes} == {image}
    assert {(take.parent, take.edge) for take in takes} == {(parent, "remix")}
    assert batch.wanted == 10


def test_the_others_are_confirmed_above_the_limit(generate: Post, browser: Client, owner) -> None:
    """Where such sums are asked about, one click alone spends nothing."""
    batch = stopped(generate)
    MoneySettings.objects.update_or_create(workspace=batch.workspace, defaults={"confirm_above": 20_000})
    address = f"/batches/{batch.pk}/others/"
    assert "Yes, spend this: ≈ 36 credits" in browser.get(f"/batches/{batch.pk}/").text
    assert browser.post(address, {"budget": "60"}).status_code == 422
    assert batch.takes.count() == 2
    browser.post(address, {"budget": "60", "confirmed": "≈ 36 credits"})
    assert batch.takes.count() == 5
