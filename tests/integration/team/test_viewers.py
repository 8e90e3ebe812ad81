"""A viewer's pages show nothing that a viewer may not do: every page is walked, and everything on it is tried."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from playground import access
from playground.models import Generation, User
from tests.furnished import furnish
from tests.pages import OF_A_TEAM, PAGES, addresses

# What a viewer may send: about this browser, or about the person alone
OWN = {
    "set_language", "theme", "workspace-choice", "workspace-departure", "account_logout", "account_change_password",
    "recipe-choice", "generation-review", "generation-verdict", "comment-text", "comment-deletion",
}  # fmt: skip
# Words that ask somebody to do what a viewer may not, and the pages on which they stand for an owner
INVITING = (
    "Set prices",
    "Once you save",
    "An empty field means",
    "Set its price, or lift",
    "Getting a key",
    "Top up and test again",
)
ASKING = ("/prices/", "/ledger/", "/storage/", "/workspace/members/", "/connection/", "/models/seedance-2-5/")
# Asked with GET, and answered with what is not a page
HEAVY = {"generation-clip", "generation-download", "generations-archive", "live"}


class Controls(HTMLParser):
    """What can be followed, asked or sent on a page: (method, address)."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.found, self.form = here, set(), ("get", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links, forms, buttons with an address of their own, and what htmx asks."""
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.form = (given.get("method", "get").lower(), given.get("action", self.here))
            self.add(*self.form)
        if tag == "a" and "href" in given:
            self.add("get", given["href"])
        if "formaction" in given:
            self.add(given.get("formmethod", self.form[0]).lower(), given["formaction"])
        for method in ("get", "post"):
            if f"hx-{method}" in given:
                self.add(method, given[f"hx-{method}"])

    def add(self, method: str, address: str) -> None:
        where = urldefrag(urljoin(f"http://testserver{self.here}", address)).url
        if urlsplit(where).netloc == "testserver":
            self.found.add((method, where.removeprefix("http://testserver")))


@pytest.fixture
def made(static_files: None, db: None) -> dict[str, str]:
    """A furnished studio."""
    return furnish()


@pytest.fixture
def viewer(made: dict[str, str]) -> Client:
    """Lin's browser."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(User.objects.get(first_name="Lin Xiaoyu"))
    return browser


def pages(made: dict[str, str]) -> list[str]:
    """What a viewer can open: not the dialog that makes links, the audit log, or a form begun from something."""
    own = [
        each
        for each in addresses(PAGES, OF_A_TEAM, **made)
        if not re.match(r"/(\?|shares/\?|recipe|audit)", each)
    ]
    return [*own, "/"]


def test_every_control_of_a_viewer_works(made: dict[str, str], viewer: Client) -> None:
    """Each link and question on each page is answered, and each form is one that a viewer may send."""
    found: dict[tuple[str, str], str] = {}
    for page in pages(made):
        answer = viewer.get(page)
        assert answer.status_code == 200, page
        controls = Controls(page)
        controls.feed(answer.text)
        found |= {each: page for each in controls.found if each not in found}
    assert len(found) > 100
    refused = {
        (method, where, page) for (method, where), page in found.items() if not _may(viewer, method, where)
    }
    assert sorted(refused) == []


def _may(viewer: Client, method: str, where: str) -> bool:
    name = resolve(urlsplit(where).path).url_name
    if method == "post":
        return name in OWN
    if name == "home" and "?" in where:
        return False  # a form begun from something, and a viewer has no form
    return name in HEAVY or viewer.get(where).status_code < 400


def test_what_a_viewer_asks_anew_shows_no_more(made: dict[str, str], viewer: Client) -> None:
    """Fragments that replace themselves offer no form either, in whichever state their take is."""
    for take in Generation.objects.all():
        for part in ("card", "card/?alone=1", "tile", "slide"):
            where = f"/generations/{take.pk}/{part}" + ("" if "?" in part else "/")
            controls = Controls(where)
            controls.feed(viewer.get(where).text)
            assert [each for each in controls.found if not _may(viewer, *each)] == [], where


def test_no_words_ask_a_viewer_for_more(made: dict[str, str], viewer: Client) -> None:
    """What an owner is told to do about prices, limits and keys is not told to somebody who can't."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(access.local_owner())
    told = {who: " ".join(who.get(page).text for page in ASKING) for who in (viewer, browser)}
    assert [words for words in INVITING if words in told[viewer]] == []
    assert [words for words in INVITING if words not in told[browser]] == []


def test_an_editor_has_what_a_viewer_has_not(made: dict[str, str], viewer: Client) -> None:
    """The walk would see a form that is there: an owner's pages are full of them."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(access.local_owner())
    controls = Controls("/")
    for page in pages(made):
        controls.here = page
        controls.feed(browser.get(page).text)
    sent = {resolve(urlsplit(where).path).url_name for method, where in controls.found if method == "post"}
    assert len(sent - OWN) > 15
