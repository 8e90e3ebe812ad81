"""Check 18: somebody else's words are words, in every page, title, card, JSON and header."""

import csv
import io
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.security.access_table import ROWS
from tests.security.conftest import Enter, Team
from tests.security.hostile import WORDS, Seeded, seed


class Page(HTMLParser):
    """What a browser would make of a page: its title, its cards, and whatever obeyed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.obeyed: list[str] = []
        self.cards: dict[str, str] = {}
        self.title, self._in_title = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        bad = [name for name in given if name.startswith(("on", "hx-on", "data-evil"))]
        bad += [name for name in ("href", "src", "action") if str(given.get(name)).startswith("javascript:")]
        self.obeyed += [f"{tag} {name}" for name in bad]
        if tag == "meta" and "property" in given:
            self.cards[str(given["property"])] = given.get("content") or ""
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            self._in_title = False


@pytest.fixture
def seeded(team: Team) -> Seeded:
    """In the owner's workspace."""
    return seed(team.owner, team.workspace)


def test_no_page_obeys(seeded: Seeded, enter: Enter) -> None:
    """Check 18: no attribute, element or address comes from data; what templates would reckon is not reckoned."""
    browser, shown = enter("owner"), 0
    for where in seeded.pages:
        answer = browser.get(where)
        page = Page(answer.text)
        assert (page.obeyed, where) == ([], where)
        assert "49" not in page.title
        shown += "{{7*7}}" in answer.text
    assert shown > 8


def test_fragments_and_cards_do_not_either(seeded: Seeded, enter: Enter) -> None:
    """Check 18: what htmx puts into a page, and what a card of another program is drawn from."""
    browser, take = enter("owner"), seeded.take
    for name in ("card", "tile", "slide"):
        assert Page(browser.get(f"/generations/{take}/{name}/").text).obeyed == []
    page = Page(enter("").get(f"/s/{seeded.token}/").text)
    assert page.cards["og:title"]
    told = enter("").get("/oembed/", {"url": f"http://testserver/s/{seeded.token}/"})
    assert Page(told.json()["html"]).obeyed == []
    form = {"model": "gemini_omni_flash", "prompt": WORDS, "token": "8" * 32}
    assert Page(browser.post("/preview/", form).text).obeyed == []
    assert Page(browser.post("/request/", form | {"pasted": WORDS}).text).obeyed == []


def test_data_stays_data(seeded: Seeded, enter: Enter) -> None:
    """Check 18: JSON is JSON, says that it is, and gives the words back whole."""
    answer = enter("owner").get(f"/generations/{seeded.take}.json")
    assert answer["Content-Type"].startswith("application/json")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["request"]["prompt"] == WORDS


@pytest.mark.parametrize("path", ["clip.mp4", "download/", "frame.png?t=0"])
def test_a_saved_file_has_a_harmless_name(seeded: Seeded, enter: Enter, path: str) -> None:
    """Check 18: no quote, line end, folder, script or turned direction in Content-Disposition."""
    answer = enter("owner").get(f"/generations/{seeded.take}/{path}")
    name = unquote(answer["Content-Disposition"])
    assert answer.status_code == 200
    for sign in ("<", ">", "\u202e", "\r", "\n", "/", "\\", "onerror="):
        assert sign not in name
    assert name.count('"') in (0, 2)


def test_no_cell_of_a_table_is_a_formula(seeded: Seeded, enter: Enter) -> None:
    """Check 18: whatever is given as CSV, by any address without a name in it, begins no cell as a formula does."""
    browser: Client = enter("owner")
    for name in [name for name, row in ROWS.items() if row.get == "members" or row.get == "owners"]:
        try:
            answer = browser.get(reverse(name)) if name != "live" else None
        except NoReverseMatch:
            continue
        if answer is not None and answer.headers.get("Content-Type", "").startswith("text/csv"):
            text = b"".join(answer).decode() if answer.streaming else answer.text
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")] == []
