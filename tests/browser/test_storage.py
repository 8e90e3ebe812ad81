"""Storage and deletion as a person meets them: the rule says what it would remove, and what is gone stays gone."""

from playwright.sync_api import Page, expect

from tests.browser.composer import Composer, expect_state
from tests.browser.conftest import Visitors
from tests.browser.test_accessibility import NARROW


def finished(page: Page) -> str:
    """The id of a take with its clip."""
    take = Composer(page).open_boat().generate()
    expect_state(take, "ready")
    return take.get_attribute("data-live")


def test_deleting_for_good_by_keyboard(visitors: Visitors) -> None:
    """Delete on the take's page, Delete for good in History: the clip is not there, and the page says what went."""
    visitors.tolerate("404")
    page = visitors.new().new_page()
    take = finished(page)
    page.goto(f"/generations/{take}/")
    page.get_by_role("button", name="Delete the clip, keep the prompt").press("Enter")
    notice = page.get_by_role("status").filter(has_text="1 clip deleted")
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Delete for good").press("Enter")
    expect(page.get_by_text("1 take deleted for good. Files that nothing else uses are gone")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.goto(f"/generations/{take}/")
    expect(page.get_by_text("were removed for good")).to_be_visible()
    assert page.request.get(f"/generations/{take}/clip.mp4").status == 404


def test_the_rule_tells_before_it_is_saved(page: Page) -> None:
    """Choosing another rule or another number says what it would remove; saving it leaves a line in the log."""
    page.goto("/storage/")
    told = page.locator("#forecast")
    page.get_by_role("radio", name="Keep posters").check()
    expect(told).to_contain_text("This would remove nothing today")
    page.get_by_label("Days after the clip was saved").fill("0")
    expect(told).to_contain_text("greater than or equal to 1")
    page.get_by_label("Days after the clip was saved").fill("90")
    expect(told).to_contain_text("This would remove nothing today")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_text("Clips go after 90 days, posters stay.")).to_be_visible()
    page.get_by_role("link", name="Audit log").click()
    expect(page.locator(".audit-table tbody tr").first).to_contain_text("Retention changed")
    page.get_by_role("combobox", name="Action").select_option("take deleted")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".audit-table .deed").filter(has_text="Retention changed")).to_have_count(0)


def test_neither_page_scrolls_sideways_on_a_phone(visitors: Visitors) -> None:
    """Tables become lists, and nothing is wider than the screen."""
    page = visitors.new(**NARROW).new_page()
    for where in ("/storage/", "/audit/"):
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
