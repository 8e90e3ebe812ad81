"""Check 18: hostile words on every page, in a browser that would obey if anything let it."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visitors, visiting
from tests.integration.serving import Web

SEED = """
import json, dataclasses
from playground import access
from tests.security.hostile import seed
owner = access.local_owner()
print(json.dumps(dataclasses.asdict(seed(owner, access.workspace_of(owner)))))
"""
OBEYED = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
  .filter(({ name, value }) => /^(on|hx-on|data-evil)/.test(name) || /^\\s*javascript:/.test(value))
  .map(({ name }) => `${each.localName} ${name}`)).concat(window.evil ? ["evil"] : [])"""


@pytest.fixture
def seeded(tmp_path) -> Iterator[tuple[Web, list[str]]]:
    """A web of its own, and its pages."""
    web = Web(tmp_path / "var")
    pages = json.loads(web.run(SEED).splitlines()[-1])["pages"]
    try:
        web.begin()
        yield web, pages
    finally:
        web.end()


def test_nothing_is_obeyed(browser: Browser, seeded: tuple[Web, list[str]]) -> None:
    """Check 18: no dialog, no new element, no attribute that acts, no complaint of the policy."""
    web, pages = seeded
    for visitors in visiting(browser, web):
        _look_at(visitors, pages)


def _look_at(visitors: Visitors, pages: list[str]) -> None:
    visitors.tolerate("status of 40[04]")
    page, dialogs = visitors.new().new_page(), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    shown = 0
    for where in pages:
        page.goto(where, wait_until="load")
        assert (page.evaluate(OBEYED), where) == ([], where)
        shown += "{{7*7}}" in page.content()
    assert (dialogs, shown > 8) == ([], True)
