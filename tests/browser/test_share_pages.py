"""Share links' pages, for everybody: no violation, no spill, in either theme."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations
from tests.browser.sharing import PHONE, comparison, link, two_takes
from tests.browser.test_frame import SPILLS
from tests.integration.installation import Installation


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes."""
    return two_takes(browser, product)


def test_guests_pages_have_no_violation(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """Clip, comparison, password, closed link, player: wide and on a phone, where nothing spills over the edge."""
    visitors.tolerate("404")
    found = [
        link(page, takes[0], "Recipe and try"),
        link(page, takes[1], "Clip only"),
        link(page, takes[0], "Clip only", "sesame"),
        comparison(page, takes, "Full recipe"),
        re.sub("/s/.*", "/s/nothing/", page.url.split("/compare")[0] + "/s/x/"),
    ]
    guest = visitors.new().new_page()
    for where in [*found, f"{found[0]}embed/", f"{found[3]}embed/"]:
        for _ in two_ways(guest):
            guest.goto(where)
            assert violations(guest) == [], where
            assert guest.evaluate(SPILLS) <= 0, where


def test_the_panel_has_no_violation(visitors: Visitors, takes: list[str]) -> None:
    """With a link that was just made, and the list of all."""
    page = visitors.new(viewport=PHONE["viewport"]).new_page()
    link(page, takes[0], "Full recipe")
    for where in ("", "/shares/"):
        if where:
            page.goto(where)
        for _ in two_ways(page):
            assert violations(page) == [], where
    assert page.evaluate(SPILLS) <= 0
