"""A link that opens nothing: one and the same answer, whatever the reason, and from the next range on."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import RequestAborted
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from playground.media import watched
from playground.models import Generation, ShareLink
from playground.models.removal import delete_clips, delete_takes, undo
from tests import build
from tests.integration.sharing.conftest import addresses, body

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")
UNKNOWN = "x" * 43
ENDS: dict[str, Callable[[ShareLink, Generation], object]] = {
    "revoked": lambda link, take: link.revoke(),
    "expired": lambda link, take: ShareLink.objects.update(expires_at=timezone.now()),
    "take deleted": lambda link, take: delete_takes([take], "owner"),
    "clip deleted": lambda link, take: delete_clips([take], "owner"),
}


def told(guest: Client, where: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Status, body, and headers but for the request's own number."""
    answer = guest.get(where, headers={"accept-encoding": "gzip"})
    del answer.headers["X-Request-ID"]
    return answer.status_code, body(answer), sorted(answer.headers.items())


@pytest.mark.parametrize("end", ENDS)
def test_every_address_answers_as_if_the_link_had_never_been(
    guest: Client, take: Generation, end: str
) -> None:
    """404 with the same bytes and headers as a token that nobody ever made; the password makes no difference."""
    link, token = build.share(take, reveal="try", allows_download=True, password="sesame")
    ENDS[end](link, take)
    for where in addresses(token):
        assert told(guest, where) == told(guest, addresses(UNKNOWN)[addresses(token).index(where)])
        assert told(guest, where)[0] == 404


@pytest.mark.parametrize("end", ENDS)
def test_no_reason_takes_longer_than_another(guest: Client, take: Generation, end: str) -> None:
    """The same number of questions to the database, and no password is hashed."""
    link, token = build.share(take, password="sesame")
    ENDS[end](link, take)
    asked = []
    for each in (token, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            guest.get(f"/s/{each}/")
        asked.append([query["sql"].split(" WHERE ")[0] for query in queries])
    assert asked[0] == asked[1]
    assert len(asked[0]) == 2


@pytest.mark.parametrize("end", ENDS)
def test_a_clip_that_plays_is_gone_at_the_next_range(guest: Client, take: Generation, end: str) -> None:
    """206, then 404: nothing was kept that could go on."""
    link, token = build.share(take)
    where = f"/s/{token}/1/clip.mp4"
    first = guest.get(where, headers={"range": "bytes=0-99"})
    assert (first.status_code, first["Cache-Control"]) == (206, "private, no-store")
    ENDS[end](link, take)
    assert guest.get(where, headers={"range": "bytes=100-199"}).status_code == 404
    known = {"if-none-match": first["ETag"], "range": "bytes=100-199"}
    assert guest.get(where, headers=known).status_code == 404


def test_what_was_deleted_by_mistake_opens_again(guest: Client, take: Generation) -> None:
    """Undo brings the link back with the take."""
    _, token = build.share(take)
    delete_takes([take], "owner")
    assert guest.get(f"/s/{token}/").status_code == 404
    undo(Generation.objects.get(pk=take.pk).deleted_at, [take.workspace_id], "owner")
    assert guest.get(f"/s/{token}/").status_code == 200


def test_a_comparison_that_lost_one_of_its_clips_is_closed(guest: Client, take: Generation) -> None:
    """It shows all of it or nothing."""
    other = build.generation("ready")
    _, token = build.share(take, other)
    assert guest.get(f"/s/{token}/2/clip.mp4").status_code == 200
    assert guest.get(f"/s/{token}/3/clip.mp4").status_code == 404
    delete_clips([other], "owner")
    assert guest.get(f"/s/{token}/").status_code == 404


def test_expiry_is_the_moment_itself(guest: Client, take: Generation) -> None:
    """Open until then, closed from then on."""
    link, token = build.share(take, expires_at=timezone.now() + timedelta(hours=1))
    assert guest.get(f"/s/{token}/").status_code == 200
    ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert guest.get(f"/s/{token}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_long_answer_is_broken_off(
    static_files: None, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A player that asked for everything at once gets no more of it either, once the link is revoked."""
    monkeypatch.setattr(watched, "EVERY", 0.0)
    link, token = build.share(build.generation("ready"))

    async def listen() -> int:
        answer = await AsyncClient().get(f"/s/{token}/1/clip.mp4")
        chunks = answer.streaming_content
        got = len(await anext(chunks))
        await ShareLink.objects.filter(pk=link.pk).aupdate(revoked_at=timezone.now())
        with pytest.raises(RequestAborted):
            await anext(chunks)
        answer.close()
        return got

    assert asyncio.run(listen()) == 65_536
