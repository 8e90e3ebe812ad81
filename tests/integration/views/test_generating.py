"""The click: one form is one take, however often it arrives."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from playground.models import Generation, Reference
from tests import build
from tests.integration.views.conftest import Post, token_in


def test_without_script_the_click_leads_to_the_take(generate: Post, browser: Client) -> None:
    """302 to the permanent address, where the take is."""
    answer = generate(prompt="A red fox")
    take = Generation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/generations/{take.pk}/")
    assert "A red fox" in browser.get(answer["Location"]).text


def test_with_script_the_click_brings_the_card_and_the_next_token(generate: Post) -> None:
    """The waiting card, once, and a token for the next run in the same answer."""
    token = str(uuid.uuid4())
    answer = generate(htmx=True, token=token)
    take = Generation.objects.get()
    assert answer.status_code == 200
    assert answer.text.count(f'id="generation-{take.pk}"') == 1
    assert 'data-state="queued"' in answer.text
    assert token_in(answer.text) != token


def test_a_second_click_makes_no_second_take(generate: Post) -> None:
    """The same form twice is the same take, with and without script."""
    token = str(uuid.uuid4())
    first, second, third = generate(token=token), generate(token=token), generate(token=token, htmx=True)
    assert first["Location"] == second["Location"]
    assert third.status_code == 200
    assert Generation.objects.count() == 1


def test_a_take_that_is_kept_is_never_denied(generate: Post) -> None:
    """When the database stops answering after the take was made, the click still leads to it: no "nothing was kept"."""

    def locked(execute, sql, params, many, context):
        if "playground_lease" in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(locked):
        answer = generate()
    assert (answer.status_code, answer["Location"]) == (302, f"/generations/{Generation.objects.get().pk}/")


def test_two_tabs_make_two_takes(generate: Post) -> None:
    """Equal requests from two rendered forms are two wishes."""
    generate()
    generate()
    assert Generation.objects.count() == 2


@pytest.mark.parametrize("htmx", [True, False])
def test_one_token_with_two_bodies_keeps_the_edit(generate: Post, htmx: bool) -> None:
    """409: nothing is made, the new words are kept, and a fresh token offers them as a new take."""
    token = str(uuid.uuid4())
    generate(token=token, prompt="First words")
    answer = generate(token=token, prompt="Second words", htmx=htmx)
    assert answer.status_code == 409
    assert Generation.objects.count() == 1
    assert token_in(answer.text) != token
    assert "as a new take" in answer.text
    assert htmx or "Second words" in answer.text


def test_the_token_of_a_conflict_makes_the_new_take(generate: Post) -> None:
    """One more click, and the edit runs beside the first."""
    token = str(uuid.uuid4())
    generate(token=token, prompt="First words")
    fresh = token_in(generate(token=token, prompt="Second words").text)
    assert generate(token=fresh, prompt="Second words").status_code == 302
    assert Generation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_are_one_take(static_files: None, transactional_db: None) -> None:
    """Parallel identical posts: every one is answered, one row is made, all lead to it."""
    token = str(uuid.uuid4())
    form = {"model": "gemini_omni_flash", "prompt": "Fox", "aspect_ratio": "16:9", "duration": "6"}

    def click(_: int) -> str:
        try:
            return Client().post("/generations/", {**form, "resolution": "720P", "token": token})["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as many:
        places = set(many.map(click, range(50)))
    assert places == {f"/generations/{Generation.objects.get().pk}/"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": "x" * 1201}, "1200"),
        ({"aspect_ratio": "9:16", "resolution": "1080p"}, "1080p"),
        ({"duration": "7"}, "Duration"),
        ({"aspect_ratio": "1:1"}, "ratio"),
        ({"references": ["https://example.com/a.png", "https://example.com/b.png"]}, "image"),
    ],
)
def test_what_the_model_does_not_take_is_explained(generate: Post, fields: dict, words: str) -> None:
    """422 in words, and nothing is made."""
    for htmx in (True, False):
        answer = generate(htmx=htmx, **fields)
        assert answer.status_code == 422
        assert words.lower() in answer.text.lower()
    assert Generation.objects.count() == 0


def test_a_prompt_is_counted_in_code_points(generate: Post) -> None:
    """1,200 emoji are 1,200, whatever they weigh."""
    assert generate(prompt="🎬" * 1200).status_code == 302
    assert generate(prompt="🎬" * 1201).status_code == 422


def test_text_is_normalised_to_lf_and_not_stripped(generate: Post) -> None:
    """What a browser's textarea makes of line ends is undone; white space is the person's own."""
    generate(prompt="  One\r\ntwo\rthree \r\n")
    assert json.loads(Generation.objects.get().request_body)["prompt"] == "  One\ntwo\nthree \n"


def test_a_very_long_post_is_refused_without_a_take(generate: Post) -> None:
    """Three megabytes of prompt are 400 or 413, not a crash."""
    assert generate(prompt="x" * 3_000_000).status_code in (400, 413, 422)
    assert Generation.objects.count() == 0


def test_files_come_with_the_form_where_there_is_no_script(generate: Post) -> None:
    """A plain form's file input makes the reference and the take in one click."""
    assert generate(images=build.upload("cat.png")).status_code == 302
    take = Generation.objects.get()
    assert json.loads(take.request_body)["image_urls"] == ["upload:cat.png"]
    assert take.attached.get().reference == Reference.objects.get()


def test_an_unknown_model_is_no_crash(generate: Post) -> None:
    """A form of another version names a model we do not have: a 4xx in words."""
    answer = generate(model="no_such_model")
    assert 400 <= answer.status_code < 500
    assert Generation.objects.count() == 0
