"""What each level tells and what it keeps: every byte of every answer is searched."""

import html
import json
from pathlib import Path

import pytest
from django.test import Client

from playground.media.recipe import NoRecipe, read_recipe
from playground.models import Generation, Reference
from tests import build
from tests.integration.sharing.conftest import FROM_UPSTREAM, LEVELS, PROMPT, addresses, body

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")
TOLD = {
    "clip": set(),
    "prompt": {"prompt", "a word of it"},
    "recipe": {"prompt", "a word of it", "model", "reference", "hash of the reference"},
    "try": {"prompt", "a word of it", "model", "reference", "hash of the reference"},
}


@pytest.fixture
def secrets(take: Generation, reference: Reference) -> dict[str, bytes]:
    """What there is to hide, each in a form that nothing else contains."""
    found = {
        "prompt": PROMPT,
        "a word of it": "lighthouse",
        "model": take.model_slug,
        "task": take.upstream_id,
        "take": str(take.pk),
        "take's beginning": str(take.pk)[:8],
        "reference": reference.name,
        "hash of the reference": reference.blob.sha256,
        "hash of the clip": take.clip.sha256,
        "hash's beginning": take.clip.sha256[:16],
        "what the file said": FROM_UPSTREAM,
        "maker": take.owner.username + '"',
        "business id": "client_business_id",
    }
    return {name: str(text).encode() for name, text in found.items()}


def everything(guest: Client, token: str) -> bytes:
    """All that a guest can have of a link: bodies and headers of all its addresses."""
    found = b""
    for where in addresses(token):
        answer = guest.get(where)
        assert answer.status_code in (200, 302, 404)
        if answer.status_code == 200:
            said = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
            found += body(answer) + said.encode() + answer.cookies.output().encode()
    return found + html.unescape(found.decode("latin-1")).encode("latin-1", "ignore")


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_tells_its_own_and_nothing_else(
    guest: Client, take: Generation, secrets: dict[str, bytes], level: str
) -> None:
    """Page, frame, card, clip, download, pictures and every header: what may be there is, what may not is nowhere."""
    _, token = build.share(take, reveal=level, allows_download=True)
    told = everything(guest, token)
    assert {name for name, text in secrets.items() if text in told} == TOLD[level]


@pytest.mark.parametrize("level", LEVELS)
def test_a_comparison_keeps_the_same_silence(
    guest: Client, take: Generation, secrets: dict[str, bytes], level: str
) -> None:
    """With two clips side by side."""
    other = build.generation("ready", prompt=f"{PROMPT} again", price=777_000)
    _, token = build.share(take, other, reveal=level, allows_download=True)
    told = everything(guest, token)
    allowed = TOLD[level]
    assert {name for name, text in secrets.items() if text in told} == allowed
    assert b"777" not in guest.get(f"/s/{token}/").content


def test_the_file_that_plays_says_nothing_of_itself(guest: Client, take: Generation, tmp_path: Path) -> None:
    """At the fullest level too: the recipe is on the page and in the download."""
    _, token = build.share(take, reveal="try")
    (tmp_path / "played.mp4").write_bytes(body(guest.get(f"/s/{token}/1/clip.mp4")))
    with pytest.raises(NoRecipe):
        read_recipe(tmp_path / "played.mp4")


def test_a_download_carries_the_recipe_where_the_level_tells_it(
    guest: Client, take: Generation, tmp_path: Path
) -> None:
    """Request, model and hashes of references; neither our id nor the task's, and nothing of what the file said."""
    _, token = build.share(take, reveal="recipe", allows_download=True)
    (tmp_path / "saved.mp4").write_bytes(body(guest.get(f"/s/{token}/1/download/")))
    found = read_recipe(tmp_path / "saved.mp4")
    assert (found.request["prompt"], found.take, found.task, found.clip_sha256) == (PROMPT, "", "", "")
    assert json.loads(found.text)["references"][0]["name"] == "lighthouse-secret.png"


def test_a_download_is_offered_only_where_it_is_allowed(guest: Client, take: Generation) -> None:
    """Otherwise the address is none."""
    _, token = build.share(take)
    assert "Download" not in guest.get(f"/s/{token}/").text
    assert guest.get(f"/s/{token}/1/download/").status_code == 404


def test_try_this_prompt_opens_the_composer_with_the_recipe(guest: Client, take: Generation) -> None:
    """Somebody who is signed in gets prompt, reference and descent; the other levels have no such address."""
    _, token = build.share(take, reveal="try")
    assert "Try this prompt" in guest.get(f"/s/{token}/").text
    page = guest.get(f"/s/{token}/1/trial/", follow=True).text
    assert PROMPT in page
    assert "lighthouse-secret.png" in page
    assert f'value="{take.pk}"' in page
    _, other = build.share(take, reveal="recipe")
    assert guest.get(f"/s/{other}/1/trial/").status_code == 404


def test_a_prompt_is_text_wherever_it_stands(guest: Client, owner: object, static_files: None) -> None:
    """In title, tags of cards and page, markup of a prompt is no markup."""
    nasty = '</title><img src=x onerror=alert(1)>" hx-on:click="1'
    _, token = build.share(build.generation("ready", prompt=nasty), reveal="try")
    for where in (f"/s/{token}/", f"/s/{token}/embed/"):
        page = guest.get(where).text
        assert "<img" not in page
        assert '" hx-on' not in page
