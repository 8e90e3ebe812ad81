"""Monthly limits in two browsers: an owner lowers one, and the other's next click is refused in words."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.composer import Composer
from tests.browser.conftest import Visitors, running, visiting
from tests.browser.looking import two_ways, violations
from tests.browser.test_team import invited, owner
from tests.integration.installation import Installation


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in team mode; a short take costs eight credits."""
    yield from running(tmp_path_factory.mktemp("budgets"), PLAYGROUND_MODE="team", DEFAULT_ALLOWANCE="20")


@pytest.fixture
def visitors(browser: Browser, studio: Installation) -> Iterator[Visitors]:
    """Browser profiles of that installation."""
    yield from visiting(browser, studio)


def test_a_lowered_limit_stops_the_next_click(visitors: Visitors, studio: Installation) -> None:
    """What is left stands there quietly; past it the click is refused, nothing is lost, and a raise lets it through."""
    visitors.tolerate("422")
    ada = owner(visitors, studio)
    name = f"mei-{secrets.token_hex(2)}"  # another one in a second try
    mei = invited(visitors, ada, name, "editor")
    composer, beside = Composer(mei).open_boat(), mei.locator("#generate-month")
    expect(beside).to_have_text("20 of 20 credits left this month")
    composer.generate()
    expect(beside).to_have_text("12 of 20 credits left this month")
    for most, words in (
        ("10.5", "This costs 8 credits; 2.5 of your 10.5 are left"),
        ("16", "0 of your 16 are left"),
    ):
        ada.goto("/workspace/members/")
        ada.get_by_role("textbox", name=re.compile(f"^Credits a month for {name}")).fill(most)
        with ada.expect_navigation():
            ada.get_by_role("button", name=re.compile(f"^Save the allowance of {name}")).click()
        composer.button.click()
        expect(beside).to_contain_text(words)
        expect(composer.prompt).to_have_value(re.compile("paper boat"))
    expect(composer.result.locator("[data-state]")).to_have_count(1)


def test_the_pages_of_limits_have_no_violation(visitors: Visitors, studio: Installation) -> None:
    """Members, the ledger and a refused composer; wide and narrow."""
    visitors.tolerate("422")
    ada = owner(visitors, studio)
    lin = invited(visitors, ada, f"lin-{secrets.token_hex(2)}", "editor")
    Composer(lin).open("?prompt=Harbour&duration=10&resolution=1080p").button.click()
    expect(lin.locator("#generate-month")).to_contain_text("Nothing was sent.")
    for page, path in ((lin, ""), (ada, "/workspace/members/"), (ada, "/ledger/")):
        if path:
            page.goto(path)
        for size in two_ways(page):
            assert violations(page) == [], f"{path} {size}"
