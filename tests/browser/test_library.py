"""The library of references: found, put into the draft, cropped, deleted and brought back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer, picture
from tests.browser.conftest import Visitors
from tests.browser.looking import two_ways, violations
from tests.browser.test_accessibility import WIDE


def shown(composer: Composer) -> list[str]:
    """The names of the form's references, in order."""
    return composer.references.locator("img").evaluate_all("(all) => all.map((each) => each.alt)")


def kept(page: Page, folder: Path, name: str, colour: str, size: tuple[int, int] = (320, 200)) -> None:
    """Attach a picture in a tab that is closed again."""
    composer = Composer(page.context.new_page()).open()
    composer.files.set_input_files(picture(folder, name, colour, size))
    expect(composer.references).to_have_count(1)
    composer.page.close()


def test_use_adds_to_the_draft_of_the_tab(page: Page, tmp_path: Path) -> None:
    """Prompt and references stay; the new one stands behind them, and a reload adds it no second time."""
    kept(page, tmp_path, "harbour use.png", "teal")
    composer = Composer(page).open()
    composer.files.set_input_files(picture(tmp_path, "one.png", "navy"))
    expect(composer.references).to_have_count(1)
    composer.rewrite(BOAT)
    page.get_by_role("link", name="References").click()
    page.wait_for_url("**/references/")
    page.get_by_role("searchbox", name="Search names").fill("harbour use")
    expect(page.locator(".kept")).to_have_count(1)
    page.get_by_role("link", name="Use harbour use.png").click()
    expect(composer.references).to_have_count(2)
    assert shown(composer) == ["one.png", "harbour use.png"]
    expect(composer.prompt).to_have_value(BOAT)
    expect(page.get_by_text("public addresses")).to_be_visible()
    page.reload()
    expect(composer.references).to_have_count(2)


def test_the_tray_has_a_picker(page: Page, tmp_path: Path) -> None:
    """By keyboard: open it, choose one, and it stands in the tray."""
    kept(page, tmp_path, "picked.png", "olive")
    composer = Composer(page).open()
    expect(page.get_by_text("public addresses")).to_be_hidden()
    opener = page.locator(".prompt summary", has_text="From library")
    opener.press("Enter")
    page.locator(".prompt").get_by_role("link", name="picked.png").first.press("Enter")
    expect(composer.references).to_have_count(1)
    assert shown(composer) == ["picked.png"]
    expect(page.locator(".prompt .from-library")).not_to_have_attribute("open", "")


def test_a_crop_takes_the_place_of_its_source(page: Page, tmp_path: Path) -> None:
    """From the tray to the crop in the draft's own ratio, moved by keys and by hand, and back in its place."""
    page.emulate_media(reduced_motion="reduce")  # while a page slides in, it hears no mouse
    composer = Composer(page).open()
    composer.files.set_input_files(
        [picture(tmp_path, "wide.png", "plum", (640, 360)), picture(tmp_path, "two.png", "tan")]
    )
    expect(composer.references).to_have_count(2)
    composer.choose("Aspect ratio", "9:16")
    page.get_by_role("link", name="Crop wide.png").click()
    expect(page.get_by_role("radio", name="9:16")).to_be_checked()
    across = page.get_by_role("slider", name="Left to right")
    across.press("ArrowRight")
    expect(across).to_have_value("51")
    box = page.locator(".easel").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"], box["y"] + 50)
    page.mouse.up()
    expect(across).to_have_value("0")
    expect(page.locator("output")).to_have_text("203 × 360")
    page.get_by_role("button", name="Crop").click()
    page.get_by_role("link", name="Use in the composer").click()
    expect(composer.references).to_have_count(2)
    assert shown(composer) == ["wide 9×16.png", "two.png"]


def test_a_deletion_can_be_taken_back(page: Page, tmp_path: Path) -> None:
    """It is gone from the list, and Undo stands above it."""
    kept(page, tmp_path, "doomed.png", "maroon")
    page.goto("/references/?q=doomed")
    page.locator(".kept").get_by_role("link", name="doomed.png").first.click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 reference deleted.")).to_be_visible()
    expect(page.get_by_role("link", name="Use doomed.png")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Use doomed.png")).to_be_visible()


def test_the_library_has_no_violation(visitors: Visitors, tmp_path: Path) -> None:
    """The list, one reference with its crop, the picker and the offers, wide and narrow."""
    page = visitors.new(**WIDE).new_page()
    kept(page, tmp_path, "seen.png", "teal")
    for where in ("/references/", "one", "/"):
        if where == "one":
            page.locator(".kept a").first.click()
            page.wait_for_url("**/references/*/**")
        else:
            page.goto(where)
        if where == "/":
            page.locator(".prompt summary", has_text="From library").click()
            expect(page.locator(".prompt [data-reference]").first).to_be_visible()
        for _ in two_ways(page):
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
