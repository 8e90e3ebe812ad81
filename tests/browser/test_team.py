"""A team in two browsers: a local installation becomes theirs, and each sees what the other does."""

import re
import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.composer import SETTLES, Composer, expect_state
from tests.browser.conftest import Visitors, running, visiting
from tests.integration.installation import ROOT, Installation

PASSWORD = "sixteen sea lions"
HOME = re.compile(r"^http://[^/]+/$")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in team mode."""
    yield from running(tmp_path_factory.mktemp("studio"), PLAYGROUND_MODE="team")


@pytest.fixture
def visitors(browser: Browser, studio: Installation) -> Iterator[Visitors]:
    """Browser profiles of that installation."""
    yield from visiting(browser, studio)


def owner(visitors: Visitors, studio: Installation) -> Page:
    """The owner's browser: by the link that the command prints, to the composer."""
    command = [sys.executable, "manage.py", "team", "--email", "ada@studio.example"]
    said = subprocess.run(
        command, cwd=ROOT, env=studio.environment, capture_output=True, check=True, text=True
    )
    page = visitors.new().new_page()
    page.goto(re.search(r"http://\S+", said.stdout)[0])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Keep it and sign in").click()
    page.wait_for_url(HOME)
    return page


def invited(visitors: Visitors, owner: Page, who: str, role: str) -> Page:
    """Somebody else's browser, who came by a link that the owner made; a second try is another person."""
    owner.goto("/workspace/members/")
    owner.get_by_label("As", exact=True).select_option(role)
    owner.get_by_role("button", name="Make a link").click()
    return join(visitors.new().new_page(), owner.get_by_label("Send this link").input_value(), who)


def join(page: Page, link: str, who: str) -> Page:
    """An account by an invitation's link."""
    name = f"{who}-{secrets.token_hex(3)}"
    page.goto(link)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(f"{name}@studio.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url(HOME)
    return page


def test_two_people_see_each_others_takes_and_removal_ends_a_page(
    visitors: Visitors, studio: Installation
) -> None:
    """A viewer sees the owner's take appear and finish; removed, the open page ends by itself."""
    visitors.tolerate("404")
    ada = owner(visitors, studio)
    who = f"lin{secrets.token_hex(3)}"
    lin = invited(visitors, ada, who, "viewer")
    assert lin.get_by_role("button", name=re.compile("^Generate")).count() == 0
    name = Composer(ada).open_boat().generate().get_attribute("id")
    expect(lin.locator(f"#{name}")).to_be_visible()
    tile = lin.locator(f"#tile-{name.removeprefix('generation-')}")
    expect(tile).to_have_attribute("data-look", "ready", timeout=SETTLES)
    tile.get_by_role("link").click()
    expect_state(lin.locator(f"#{name}"), "ready")
    expect(lin.get_by_role("button", name="Delete the take")).to_have_count(0)
    ada.goto("/workspace/members/")
    ada.get_by_role("button", name=re.compile(f"^Remove {who}")).click()
    expect(lin.get_by_role("heading", level=1)).to_have_text("You are in no workspace here")


def test_an_editors_take_appears_on_the_owners_page(visitors: Visitors, studio: Installation) -> None:
    """The other way round; and a second workspace knows nothing of it."""
    ada = owner(visitors, studio)
    mei = invited(visitors, ada, "mei", "editor")
    Composer(ada).open()
    name = Composer(mei).open_boat().generate().get_attribute("id")
    expect(ada.locator(f"#tile-{name.removeprefix('generation-')}")).to_be_visible()
    ada.goto("/workspace/members/")
    begin(ada, "Night shoot")
    ada.goto("/generations/")
    expect(ada.locator(".tile")).to_have_count(0)


def begin(page: Page, name: str) -> None:
    """A workspace of this name, another one at each try."""
    name = f"{name} {secrets.token_hex(3)}"
    page.get_by_placeholder("Its name").fill(name)
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("button", name="Workspace and account")).to_contain_text(name)


def left_by(page: Page) -> tuple[str, bool, int]:
    """What this browser shows of the last one who wrote here: the prompt, the tray, and drafts on offer."""
    composer = Composer(page).open()
    tray = page.get_by_role("region", name="To compare").is_visible()
    return composer.prompt.input_value(), tray, page.get_by_role("button", name="Restore the draft").count()


def sign_out(page: Page) -> None:
    """By the menu in the bar."""
    page.get_by_role("button", name="Workspace and account").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")


def test_a_browser_keeps_people_and_workspaces_apart(visitors: Visitors, studio: Installation) -> None:
    """The next person finds neither the draft nor what was chosen to compare; who comes back finds both."""
    visitors.tolerate("404")
    page = owner(visitors, studio)
    page.goto("/workspace/members/")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Send this link").input_value()
    Composer(page).open().rewrite("A storm that nobody else may read")
    page.evaluate("() => document.querySelector('compare-tray').keep([crypto.randomUUID()])")
    sign_out(page)
    join(page, link, "noor")
    assert "storm" not in left_by(page)[0]
    assert left_by(page)[1:] == (False, 0)
    sign_out(page)
    page.get_by_label("Email or name").fill("ada@studio.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(HOME)
    assert left_by(page) == ("A storm that nobody else may read", True, 0)
    page.goto("/workspace/members/")
    begin(page, "Day shoot")
    assert ("storm" in left_by(page)[0], left_by(page)[1:]) == (False, (False, 0))
