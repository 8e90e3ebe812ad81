"""Recipes over HTTP: in every download unless told otherwise, and back into the composer, wherever they come from."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from playground import access
from playground.forms.recipes import packed
from playground.media import storage
from playground.media.recipe import Recipe, parse_recipe, read_recipe, recipe_text, with_recipe
from playground.models import GatewayUpload, Generation
from playground.models.asking import Attached
from tests import build
from tests.integration.views.test_media import body

PROMPT = 'Boats / "harbour" \n 你好 <b>'
pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")


@pytest.fixture
def take(browser: Client) -> Generation:
    """A finished one with a reference that went to the gateway."""
    image = build.reference(name="cat.png")
    made = build.asked(PROMPT, None, Attached(image), duration=10)
    build.keep_clip(made)
    sent = made.request_body.replace("upload:cat.png", "https://gateway.example/open/cat.png")
    body = sent.replace(
        "\n}", ',\n  "client_business_id": "x",\n  "callback_url": "https://ours.example/hook"\n}'
    )
    fields = {"state": "ready", "due_at": None, "upstream_id": "video_9", "request_body": body}
    Generation.objects.filter(pk=made.pk).update(**fields)
    GatewayUpload.objects.create(
        connection=made.connection, blob=image.blob, url="https://gateway.example/open/cat.png"
    )
    return Generation.objects.get(pk=made.pk)


def downloaded(browser: Client, take: Generation, folder: Path, query: str = "") -> Path:
    """The file that a click on "Download" saves."""
    path = folder / "downloaded.mp4"
    path.write_bytes(body(browser.get(f"/generations/{take.pk}/download/{query}")))
    return path


def opened(browser: Client, file: Path, **headers: str) -> Any:
    """The answer to a clip that was chosen or dropped."""
    clip = SimpleUploadedFile("clip.mp4", file.read_bytes(), "video/mp4")
    return browser.post("/recipe/", {"clip": clip}, headers=headers, follow=True)


def carrying(folder: Path, **facts: Any) -> Path:
    """A clip with a recipe that somebody else wrote."""
    path = folder / "theirs.mp4"
    with_recipe(build.CLIP, path, recipe_text({"model": "gemini_omni_flash", "request": {}, **facts}))
    return path


def test_a_download_holds_its_recipe(browser: Client, take: Generation, tmp_path: Path) -> None:
    """Request, model, task, time, the hash of our copy and of each reference; not who sent it, nor open addresses."""
    recipe = read_recipe(downloaded(browser, take, tmp_path))
    assert recipe.request == {
        "model": "gemini_omni_flash", "prompt": PROMPT, "aspect_ratio": "16:9", "duration": 10, "resolution": "720P",
        "image_urls": ["upload:cat.png"],
    }  # fmt: skip
    assert (recipe.model, recipe.task, recipe.take) == ("gemini_omni_flash", "video_9", str(take.pk))
    assert (recipe.made_at, recipe.clip_sha256) == (
        take.created_at.isoformat(timespec="seconds"),
        take.clip.sha256,
    )
    assert [each.sha256 for each in recipe.references] == [take.attached.get().reference.blob.sha256]
    assert "gateway.example" not in recipe.text


def test_our_own_copy_stays_as_it_came(browser: Client, take: Generation, tmp_path: Path) -> None:
    """The bytes that are kept, and those that play in the page, are upstream's."""
    file = downloaded(browser, take, tmp_path)
    kept = storage.blob_path(take.workspace_id, take.clip.sha256, ".mp4")
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == take.clip.sha256
    assert body(browser.get(f"/generations/{take.pk}/clip.mp4")) == build.CLIP.read_bytes()
    assert hashlib.sha256(file.read_bytes()).hexdigest() != take.clip.sha256


def test_a_download_can_be_resumed(browser: Client, take: Generation) -> None:
    """Ranges of one download fit together, under one tag, also when its temporary file went away in between."""
    address = f"/generations/{take.pk}/download/"
    whole = browser.get(address)
    content, tag = body(whole), whole["ETag"]
    first = browser.get(address, headers={"range": "bytes=0-99"})
    storage.sweep_temp(-60)
    rest = browser.get(address, headers={"range": "bytes=100-", "if-range": tag})
    assert (first.status_code, rest.status_code) == (206, 206)
    assert body(first) + body(rest) == content
    assert browser.get(address, headers={"if-none-match": tag}).status_code == 304
    assert browser.get(address, headers={"range": "bytes=99999999-"}).status_code == 416


def test_the_recipe_can_be_left_out(browser: Client, take: Generation) -> None:
    """Once by the address, or always by a switch that is remembered; then the file is upstream's, byte for byte."""
    plain, address = build.CLIP.read_bytes(), f"/generations/{take.pk}/download/"
    assert body(browser.get(f"{address}?recipe=off")) == plain
    assert body(browser.get(address)) != plain
    page = f"/generations/{take.pk}/"
    answer = browser.post("/recipe/choice/", {"recipe": "off", "next": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert body(browser.get(address)) == plain
    assert body(browser.get(f"{address}?recipe=on")) != plain
    assert "Save with recipe" in browser.get(page).text
    browser.post("/recipe/choice/", {"recipe": "on", "next": "https://evil.example/"})
    assert body(browser.get(address)) != plain


def test_a_clip_that_takes_no_recipe_is_given_as_it_came(browser: Client, take: Generation) -> None:
    """A stored file that cannot be copied is worth more than an error."""
    kept = storage.blob_path(take.workspace_id, take.clip.sha256, ".mp4")
    kept.write_bytes(b"not a film at all")
    assert body(browser.get(f"/generations/{take.pk}/download/")) == b"not a film at all"
    kept.unlink()
    assert browser.get(f"/generations/{take.pk}/download/").status_code == 404


def test_a_clip_restores_everything(browser: Client, take: Generation, tmp_path: Path) -> None:
    """Prompt, settings and references are in the form, the take is the parent, and the page can be loaded again."""
    answer = opened(browser, downloaded(browser, take, tmp_path))
    html = answer.text
    assert f"\n{escape(PROMPT)}</textarea>" in html
    assert re.search(r'name="duration" value="10"[^>]* checked', html)
    assert f'value="{take.attached.get().reference.pk}" data-wire="upload:cat.png"' in html
    assert f'name="parent" value="{take.pk}"' in html
    assert "Restored from the clip&#x27;s recipe." in html
    again = browser.get(answer.redirect_chain[-1][0])
    assert f"\n{escape(PROMPT)}</textarea>" in again.text


def test_dropped_by_a_script_it_answers_with_the_address(browser: Client, take, tmp_path: Path) -> None:
    """Plain text: where the composer is filled, or 422 and the reason, so that a form in use is not lost."""
    answer = opened(browser, downloaded(browser, take, tmp_path), hx_request="true")
    assert (answer.status_code, answer.text.startswith("/?recipe=")) == (200, True)
    refused = opened(browser, build.CLIP, hx_request="true")
    assert (refused.status_code, refused.text) == (422, "This clip carries no recipe.")


def test_another_installation_says_what_it_lacks(static_files, owner, take, browser, tmp_path: Path) -> None:
    """Somebody elsewhere gets prompt and settings; references that are not there are named, the parent is not."""
    file = downloaded(browser, take, tmp_path)
    recipe, stranger = read_recipe(file), build.user("stranger")
    from playground.forms.recipes import restored

    found = restored(stranger, recipe)
    assert (found.start["prompt"], found.start["duration"], found.start["attached"]) == (PROMPT, 10, [])
    assert found.told == ["Not in this installation, add them again: cat.png."]
    assert "parent" not in found.start
    mate = build.user("mate", access.workspace_of(owner), "viewer")
    assert restored(mate, recipe).start["parent"] == str(take.pk)


def test_the_same_image_is_found_by_its_content(browser: Client, tmp_path: Path) -> None:
    """Whatever it is called here."""
    mine = build.reference(name="mine.png")
    file = carrying(tmp_path, references=[{"name": "theirs.png", "sha256": mine.blob.sha256}])
    html = opened(browser, file).text
    assert f'name="references" value="{mine.pk}"' in html
    assert "theirs.png" not in html


def test_an_unknown_model_is_said_in_words(browser: Client, tmp_path: Path) -> None:
    """What fits is kept for the model that is offered; what nobody knows is named; nothing of it is markup."""
    request = {"prompt": "<img src=x>", "duration": 4, "<b>x": 1, "aspect_ratio": {"a": 1}}
    html = opened(browser, carrying(tmp_path, model="<i>dream 9</i>", request=request)).text
    assert "not known here, &lt;i&gt;dream 9&lt;/i&gt;" in html
    assert "&lt;img src=x&gt;</textarea>" in html
    assert "does not know them: &lt;b&gt;x" in html
    assert re.search(r'name="duration" value="4"[^>]* checked', html)
    for markup in ("<i>dream", "<img src=x", "<b>x"):
        assert markup not in html


@pytest.mark.parametrize("text", ["nonsense", "eJw", "%00", "A" * 3000])
def test_an_address_that_is_no_recipe_is_an_ordinary_composer(browser: Client, text: str) -> None:
    """With a word; never an error."""
    answer = browser.get(f"/?recipe={text}")
    assert answer.status_code == 200
    assert re.search("(holds|carries) no recipe", answer.text)
    assert re.search(r"<textarea[^>]*>\n[^<]{20}", answer.text)


def test_an_address_that_unpacks_without_end_is_refused(browser: Client) -> None:
    """A few bytes that would become many are not unpacked beyond what a recipe may have."""
    recipe = Recipe(model="", request={}, text=" " * 50_000_000)
    answer = browser.get(f"/?recipe={packed(recipe)}")
    assert (answer.status_code, "no recipe" in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "neither an MP4 nor a WebM"),
        (b"", "neither an MP4"),
        (build.CLIP.read_bytes(), "carries no recipe"),
    ],
)
def test_a_file_without_a_recipe_is_refused_on_the_page(browser: Client, content: bytes, words: str) -> None:
    """422 with the reason beside the file input; no temporary file stays."""
    answer = browser.post("/recipe/", {"clip": SimpleUploadedFile("a.mp4", content)})
    assert answer.status_code == 422
    assert words in answer.text or not content
    assert not list(storage.temp_path("x").parent.glob("opened.*"))


def test_no_file_is_a_sentence(browser: Client) -> None:
    """A form sent without one says what to do."""
    assert "Choose a clip" in browser.post("/recipe/").text


def test_a_recipe_reads_as_it_was_written() -> None:
    """Text to recipe and back."""
    text = recipe_text({"model": "m", "request": {"prompt": PROMPT}})
    assert (parse_recipe(text).text, parse_recipe(text).request) == (text, {"prompt": PROMPT})
