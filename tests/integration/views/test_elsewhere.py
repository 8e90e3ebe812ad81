"""Local mode behind a proxy: the owner's pages answer this machine alone; links and webhooks answer everybody."""

import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import get_resolver, reverse

from playground.models import Generation
from playground.views.doors import GUESTS, LINKS, MEMBERS, OPEN
from tests import build
from tests.integration.installation import ROOT
from tests.integration.views.test_every_address import POST_ONLY, Address, address  # noqa: F401  # the fixture

ELSEWHERE = (
    {"host": "play.example"},
    {"x-forwarded-for": "203.0.113.7"},
    {"x-forwarded-for": "203.0.113.7, 127.0.0.1"},
    {"x-forwarded-host": "play.example"},
    {"x-real-ip": "2001:db8::7"},
    {"cf-connecting-ip": "203.0.113.7"},
    {"forwarded": 'for="[2001:db8::7]:4711";proto=https;by=127.0.0.1'},
    {"forwarded": "for=unknown"},
    {"origin": "https://play.example"},
)
HERE = (
    {},
    {"host": "127.0.0.1:8000"},
    {"host": "localhost:8000"},
    {"host": "[::1]:8000"},
    {"x-forwarded-for": "127.0.0.1, ::ffff:127.0.0.1"},
    {"forwarded": 'for="[::1]:4711";host=localhost:8000;proto=http'},
    {"origin": "http://localhost:8000"},
    {"origin": "null"},
)


@pytest.fixture(autouse=True)
def _public(settings, static_files: None, owner: object) -> None:
    """The operator has said where the proxy stands."""
    settings.PUBLIC_URL = "https://play.example"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "play.example", "localhost", "[::1]"]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_what_came_through_a_proxy_is_refused_in_words(headers: dict[str, str]) -> None:
    """403, and nothing is made."""
    answers = [
        Client().get("/", headers=headers),
        Client().post("/generations/", {"prompt": "x"}, headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only the machine it runs on may open this" in answers[0].text
    assert not Generation.objects.exists()


@pytest.mark.parametrize("headers", HERE)
def test_this_machine_is_answered(headers: dict[str, str]) -> None:
    """Under each of its names, and through a proxy that stands on it and asks for it."""
    assert Client().get("/", headers=headers).status_code == 200


def test_only_links_and_webhooks_come_through(address: Address) -> None:  # noqa: F811
    """Every route of the resolver: 403 but for what guests and the gateway ask, which no owner is signed in for."""
    through = OPEN | LINKS - {"share-trial"}
    guest, names = (
        Client(headers={"x-forwarded-for": "203.0.113.7"}),
        {p.name for p in get_resolver().url_patterns},
    )
    for name in names - through - GUESTS - MEMBERS:
        assert guest.get(address(name)).status_code == 403, name
    for name in LINKS - {"share-trial", "oembed"}:
        answer = guest.get(address(name))
        assert answer.status_code == (405 if name in POST_ONLY else 200), name
    assert guest.post("/webhooks/toapis/", "{}", content_type="application/json").status_code in (
        401,
        403,
        404,
    )
    assert guest.get(f"/oembed/?url=https://play.example{address('share')}").status_code == 200


def test_a_team_is_asked_by_its_proxy(settings) -> None:
    """In team mode people come from elsewhere: they are led to the sign-in."""
    settings.PLAYGROUND_MODE = "team"
    assert Client().get("/", headers={"x-forwarded-for": "203.0.113.7"}).url == "/sign-in/"


def test_a_public_address_leaves_local_mode_to_this_machine(tmp_path) -> None:
    """No redirect to https and no cookies that http would not bring back: the owner opens http://127.0.0.1."""
    names = "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"
    code = f"from django.conf import settings; print([getattr(settings, each) for each in {names}])"
    given = {"PUBLIC_URL": "https://play.example", "DATA_DIR": str(tmp_path), "PATH": "", "LANG": "C.UTF-8"}
    said = []
    for mode in ("local", "team"):
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=given | {"PLAYGROUND_MODE": mode},
            capture_output=True,
            check=True,
            text=True,
        )
        said.append(done.stdout.strip())
    assert said == ["[False, False, 0]", "[True, True, 31536000]"]


def test_an_unlocked_link_stays_on_https(settings) -> None:
    """A guest's cookie is Secure where links are https, whatever the owner's are."""
    token = build.share(build.generation("ready"), password="harbour")[1]
    answer = Client().post(f"/s/{token}/", {"password": "harbour"}, headers={"host": "play.example"})
    assert answer.cookies["unlocked"]["secure"] is True
    assert configured.SESSION_COOKIE_SECURE is False
    assert reverse("share", args=[token]) == answer.cookies["unlocked"]["path"]
