"""What holds for every address alike, found by walking the resolver."""

import sqlite3
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from playground.models import Generation, review
from playground.models.review import Hand
from playground.views.doors import GUESTS, MEMBERS
from tests import build

PATTERNS: list[URLPattern] = list(get_resolver().url_patterns)
NAMES = sorted(str(pattern.name) for pattern in PATTERNS)
POST_ONLY = {
    "preview", "generation-cancellation", "generation-watching", "generation-decision", "connection-test",
    "connection-key", "connection-key-removal",
    "theme", "webhooks-toapis", "generation-retrieval", "recipe-choice", "generation-frames",
    "carried", "draft", "references-restoration", "reference-crop", "reference-deletion",
    "batch-pause", "batch-cancellation", "batch-others", "workspace-limit",
    "prices-import", "prices-reset", "prices-confirmation",
    "generation-judgement", "generations-tagging",
    "generation-recording", "generation-replay",
    "generations-deletion", "generations-clip-deletion", "generations-restoration",
    "generations-erasure", "references-erasure", "storage-retention",
    "share-revocation", "share-password",
    "generation-verdict", "comment-text", "comment-resolution", "comment-deletion", "comment-revision",
    "share-verdict", "share-comment-text", "share-comment-deletion",
}  # fmt: skip
STREAMS = {"live"}
COUNTING = {"share", "share-embed"}  # a visit of a guest is counted, as an answer is logged
type Address = Callable[[str], str]


@pytest.fixture
def address(owner: object) -> Address:
    """The address of a name, with ids of things that exist."""
    batch, reference = build.batch(1), build.reference()
    take = build.generation("ready", batch=batch)
    link, token = build.share(take, reveal="try", allows_download=True, allows_comments=True)
    said = review.say(Hand(user=take.owner), take, "Slower here.", 500, [], None)

    def of(name: str) -> str:
        wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        ids = {"generation_id": take.pk, "reference_id": reference.pk, "slug": "gemini_omni_flash"}
        ids |= {"batch_id": batch.pk, "share_id": link.pk, "comment_id": said.pk, "token": token, "number": 1}
        ids |= {"uidb36": "1", "key": "word", "member_id": 1, "invitation_id": 1}
        return reverse(name, kwargs={key: ids[key] for key in wanted})

    return of


@pytest.mark.parametrize("name", sorted(set(NAMES) - STREAMS))
def test_the_owner_is_answered(browser: Client, address: Address, name: str) -> None:
    """200 where there is something to see; 405 where only a form may knock; 503 from a health that is not well."""
    special = dict.fromkeys(POST_ONLY, 405) | {"health-ready": 503, "set_language": 302}
    special["generations-archive"] = 404  # of no take
    special |= {"share-trial": 302, "oembed": 404}  # to the composer; of no link
    special |= dict.fromkeys(GUESTS | MEMBERS, 404)  # local mode has no accounts
    assert browser.get(address(name)).status_code == special.get(name, 200)


@pytest.mark.parametrize("name", NAMES)
def test_a_post_without_a_csrf_token_is_refused(static_files: None, address: Address, name: str) -> None:
    """403 at every address, those that take no POST included."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(name), {"prompt": "x", "theme": "dark", "language": "en"}).status_code == 403
    assert Generation.objects.count() == 2


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("generation-", "reference-"))])
def test_unknown_ids_are_not_found(browser: Client, name: str) -> None:
    """404 for a GET, 404 or 405 for what is only posted."""
    key = "reference_id" if name.startswith("reference-") else "generation_id"
    where = reverse(name, kwargs={key: uuid.uuid4()})
    answer = browser.post(where) if name in POST_ONLY else browser.get(where)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["/models/no_such_model/", "/?from=nonsense", f"/?from={uuid.UUID(int=1)}", "/nowhere/"]
)
def test_nonsense_is_not_found(browser: Client, path: str) -> None:
    """404 with our page, not an error."""
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "Playground" in answer.text


@pytest.mark.django_db(transaction=True)
def test_looking_changes_nothing(static_files: None, transactional_db: None, address: Address) -> None:
    """A GET of every address leaves every row as it was."""
    browser = Client()
    addresses = [address(name) for name in NAMES if name not in STREAMS | COUNTING]
    browser.get("/")  # the connection's row is made at the first look
    before = everything()
    for where in addresses:
        browser.get(where)
    assert everything() == before


def everything() -> list[str]:
    """The whole database as text."""
    with sqlite3.connect(connection.settings_dict["NAME"]) as database:
        return list(database.iterdump())
