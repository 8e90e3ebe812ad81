"""A recipe there and back, for every list of files of every model: download, drop, and the same request again."""

import json
import re
import uuid
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from playground import access
from playground.catalogue import video_model, video_models
from playground.catalogue.extra import packed
from playground.forms.compose import ComposeForm
from playground.forms.keeping import clip_as_reference
from playground.forms.recipes import restored
from playground.forms.references import keep_image
from playground.forms.trays import Tray, trays_of
from playground.media.downloads import facts_of
from playground.media.recipe import parse_recipe, read_recipe, recipe_text
from playground.models import Generation, User, asking
from playground.models.asking import Ask, Attached
from tests import build
from tests.integration.views.test_media import body
from tests.integration.views.test_recipes import carrying

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")
LISTS = [(model.slug, tray.name) for model in video_models() for tray in trays_of(model)]
SOUND = "https://example.com/rain.mp3"


def files_for(tray: Tray, owner: User) -> Iterator[Attached]:
    """One file for each role that the list has; in a list of images the same bytes a second time, by another name."""
    parts = tray.parameter.parts[1:]
    roles = [{parts[0].name: str(value)} for value in parts[0].values] if parts and parts[0].values else [{}]
    for place, role in enumerate([*roles, *([{}] if tray.parameter.kind != "url" else [])]):
        words = {p.name: "ears" for p in parts if p.kind == "text"}
        found = {"field": tray.name, "parts": {**words, **role}}
        if tray.takes == "audio":
            yield Attached(url=f"{SOUND}?{place}", **found)
        elif tray.takes == "video":
            yield Attached(clip_as_reference(owner, a_clip()), **found)
        else:
            colour = ("teal", "teal", "red", "blue")[place % 4]
            yield Attached(build.reference(owner, colour, f"{tray.name}-{place}.png"), **found)


def a_clip() -> Generation:
    """A finished take with a clip to attach, the first one again."""
    return Generation.objects.filter(state="ready").first() or build.generation("ready", prompt="Sea")


def made(owner: User, slug: str, attached: list[Attached], **start: object) -> tuple[ComposeForm, Generation]:
    """A finished take of such a form, and the form."""
    at, line = access.workspace_of(owner), access.get_connection_to_use(owner)
    wanted = {"prompt": "Rain on ‘glass’", "attached": attached, **start}
    form = ComposeForm.fresh(video_model(slug), owner, at, wanted)
    take = asking.make(Ask(owner, line, form.model, form.values, form.attached, uuid.uuid4(), None))
    build.keep_clip(take)
    Generation.objects.filter(pk=take.pk).update(state="ready", due_at=None)
    return form, Generation.objects.get(pk=take.pk)


def file_of(browser: Client, take: Generation, folder: Path) -> Path:
    """Its download."""
    path = folder / "clip.mp4"
    path.write_bytes(body(browser.get(f"/generations/{take.pk}/download/")))
    return path


def preview(browser: Client, file: Path) -> str:
    """The request in the composer that a dropped file opens."""
    clip = SimpleUploadedFile("clip.mp4", file.read_bytes(), "video/mp4")
    html = browser.post("/recipe/", {"clip": clip}, follow=True).text
    return unescape(re.search(r'<code id="request-text">(.*?)</code>', html, re.DOTALL)[1])


def text_of(form: ComposeForm) -> str:
    """What its preview shows."""
    return asking.request_text(asking.request_fields(form.model, form.values))


@pytest.mark.parametrize(("slug", "name"), LISTS)
def test_a_list_comes_back_as_it_was_sent(owner, slug: str, name: str) -> None:
    """The same bytes in the preview: every file in its list, its order and its role."""
    tray = next(tray for tray in trays_of(video_model(slug)) if tray.name == name)
    attached = [*files_for(tray, owner)]
    form, take = made(owner, slug, attached)
    found = restored(owner, parse_recipe(recipe_text(facts_of(take))))
    again = ComposeForm.fresh(found.model, owner, access.workspace_of(owner), found.start)
    assert (text_of(again), found.told) == (text_of(form), [])


@pytest.mark.parametrize("slug", sorted({slug for slug, _name in LISTS}))
def test_all_lists_come_back_together(browser: Client, owner, tmp_path: Path, slug: str) -> None:
    """Also beside one another, and with fields that no declaration knows."""
    attached = [each for tray in trays_of(video_model(slug)) for each in files_for(tray, owner)]
    form, take = made(owner, slug, attached, extra=packed({"camera": {"pan": 1}}, {}))
    assert '"camera"' in text_of(form)
    assert preview(browser, file_of(browser, take, tmp_path)) == text_of(form)
    assert [each.field for each in take.attached.all()] == [each.field for each in form.attached]


def test_what_items_say_beyond_the_known_comes_back(browser: Client, owner, tmp_path: Path) -> None:
    """An unknown field of an item stays with that item."""
    image = Attached(build.reference(owner), field="image_list", parts={"type": "first_frame"})
    sound = Attached(url="https://example.com/b.png", field="image_list", parts={"type": ""})
    rows = {"metadata": {"image_list": [{}, {"weight": 2}]}}
    form, take = made(owner, "kling-v3-omni", [image, sound], extra=packed({}, rows))
    assert '"weight": 2' in text_of(form)
    assert preview(browser, file_of(browser, take, tmp_path)) == text_of(form)


def test_another_installation_with_the_same_bytes_restores_them(browser, owner, tmp_path: Path) -> None:
    """Found by content and put into the same lists and roles; an address is used as it is."""
    first = Attached(build.reference(owner, "red"), field="image_with_roles", parts={"role": "first_frame"})
    sound = Attached(url=SOUND, field="audio_with_roles", parts={"role": "reference_audio"})
    _form, take = made(owner, "minimax-h3", [first, sound])
    recipe, stranger = read_recipe(file_of(browser, take, tmp_path)), build.user("stranger")
    theirs = access.workspace_of(stranger)
    keep_image(stranger, theirs, build.upload("mine.png", build.image("red")))
    found = restored(stranger, recipe)
    request = json.loads(text_of(ComposeForm.fresh(found.model, stranger, theirs, found.start)))
    assert found.told == []
    assert request["image_with_roles"] == [{"url": "upload:mine.png", "role": "first_frame"}]
    assert request["audio_with_roles"] == [{"url": SOUND, "role": "reference_audio"}]


def test_what_is_not_here_is_named_with_its_place(browser: Client, owner, tmp_path: Path) -> None:
    """Each missing file by name and by what it was; the others keep their own roles and unknown fields."""
    gone = Attached(
        build.reference(owner, "red", "start.png"), field="image_list", parts={"type": "first_frame"}
    )
    here = Attached(url="https://example.com/b.png", field="image_list", parts={"type": "end_frame"})
    clip = Attached(clip_as_reference(owner, build.generation("ready", prompt="Sea")), field="video_list")
    rows = {"metadata": {"image_list": [{"weight": 1}, {"weight": 2}]}}
    _form, take = made(owner, "kling-v3-omni", [clip, gone, here], extra=packed({}, rows))
    recipe, stranger = read_recipe(file_of(browser, take, tmp_path)), build.user("stranger")
    found = restored(stranger, recipe)
    form = ComposeForm.fresh(found.model, stranger, access.workspace_of(stranger), found.start)
    request = json.loads(text_of(form))
    items = [{"image_url": here.url, "type": "end_frame", "weight": 2}]
    assert (request["metadata"]["image_list"], "video_list" in request) == (items, False)
    named = "Sea.mp4 (Videos · Edit it), start.png (Images with roles · First frame)"
    assert found.told == [f"Not in this installation, add them again: {named}."]


def test_a_public_address_stands_in_for_bytes_that_are_not_here(browser, tmp_path: Path) -> None:
    """And that is said; a file that only the request names is said to be missing."""
    listed = [
        {"name": "a.png", "sha256": "0" * 64, "url": "https://example.com/a.png", "field": "image_urls"}
    ]
    request = {"image_urls": ["upload:a.png", "https://example.com/c.png", "upload:lost.png"]}
    found = restored(
        access.local_owner(), read_recipe(carrying(tmp_path, request=request, references=listed))
    )
    assert [each.url for each in found.start["attached"]] == [
        "https://example.com/a.png",
        "https://example.com/c.png",
    ]
    assert found.told == [
        "a.png is not in this installation; its public address is used: https://example.com/a.png",
        "Not in this installation, add them again: lost.png.",
    ]


def test_an_old_recipe_without_lists_restores_by_the_request(browser, owner, tmp_path: Path) -> None:
    """Its files are found where the request names them; what it does not name goes to the images, as before."""
    image, clip = build.reference(owner), clip_as_reference(owner, build.generation("ready", prompt="Sea"))
    listed = [{"name": r.name, "sha256": r.blob.sha256} for r in (clip, image)]
    request = {
        "video_list": [{"video_url": "upload:Sea.mp4"}],
        "metadata": {"task": "video_edit"},
        "prompt": "Snow",
    }
    file = carrying(tmp_path, model="gemini_omni_flash", request={"prompt": "Snow"}, references=listed[1:])
    assert [a.field for a in restored(owner, read_recipe(file)).start["attached"]] == ["image_urls"]
    edit = video_model("gemini_omni_flash").turn.into
    request = {**request, "model": edit.wire_id}
    file = carrying(tmp_path, model=edit.slug, request=request, references=listed[:1])
    assert [a.field for a in restored(owner, read_recipe(file)).start["attached"]] == ["source_video"]
