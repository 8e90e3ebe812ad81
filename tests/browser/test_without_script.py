"""No script: the same product as plain forms and pages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import SETTLES, Composer, picture
from tests.browser.conftest import Visitors


@pytest.fixture
def plain(visitors: Visitors) -> Page:
    """A browser that runs no script."""
    return visitors.new(java_script_enabled=False).new_page()


def test_a_form_with_a_file_becomes_a_take_that_refreshes_itself(plain: Page, tmp_path: Path) -> None:
    """The form posts, the answer is the permanent page, and that page comes back by itself until it is ready."""
    composer = Composer(plain).open()
    composer.prompt.fill("A paper boat, plain")
    plain.get_by_role("radio", name="4 s").check()
    composer.files.set_input_files(picture(tmp_path, "boat.png"))
    composer.button.click()
    plain.wait_for_url("**/generations/*/")
    expect(plain.locator("#request-body")).to_contain_text(re.compile("upload:boat.png|image_urls"))
    expect(plain.locator("video")).to_have_count(1, timeout=SETTLES)
    name = plain.url.rstrip("/").rsplit("/", 1)[1]
    expect(plain.locator(f"#generation-{name}")).to_have_attribute("data-state", "ready")
    expect(plain.locator("meta[http-equiv=refresh]")).to_have_count(0)


def test_a_form_with_a_problem_comes_back_with_its_words(plain: Page, visitors: Visitors) -> None:
    """What is wrong stands beside what was typed, and nothing typed is lost."""
    visitors.tolerate("422")
    composer = Composer(plain).open()
    composer.prompt.fill("Tall and sharp")
    plain.get_by_role("radio", name="9:16").check()
    plain.get_by_role("radio", name="1080p").check()
    composer.button.click()
    expect(plain.locator("#problems")).to_contain_text("1080p needs 16:9.")
    assert composer.prompt.input_value() == "Tall and sharp"


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/models/", "Models"), ("/generations/", "History"), ("/connection/", "Connection")],
)
def test_the_other_pages_need_no_script(plain: Page, path: str, heading: str) -> None:
    """They are documents."""
    plain.goto(path)
    expect(plain.get_by_role("heading", level=1)).to_have_text(heading)
