"""Deleting references, taking it back, what becomes of their bytes, and whose they are to delete."""

import re

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from playground import access
from playground.jobs import gone
from playground.models import Blob, Reference
from playground.models.asking import Attached
from tests import build
from tests.integration.views.test_library import LONG_AGO, has_file, names, page_of


def delete(browser: Client, reference: Reference) -> str:
    """Press Delete on its page; the library that follows."""
    return browser.post(page_of(reference, "-deletion"), follow=True).text


def long_ago() -> None:
    """The deletions happened an hour ago."""
    for row in Reference.objects.exclude(deleted_at=None):
        Reference.objects.filter(pk=row.pk).update(deleted_at=row.deleted_at - LONG_AGO)


def test_a_deleted_reference_comes_back(browser: Client) -> None:
    """All rows of its content leave together; Undo brings them back."""
    for name in ("a.png", "again.png"):
        build.reference(name=name)
    html = delete(browser, Reference.objects.get(name="again.png"))
    assert "1 reference deleted." in html
    assert names(html) == []
    moment = re.search(r'name="moment" value="([^"]+)"', html)[1]
    html = browser.post("/references/restoration/", {"moment": moment}, follow=True).text
    assert names(html) == ["again.png"]
    assert "reference deleted" not in html


def test_an_unused_one_goes_when_nobody_can_bring_it_back(browser: Client) -> None:
    """Row, bytes and thumbnail stay while Undo may come, and go afterwards."""
    image = build.reference()
    delete(browser, image)
    assert (gone.sweep_references(), has_file(image.blob)) == (0, True)
    long_ago()
    assert (gone.sweep_references(), has_file(image.blob)) == (1, False)
    assert (Reference.objects.count(), Blob.objects.count()) == (0, 0)
    assert browser.get(page_of(image)).status_code == 404


def test_one_that_takes_use_keeps_its_bytes(browser: Client) -> None:
    """It leaves the library and the picker; its takes still show it, and can be made again."""
    image = build.reference(name="cat.png")
    take = build.asked("With a cat", None, Attached(image))
    delete(browser, image)
    long_ago()
    assert (gone.sweep_references(), has_file(image.blob)) == (0, True)
    assert names(browser.get("/references/").text) == []
    assert "cat.png" not in browser.get("/references/picker/?kind=image").text
    assert "cat.png" in browser.get(f"/generations/{take.pk}/").text
    assert str(image.pk) in browser.get(f"/?from={take.pk}").text


def test_bytes_that_somebody_added_again_stay(browser: Client) -> None:
    """The same picture, uploaded after the deletion, is a reference of its own."""
    image = build.reference(name="a.png")
    delete(browser, image)
    again = build.reference(name="again.png")
    long_ago()
    assert (gone.sweep_references(), has_file(image.blob)) == (0, True)
    assert [each.pk for each in Reference.objects.all()] == [again.pk]
    assert names(browser.get("/references/").text) == ["again.png"]


@pytest.mark.parametrize("verb", ["", "-file", "-thumbnail"])
def test_a_stranger_sees_nothing(browser: Client, verb: str) -> None:
    """404 for pages and bytes of another workspace; no list holds its names."""
    theirs = build.reference(build.user("stranger"), name="secret.png")
    assert browser.get(page_of(theirs, verb)).status_code == 404
    assert browser.get(f"/?reference={theirs.pk}").status_code == 404
    for where in ("/references/", "/references/?q=secret", "/references/picker/?kind=image"):
        assert "secret.png" not in browser.get(where).text


def test_a_stranger_touches_nothing(browser: Client) -> None:
    """Neither crop nor deletion, nor its Undo, nor a place in a tray or a draft."""
    theirs = build.reference(build.user("stranger"), name="secret.png")
    for verb in ("-crop", "-deletion"):
        assert browser.post(page_of(theirs, verb), {"ratio": "1:1"}).status_code == 404
    assert browser.post("/references/", {"reference": theirs.pk}).status_code == 404
    draft = {"model": "gemini_omni_flash", "prompt": "x"}
    assert browser.post("/draft/", {**draft, "add": theirs.pk}).status_code == 404
    html = browser.post("/draft/", {**draft, "references": theirs.pk}).text
    assert "no longer here" in html
    assert "secret.png" not in html
    theirs.refresh_from_db()
    assert theirs.deleted_at is None


def test_a_team_mate_shares_the_library_and_a_viewer_only_looks(owner) -> None:
    """An editor of the workspace may delete what the owner added; a viewer gets the same 404 as a stranger."""
    image, here = build.reference(), access.workspace_of(owner)
    mate, viewer = build.user("mate", here, "editor"), build.user("viewer", here, "viewer")
    assert access.get_reference_to_edit(mate, image.pk) == image
    assert access.get_reference_to_view(viewer, image.pk) == image
    with pytest.raises(Http404):
        access.get_reference_to_edit(viewer, image.pk)


def test_a_reference_goes_from_library_to_tray(browser: Client) -> None:
    """The picker's click answers with the tray's item; its link opens a composer that holds it."""
    image = build.reference(name="cat.png")
    picker = browser.get("/references/picker/?kind=image").text
    assert f'data-reference="{image.pk}"' in picker
    answer = browser.post("/references/", {"reference": image.pk, "model": "veo3"})
    assert f'value="{image.pk}"' in answer.text
    html = browser.get(f"/?reference={image.pk}").text
    assert f'name="references" value="{image.pk}"' in html
    assert 'data-use="reference"' in html
    assert browser.get(reverse("reference", args=[image.pk])).status_code == 200
