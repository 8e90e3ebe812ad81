"""Checks 16, 25 and 26: who may post, where an answer may lead, and under which name we answer."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from playground.models import Generation
from tests.security.access_table import ROWS
from tests.security.conftest import PASSWORD, Enter, Studio, Team

EVIL = ("//evil.example", "/\\evil.example", "https:evil.example", "%09//evil.example", "\t//evil.example",
        "http://evil.example/", "javascript:alert(1)", "/\t/evil.example", "///evil.example", "\\\\evil.example",
        "http:///evil.example", "https://testserver@evil.example/", "//testserver:80@evil.example")  # fmt: skip


def test_without_a_token_nobody_writes(studio: Studio, enter: Enter) -> None:
    """Check 16: an owner's POST, PUT, PATCH and DELETE without the form's token are 403 at every address there is."""
    browser = enter("owner", enforce_csrf_checks=True)
    before, wrong = list(Generation.objects.values_list("pk", "version")), []
    for name in ROWS:
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(browser, method)(studio.address(name))
            if answer.status_code != 403:
                wrong.append((name, method, answer.status_code))
    assert wrong == [(name, method, 405) for name, method, status in wrong if name == "webhooks-toapis"]
    assert list(Generation.objects.values_list("pk", "version")) == before


def test_only_the_signed_webhook_does_without() -> None:
    """Check 16: one view of the whole resolver is exempt, and asks for a signature in its place."""
    patterns = get_resolver().url_patterns
    exempt = [each.name for each in patterns if getattr(each.callback, "csrf_exempt", False)]
    assert exempt == ["webhooks-toapis"]


def test_a_token_of_another_browser_is_none(team: Team, enter: Enter) -> None:
    """Check 16: the secret is the browser's; a foreign Origin is refused although the token is right."""
    mine, other = enter("owner", enforce_csrf_checks=True), enter("editor", enforce_csrf_checks=True)
    theirs = other.get("/").text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert mine.post("/workspace/name/", {"name": "x", "csrfmiddlewaretoken": theirs}).status_code == 403
    own = mine.get("/").text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"name": "x", "csrfmiddlewaretoken": own}
    assert mine.post("/workspace/name/", form, headers={"origin": "https://evil.example"}).status_code == 403
    assert mine.post("/workspace/name/", form).status_code == 302


def leads(answer: HttpResponse) -> str:
    """The host that a browser ends at."""
    to = (
        answer.headers.get("Location")
        or answer.headers.get("HX-Redirect")
        or answer.headers.get("HX-Location", "/")
    )
    return urlsplit(urljoin("http://testserver/somewhere/", to.replace("\t", "").replace("\\", "/"))).netloc


@pytest.mark.parametrize("there", EVIL)
def test_no_way_back_leads_elsewhere(studio: Studio, enter: Enter, there: str) -> None:
    """Check 25: the sign-in's, the language's, the theme's, htmx's and a history list's own `here`."""
    form, htmx = {"next": there, "here": there, "theme": "dark", "language": "en"}, {"HX-Request": "true"}
    person, token = {"login": "editor", "password": PASSWORD}, studio.ids["token"]
    answers = [
        enter("").post("/sign-in/", form | person),
        enter("").post("/theme/", form, headers={"referer": there}),
        enter("").post("/language/", form, headers={"referer": there}),
        enter("editor").post("/generations/deletion/", form | {"g": str(studio.ids["generation_id"])}),
        enter("").get("/connection/banner/", headers=htmx | {"HX-Current-URL": there}),
        enter("").get(f"/s/{token}/1/trial/?next={there}"),
        enter("").get("/generations/", {"next": there}),
    ]
    assert [leads(answer) for answer in answers] == ["testserver"] * len(answers)


def test_a_host_is_one_of_ours(team: Team) -> None:
    """Check 26: any other name, with whatever port or in whatever header, is 400; no proxy's word is taken unasked."""
    for host in (
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80",
        "",
        "a b",
        "localhost@evil.example",
    ):
        assert Client(headers={"host": host}).get("/sign-in/").status_code == 400, host
    answer = Client(headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}).get(
        "/sign-in/"
    )
    assert (answer.status_code, "evil.example" in answer.text) == (200, False)


def test_links_are_written_with_the_operators_address(studio: Studio, enter: Enter, settings) -> None:
    """Check 26: share links and invitations are what PUBLIC_URL says, whatever X-Forwarded-Host does."""
    settings.PUBLIC_URL = "https://films.example"
    browser = enter("owner", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https")
    made = browser.post("/shares/", {"g": str(studio.ids["generation_id"]), "reveal": "clip"})
    invited = browser.post("/workspace/invitations/", {"role": "viewer", "days": "7"})
    assert "https://films.example/s/" in made.text
    assert "https://films.example/invitations/" in invited.text
    assert "evil.example" not in made.text + invited.text
