"""A workspace's own key in a browser: entered by its owner, known by its last four, refused and mended in words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.composer import Composer, expect_state
from tests.browser.conftest import Visitors, running, visiting
from tests.browser.looking import two_ways, violations
from tests.browser.test_team import invited, owner
from tests.integration.installation import Installation
from tests.integration.keys.conftest import FIRST, PASSPHRASE, SECOND, ByKey
from tests.integration.scripted import Scripted


@pytest.fixture(scope="module")
def gateway() -> Iterator[Scripted]:
    """Knows keys apart."""
    found = Scripted()
    yield found
    found.close()


@pytest.fixture
def by_key(gateway: Scripted) -> ByKey:
    """`by_key.refused` are the keys that the gateway refuses."""
    told = ByKey()
    gateway.always |= dict.fromkeys(("create", "balance", "task"), told)
    return told


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, gateway: Scripted) -> Iterator[Installation]:
    """A team without a key of the installation's."""
    upstream = {"TOAPIS_BASE_URL": gateway.url, "TRUSTED_RESULT_HOSTS": f"127.0.0.1:{gateway.port}"}
    folder = tmp_path_factory.mktemp("keys")
    yield from running(folder, PLAYGROUND_MODE="team", ENCRYPTION_KEY=PASSPHRASE, **upstream)


@pytest.fixture
def visitors(browser: Browser, studio: Installation) -> Iterator[Visitors]:
    """Browser profiles of that installation."""
    yield from visiting(browser, studio)


def enter(page: Page, key: str) -> None:
    """On the connection page, from the keyboard; the answer is there."""
    page.goto("/connection/")
    field = page.get_by_label(re.compile("^(API|Another) key$"))
    field.fill(key)
    with page.expect_navigation():
        field.press("Enter")


def test_an_owner_enters_a_key_and_all_see_its_last_four(
    visitors: Visitors, studio: Installation, by_key: ByKey
) -> None:
    """A refused one is told in words and comes back empty; a good one makes takes; a viewer sees no form."""
    visitors.tolerate("422")
    by_key.refused = {SECOND}
    ada = owner(visitors, studio)
    enter(ada, SECOND)
    expect(ada.get_by_role("alert").filter(has_text="Nothing was stored")).to_be_visible()
    field = ada.get_by_label(re.compile("^(API|Another) key$"))
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("type", "password")
    enter(ada, FIRST)
    section = ada.get_by_role("region", name="This workspace's key")
    expect(section).to_contain_text("sk-…1111")
    expect(section).to_contain_text("500 credits")
    viewer = invited(visitors, ada, "lin", "viewer")
    viewer.goto("/connection/")
    expect(viewer.get_by_role("region", name="This workspace's key")).to_contain_text(
        "Owners of the workspace"
    )
    expect(viewer.locator("input[type=password]")).to_have_count(0)
    assert FIRST not in ada.content() + viewer.content()


def test_a_banner_comes_while_the_key_is_refused_and_goes_with_another(
    visitors: Visitors, studio: Installation, by_key: ByKey
) -> None:
    """The take waits meanwhile, and goes out with the new key, whoever watches."""
    ada = owner(visitors, studio)
    enter(ada, FIRST)
    expect(ada.get_by_role("region", name="This workspace's key")).to_contain_text("sk-…1111")
    by_key.refused = {FIRST}
    composer = Composer(ada).open_boat()
    take = composer.generate()
    banner = ada.locator("#banner")
    expect(banner).to_contain_text("refuses this workspace's key sk-…1111")
    other = ada.context.new_page()
    enter(other, SECOND)
    expect(other.get_by_role("region", name="This workspace's key")).to_contain_text("sk-…2222")
    expect_state(ada.locator(f"#{take.get_attribute('id')}"), "ready")
    expect(banner).not_to_contain_text("refuses")


def test_the_page_has_no_violation(visitors: Visitors, studio: Installation, by_key: ByKey) -> None:
    """With a key, and with words about one that was refused; wide and narrow."""
    visitors.tolerate("422")
    ada = owner(visitors, studio)
    enter(ada, FIRST)
    expect(ada.get_by_role("region", name="This workspace's key")).to_contain_text("sk-…1111")
    for key in (FIRST, "sk-1"):
        enter(ada, key)
        for size in two_ways(ada):
            assert violations(ada) == [], size
