"""Before anybody is known: what is open, what leads to the sign-in, and how often one may try."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.core.checks import Error
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver, reverse

from playground import checks
from playground.models import Generation, User
from playground.views.doors import GUESTS, LINKS, OPEN
from tests.integration.team.conftest import PASSWORD, Enter, Team

FOREIGN = (
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "%09//evil.example",
    "\t//evil.example",
    "http://evil.example/",
    "javascript:alert(1)",
)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str):
    """The form of the sign-in page, posted."""
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def test_nobody_gets_past_the_door(team: Team, enter: Enter) -> None:
    """Every address but the few open ones: a page leads to the sign-in, anything else is 404 or 405."""
    ids = {
        "uidb36": "1",
        "key": "x",
        "token": "x",
        "slug": "gemini_omni_flash",
        "member_id": 1,
        "invitation_id": 1,
    }
    ids |= dict.fromkeys(
        ("generation_id", "reference_id", "batch_id", "share_id", "comment_id"),
        "0" * 8 + "-0000-4000-8000-" + "0" * 12,
    )
    nobody = enter("")
    for name in {str(pattern.name) for pattern in get_resolver().url_patterns} - OPEN - GUESTS - LINKS:
        wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        where = reverse(name, kwargs={key: ids[key] for key in wanted})
        answer = nobody.get(where)
        assert answer.status_code == 404 or answer.url.startswith("/sign-in/"), name
        assert nobody.post(where).status_code == 404, name
    assert not Generation.objects.exists()


@pytest.mark.parametrize("name", ["editor", "editor@studio.example", "EDITOR@studio.example"])
def test_name_or_email_and_password(team: Team, enter: Enter, name: str) -> None:
    """Either is known; the session gets a new key and leads back to where one wanted to go."""
    nobody = enter("")
    assert nobody.get("/generations/").url == "/sign-in/?next=%2Fgenerations%2F"
    answer = sign_in(nobody, name, next="/generations/")
    assert (answer.status_code, answer.url) == (302, "/generations/")
    assert nobody.get("/generations/").status_code == 200


def test_one_answer_for_all_that_is_wrong(team: Team, enter: Enter) -> None:
    """An unknown name, a wrong password and an account switched off read alike."""
    User.objects.filter(pk=team.viewer.pk).update(is_active=False)
    tries = (("nobody", PASSWORD), ("editor", "wrong"), ("viewer", PASSWORD))
    texts = [sign_in(enter(""), *each).text for each in tries]
    assert all("do not belong together" in text for text in texts)


@pytest.mark.parametrize("there", FOREIGN)
def test_the_way_back_leads_nowhere_else(team: Team, enter: Enter, there: str) -> None:
    """A browser that follows it stays on our host."""
    led = sign_in(enter(""), "editor", next=there).url
    assert urlsplit(urljoin("http://testserver/sign-in/", led)).netloc == "testserver"


def test_tries_of_a_name_are_counted_in_the_database(team: Team, enter: Enter) -> None:
    """After ten wrong ones even the right password is refused, from any address and with any header; others sign in."""
    answers = []
    for number in range(30):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}", headers={"x-forwarded-for": f"1.2.3.{number}"})
        answers.append(sign_in(client, "editor", "wrong").status_code)
    assert answers == [200] * 10 + [429] * 20
    refused = sign_in(Client(REMOTE_ADDR="10.1.1.1"), "editor")
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert sign_in(Client(REMOTE_ADDR="10.1.1.1"), "viewer").status_code == 302


def test_tries_of_an_address_are_counted(team: Team) -> None:
    """Thirty names from one address are enough; a forged X-Forwarded-For changes nothing."""
    answers = [
        sign_in(Client(headers={"x-forwarded-for": f"1.2.3.{n}"}), f"name{n}", "wrong").status_code
        for n in range(32)
    ]
    assert answers == [200] * 30 + [429] * 2


def test_a_page_whose_sign_in_ended_goes_to_the_sign_in(team: Team, enter: Enter) -> None:
    """htmx is told where, and comes back to the page it was on."""
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/generations/?q=x"}
    answer = enter("").get("/connection/banner/", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/?next=%2Fgenerations%2F")


def test_while_the_database_is_away_nobody_comes_in(team: Team, enter: Enter) -> None:
    """503 with a time to come back, for somebody signed in and for nobody; health still answers."""

    def gone(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    browsers = [enter("owner"), enter("")]
    browsers[1].cookies["session"] = "x" * 32
    with connection.execute_wrapper(gone):
        answers = [browser.get("/generations/") for browser in browsers]
        assert browsers[0].get("/health/live").status_code == 200
    assert [(answer.status_code, answer["Retry-After"]) for answer in answers] == [(503, "3")] * 2


def test_signing_out_ends_the_session(team: Team, enter: Enter) -> None:
    """By POST alone; the cookie opens nothing afterwards."""
    browser = enter("editor")
    key = browser.session.session_key
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").url == "/sign-in/"
    again = Client()
    again.cookies["session"] = key
    assert again.get("/generations/").status_code == 302


def test_a_new_password_ends_the_other_sign_ins(team: Team, enter: Enter) -> None:
    """The browser that changed it stays; the other one is out at its next request."""
    here, there = enter("editor"), enter("editor")
    form = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
    assert here.post("/password/", form).status_code == 302
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_a_sign_in_has_an_end(team: Team, enter: Enter) -> None:
    """However often somebody comes, after sixty days the password is asked for again."""
    browser = enter("editor")
    browser.get("/")
    session = browser.session
    session["began"] -= 61 * 24 * 3600
    session.save()
    assert browser.get("/").url == "/sign-in/"


@pytest.mark.parametrize(
    ("host", "key", "public", "missing"),
    [
        ("0.0.0.0", False, "", "SECRET_KEY and PUBLIC_URL"),
        ("0.0.0.0", True, "", "PUBLIC_URL"),
        ("0.0.0.0", True, "https://p.example", ""),
        ("127.0.0.1", False, "", ""),
    ],
)
def test_a_team_that_others_reach_needs_its_secrets(
    settings, host: str, key: bool, public: str, missing: str
) -> None:
    """One line says which is missing; on loopback nothing is asked for."""
    settings.HOST, settings.SECRET_KEY_IS_SET, settings.PUBLIC_URL = host, key, public
    found: list[Error] = checks.team_mode_has_its_secrets()
    assert [error.msg for error in found] == (
        [f"PLAYGROUND_MODE=team on HOST={host} needs {missing}."] if missing else []
    )
