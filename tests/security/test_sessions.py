"""Check 21: a sign-in is new, ends wholly, and ends when the person may no longer come in."""

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client

from playground.models import User
from tests.security.conftest import PASSWORD, Enter, Team


def sign_in(browser: Client, name: str = "editor"):
    """The form of the sign-in page."""
    return browser.post("/sign-in/", {"login": name, "password": PASSWORD})


def test_a_sign_in_has_a_key_of_its_own(team: Team, enter: Enter) -> None:
    """Check 21: what a browser held before is worth nothing afterwards, even if somebody planted it."""
    browser = enter("")
    planted = browser.session
    planted["seen"] = 1
    planted.save()
    before = browser.cookies["session"].value
    sign_in(browser)
    after = browser.cookies["session"].value
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()
    thief = Client()
    thief.cookies["session"] = before
    assert thief.get("/generations/").status_code == 302


def test_another_sign_in_is_another_session(team: Team, enter: Enter) -> None:
    """Check 21: the same person twice has two keys, and the csrf secret changes with the sign-in too."""
    browsers = [enter(""), enter("")]
    for browser in browsers:
        browser.get("/sign-in/")
    secrets = [browser.cookies["csrf"].value for browser in browsers]
    for browser in browsers:
        sign_in(browser)
    assert len({browser.cookies["session"].value for browser in browsers}) == 2
    assert [browser.cookies["csrf"].value for browser in browsers] != secrets


def test_signing_out_takes_the_row_along(team: Team, enter: Enter) -> None:
    """Check 21: nothing of the session is left, neither in the database nor in the browser's cache."""
    browser = enter("")
    sign_in(browser)
    key = browser.cookies["session"].value
    answer = browser.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    "path", ["/", "/generations/", "/live/", "/connection/banner/", "/workspace/standing/"]
)
def test_a_person_switched_off_is_out_at_the_next_request(team: Team, enter: Enter, path: str) -> None:
    """Check 21: pages, fragments and streams alike (an open stream: team/test_streams.py)."""
    browser = enter("")
    sign_in(browser)
    User.objects.filter(pk=team.editor.pk).update(is_active=False)
    answer = browser.get(path)
    assert answer.status_code == 404 or answer.url.startswith("/sign-in/")


def test_the_cookie_is_kept_by_its_own_server_alone(team: Team, enter: Enter) -> None:
    """Check 21: HttpOnly, SameSite=Lax, the whole host's; Secure and __Host- come with https (test_headers.py)."""
    browser = enter("")
    sign_in(browser)
    for name in ("session", "csrf"):
        cookie = browser.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            "Lax",
            "/",
            "",
        )
    assert configured.SESSION_COOKIE_AGE <= 14 * 24 * 3600
