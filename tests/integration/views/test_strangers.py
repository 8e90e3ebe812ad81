"""Nobody sees, touches or uses what belongs to another workspace."""

import pytest
from django.test import Client
from django.urls import reverse

from playground.models import Generation
from tests import build
from tests.integration.views.conftest import Post

NAMES = (
    "",
    "-json",
    "-card",
    "-tile",
    "-clip",
    "-download",
    "-poster",
    "-thumbnail",
    "-lineage",
    "-frame",
    "-review",
)


@pytest.fixture
def foreign(owner: object) -> Generation:
    """A finished take of somebody in another workspace."""
    return build.generation("ready", of=build.user("stranger"), prompt="Their secret")


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_take_is_not_there(browser: Client, foreign: Generation, name: str) -> None:
    """404, the same as for an id that does not exist."""
    assert browser.get(reverse(f"generation{name}", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("name", ["cancellation", "watching", "frames", "judgement", "review", "verdict"])
def test_a_foreign_take_cannot_be_touched(browser: Client, foreign: Generation, name: str) -> None:
    """404 and no change."""
    version = foreign.version
    assert (
        browser.post(reverse(f"generation-{name}", args=[foreign.pk]), {"watching": "off"}).status_code == 404
    )
    foreign.refresh_from_db()
    assert foreign.version == version


def test_a_foreign_take_is_in_no_list(browser: Client, foreign: Generation) -> None:
    """Neither history nor strip nor `?from=` know of it."""
    for path in ("/", "/generations/"):
        assert "Their secret" not in browser.get(path).text
    assert browser.get(f"/?from={foreign.pk}").status_code == 404


def test_a_foreign_image_is_neither_shown_nor_attached(browser: Client, generate: Post) -> None:
    """Its thumbnail is 404; a form that names it is refused in words."""
    theirs = build.reference(build.user("stranger"), name="secret.png")
    assert browser.get(reverse("reference-thumbnail", args=[theirs.pk])).status_code == 404
    answer = generate(references=str(theirs.pk))
    assert (answer.status_code, "no longer here" in answer.text) == (422, True)
    assert "secret.png" not in answer.text
    assert Generation.objects.count() == 0


def test_a_colleague_sees_what_the_owner_made(owner, static_files: None, rf) -> None:
    """The border is the workspace, not the person."""
    from playground import access

    mate = build.user("mate", access.workspace_of(owner), "viewer")
    take = build.asked()
    assert access.get_generation_to_view(mate, take.pk) == take


def test_a_viewer_may_look_and_not_touch(owner) -> None:
    """A viewer's cancel is a 404."""
    from django.http import Http404

    from playground import access

    viewer = build.user("viewer", access.workspace_of(owner), "viewer")
    with pytest.raises(Http404):
        access.get_generation_to_edit(viewer, build.asked().pk)
