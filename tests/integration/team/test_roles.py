"""Who may do what: roles by routes, in team mode."""

import uuid

import pytest
from django.urls import reverse

from playground.models import Batch, Generation, Reference
from tests import build
from tests.integration.team.conftest import Enter, Team
from tests.integration.views.test_strangers import NAMES

PAGES = (
    "/",
    "/generations/",
    "/references/",
    "/models/",
    "/connection/",
    "/prices/",
    "/ledger/",
    "/workspace/members/",
)
TOUCH = (
    "generation-cancellation", "generation-watching", "generation-retrieval", "generation-decision",
    "generation-frames", "generation-judgement", "reference-crop", "reference-deletion",
    "batch-pause", "batch-cancellation",
)  # fmt: skip
MAKE = ("generations", "preview", "carried", "draft", "request-json", "references", "recipe", "connection-test",
        "prices", "prices-import", "prices-reset", "prices-confirmation")  # fmt: skip
MANAGE = ("workspace-invitations", "workspace-name", "connection-key", "connection-key-removal")


@pytest.fixture
def things(team: Team) -> tuple[Generation, Reference, Batch]:
    """A take, a reference and a batch of the studio."""
    take = build.generation("ready", of=team.owner, prompt="Our harbour")
    return take, build.reference(team.owner), build.batch(2, of=team.owner)


def address(name: str, things: tuple[Generation, Reference, Batch]) -> str:
    """The address of one of them."""
    kind = name.partition("-")[0]
    return reverse(name, args=[dict(zip(("generation", "reference", "batch"), things, strict=True))[kind].pk])


@pytest.mark.parametrize("who", ["owner", "editor", "viewer"])
def test_members_see_everything(enter: Enter, things, who: str) -> None:
    """Every page, and every face of a take."""
    browser = enter(who)
    assert [browser.get(path).status_code for path in PAGES] == [200] * len(PAGES)
    faces = [reverse(f"generation{name}", args=[things[0].pk]) for name in NAMES]
    assert [browser.get(path).status_code for path in faces] == [200] * len(faces)


def test_strangers_find_nothing(enter: Enter, things) -> None:
    """The same 404 for each face as for an id that does not exist; no list names it."""
    browser = enter("stranger")
    for name in NAMES:
        answers = {
            browser.get(reverse(f"generation{name}", args=[pk])).status_code
            for pk in (things[0].pk, uuid.uuid4())
        }
        assert answers == {404}, name
    assert all("Our harbour" not in browser.get(path).text for path in PAGES)


@pytest.mark.parametrize("name", TOUCH)
@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_who_may_not_touch_gets_404(enter: Enter, things, who: str, name: str) -> None:
    """A viewer's POST and a stranger's look alike, and change nothing."""
    before = Generation.objects.order_by("pk").values_list("pk", "version", "rating")
    kept = list(before)
    assert enter(who).post(address(name, things), {"rating": "5", "decision": "again"}).status_code == 404
    assert list(before.all()) == kept


@pytest.mark.parametrize("name", MAKE)
def test_a_viewer_makes_nothing(enter: Enter, team: Team, name: str) -> None:
    """Whatever makes a take, a reference or a price is 404 for a viewer, and works for an editor."""
    form = {
        "model": "gemini_omni_flash",
        "prompt": "x",
        "to": "kling-v3",
        "token": str(uuid.uuid4()),
        "url": "https://a.example/x.png",
    }
    assert enter("viewer").post(reverse(name), form).status_code == 404
    assert not Generation.objects.exists()
    assert not Reference.objects.exists()
    if name != "connection-test":
        assert enter("editor").post(reverse(name), form).status_code in (200, 302, 422)


@pytest.mark.parametrize("name", ["generations-deletion", "generations-clip-deletion", "generations-tagging"])
def test_a_viewer_deletes_and_tags_nothing(enter: Enter, things, name: str) -> None:
    """Nor a stranger: 404; an editor may."""
    form = {"g": str(things[0].pk), "tags": "x"}
    assert [enter(who).post(reverse(name), form).status_code for who in ("viewer", "stranger")] == [404, 404]
    assert enter("editor").post(reverse(name), form).status_code == 302


@pytest.mark.parametrize("name", MANAGE)
def test_only_owners_manage(enter: Enter, team: Team, name: str) -> None:
    """An editor may neither invite nor rename."""
    form = {"role": "editor", "days": "7", "name": "Renamed"}
    assert [enter(who).post(reverse(name), form).status_code for who in ("viewer", "editor")] == [404, 404]
    assert enter("owner").post(reverse(name), form).status_code in (200, 302, 422)


def test_a_viewers_pages_offer_no_controls(enter: Enter, things) -> None:
    """No form on them posts what would be refused; an editor's have them."""
    paths = [
        "/",
        f"/generations/{things[0].pk}/",
        "/generations/",
        "/prices/",
        f"/references/{things[1].pk}/",
        f"/batches/{things[2].pk}/",
    ]
    refused = [
        reverse(name) for name in ("generations", "prices", "generations-deletion", "generations-tagging")
    ]
    refused += [address(name, things) for name in TOUCH]
    posts = [f'"{path}"' for path in refused]

    def offered(who: str) -> set[str]:
        pages = [enter(who).get(path).text.replace('hx-get="', "") for path in paths]
        return {
            post for post in posts for html in pages if f"post={post}" in html or f"action={post}" in html
        }

    assert offered("viewer") - {'"/generations/"', '"/prices/"'} == set()
    assert 'id="generate"' not in enter("viewer").get("/").text
    assert len(offered("editor")) > 5
