"""What other programs make of a link: cards, frames, and nothing they could keep or pass on."""

import io
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from PIL import Image

from playground.models import Generation, ShareLink
from tests import build
from tests.integration.sharing.conftest import addresses, body

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")
FRAMED = "frame-ancestors *"


def meta(page: str, name: str) -> str:
    """The content of a tag of the head."""
    return re.search(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)"', page)[1]


def test_a_link_has_a_card(guest: Client, take: Generation) -> None:
    """Open Graph and Twitter: title, picture, clip and player, all by whole addresses that answer."""
    _, token = build.share(take, reveal="prompt")
    page = guest.get(f"/s/{token}/").text
    assert meta(page, "og:title") == meta(page, "twitter:title") == take.prompt
    assert meta(page, "og:url") == f"http://testserver/s/{token}/"
    assert meta(page, "twitter:card") == "player"
    kinds = {"og:image": "image/webp", "og:video": "video/mp4", "twitter:player": "text/html; charset=utf-8"}
    for name, kind in kinds.items():
        answer = guest.get(meta(page, name))
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert meta(page, "og:video:width") == str(take.clip.width)


def test_the_card_is_discovered_and_describes_the_player(guest: Client, take: Generation) -> None:
    """The page names the address; its JSON has all that oEmbed asks of a video, within the asker's room."""
    _, token = build.share(take)
    page = guest.get(f"/s/{token}/").text
    where = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)[1].replace("&amp;", "&")
    card = guest.get(f"{where}&maxwidth=480&maxheight=2000")
    assert card["Content-Type"] == "application/json"
    told = card.json()
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "video", 480, 270)
    frame = re.search(r'<iframe src="([^"]+)" width="480" height="270"', told["html"])[1]
    assert guest.get(frame).status_code == 200
    picture = guest.get(told["thumbnail_url"])
    with Image.open(io.BytesIO(body(picture))) as shown:
        assert shown.size == (told["thumbnail_width"], told["thumbnail_height"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "http://testserver/s/{token}/embed/"}, 200),
        ({"url": "http://testserver/s/{token}/", "format": "xml"}, 501),
        ({"url": "http://testserver/s/{token}/", "maxwidth": "none", "maxheight": "-3"}, 200),
        ({"url": "http://elsewhere.example/s/{token}/"}, 404),
        ({"url": "https://testserver/s/{token}/"}, 404),
        ({"url": "http://testserver/generations/"}, 404),
        ({"url": "http://testserver/nowhere/"}, 404),
        ({"url": "http://["}, 404),
        ({}, 404),
    ],
)
def test_only_our_own_links_have_cards(
    guest: Client, take: Generation, query: dict[str, str], status: int
) -> None:
    """Another host, another page, nonsense: the same 404; XML is not spoken."""
    _, token = build.share(take)
    asked = urlencode({name: value.format(token=token) for name, value in query.items()})
    assert guest.get(f"/oembed/?{asked}").status_code == status


def test_a_locked_link_has_no_card(guest: Client, take: Generation) -> None:
    """Whoever knows the address learns no more by asking for its card."""
    _, token = build.share(take, password="sesame")
    assert guest.get(f"/oembed/?url=http://testserver/s/{token}/").status_code == 404


def test_the_player_alone_may_be_framed(guest: Client, take: Generation) -> None:
    """Anybody may frame it; nobody may frame anything else, the answer to a closed link included."""
    link, token = build.share(take, reveal="try", allows_download=True)
    for where in addresses(token):
        answer = guest.get(where)
        is_player = where.endswith("/embed/")
        assert (FRAMED in answer["Content-Security-Policy"]) is is_player
        assert answer.get("X-Frame-Options") == (None if is_player else "DENY")
    link.revoke()
    assert guest.get(f"/s/{token}/embed/")["X-Frame-Options"] == "DENY"


def test_a_framed_player_holds_no_form_that_writes(guest: Client, take: Generation) -> None:
    """A click that somebody's page tricked out of a person changes nothing."""
    _, token = build.share(take, build.generation("ready"), reveal="try")
    page = guest.get(f"/s/{token}/embed/").text
    assert 'method="post"' not in page
    assert "csrf" not in page


def test_no_answer_is_kept_or_told_on(guest: Client, take: Generation) -> None:
    """No cache, no referrer, no index; media are inert."""
    _, token = build.share(take, reveal="try", allows_download=True)
    for where in addresses(token):
        answer = guest.get(where)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        if "/1/" in where and "trial" not in where:
            assert "sandbox" in answer["Content-Security-Policy"]
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_links_begin_with_the_operators_address(guest: Client, take: Generation, settings: Any) -> None:
    """Whatever a proxy or a guest says of the host."""
    settings.PUBLIC_URL = "https://play.example"
    _, token = build.share(take)
    page = guest.get(f"/s/{token}/", headers={"x-forwarded-host": "evil.example"}).text
    assert meta(page, "og:url") == f"https://play.example/s/{token}/"
    assert "evil.example" not in page


def test_a_visit_counts_once(guest: Client, take: Generation) -> None:
    """Reloads, ranges and the player's page are the same visit; another browser is another."""
    _, token = build.share(take)
    for where in (f"/s/{token}/", f"/s/{token}/", f"/s/{token}/1/clip.mp4", f"/s/{token}/embed/"):
        guest.get(where, headers={"range": "bytes=0-9"})
    assert ShareLink.objects.get().views == 1
    Client().get(f"/s/{token}/")
    assert ShareLink.objects.get().views == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Slackbot-LinkExpanding 1.0"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"sec-purpose": "prefetch"},
    ],
)
def test_who_only_looks_what_the_link_is_does_not_count(
    guest: Client, take: Generation, headers: dict[str, str]
) -> None:
    """Makers of cards and browsers that load ahead."""
    _, token = build.share(take)
    assert guest.get(f"/s/{token}/", headers=headers).status_code == 200
    guest.head(f"/s/{token}/")
    assert ShareLink.objects.get().views == 0
