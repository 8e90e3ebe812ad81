"""Every page of tests/pages.py, as an owner, a viewer and a guest see it: WCAG 2.2 AA, zoom, calm, forced colours."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.looking import CUT, SIZES, cut, moving, opened, settled, violations, widened
from tests.pages import OF_A_TEAM, OF_GUESTS, PAGES

MEMBERS = [each for pages in (PAGES | OF_A_TEAM).values() for each in pages]
GUESTS = [each for pages in OF_GUESTS.values() for each in pages]
VIEWERS = ["/", "/generations/{take}/", "/prices/", "/models/gemini_omni_flash/", "/rehearsal/", "/nowhere/"]
WALKS = [("owner", each) for each in [*MEMBERS, "/nowhere/"]] + [("", each) for each in GUESTS]
WALKS += [("viewer", each) for each in VIEWERS]
# Nothing is under the bar at the foot of a tall window: what a person would scroll to is measured where it is free
TALL = 2400


def sized(page: Page, name: str, theme: str) -> Page:
    """In that width, and high enough that nothing lies over anything."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({**SIZES[name], "height": TALL})
    return page


@pytest.mark.parametrize(("who", "address"), WALKS)
def test_a_page_can_be_used_by_everybody(
    crew: Visitors, made: dict[str, str], who: str, address: str
) -> None:
    """axe finds nothing, wide and light, narrow and dark; nothing moves; zoomed, with wider letters, nothing is cut."""
    page = opened(crew, made, who, address)
    assert violations(sized(page, "wide", "light")) == []
    assert moving(page) == []
    assert violations(sized(page, "narrow", "dark")) == []
    assert cut(widened(page), "doubled", "narrow", "reflow") == []


def test_nothing_is_cut_in_chinese(crew: Visitors, made: dict[str, str]) -> None:
    """The same pages in the other language, zoomed, where letters are wider."""
    found = {}
    for who in ("owner", ""):
        page = opened(crew, made, who, "/sign-in/", locale="zh-CN")
        for address in MEMBERS if who else GUESTS:
            page.goto(address.format(**made))
            assert page.evaluate("document.documentElement.lang").lower() == "zh-hans", address
            found |= {(address, each): who for each in cut(widened(page), "doubled", "reflow")}
    assert found == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_opens_on_a_page_has_no_violation(crew: Visitors, made: dict[str, str], theme: str) -> None:
    """The dialogs of shortcuts, wishes and sharing, the menus, the tray, and Delete's choices."""
    page = opened(crew, made, "owner", "/generations/{take}/", color_scheme=theme)
    page.set_viewport_size(SIZES["wide"])
    for opens in ("?", "When takes finish", "Share", "Workspace and account"):
        if opens == "?":
            page.keyboard.press("?")
        else:
            page.get_by_role("button", name=opens, exact=True).click()
        box = page.locator("dialog[open], [popover]:popover-open").first
        expect(box).to_be_visible()
        assert violations(page) == [], opens
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
    page.get_by_role("link", name="Compare").click()
    page.goto("/generations/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("region", name="To compare")).to_be_visible()
    assert violations(page) == []


def test_a_pen_is_put_down_where_it_draws(crew: Visitors, made: dict[str, str]) -> None:
    """On a phone that a tall clip fills, what ends a drawing and what sends it are on the screen beside it."""
    page = opened(crew, made, "owner", "/generations/{tall}/", viewport=SIZES["narrow"])
    pen = page.get_by_role("button", name="Draw", exact=True)
    pen.click()
    expect(pen).to_have_attribute("aria-pressed", "true")
    expect(page.locator("frame-ink")).to_be_in_viewport(ratio=0.9)
    expect(pen).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Comment", exact=True)).to_be_in_viewport(ratio=1)


LOST = """() => {
  document.getElementById("feed-word").textContent = document.querySelector("live-feed").dataset.lost;
}"""


def test_a_lost_line_is_told_within_a_phones_width(crew: Visitors, made: dict[str, str]) -> None:
    """The word that the page reconnects pushes nothing out of the bar."""
    page = opened(crew, made, "owner", "/prices/")
    page.evaluate(LOST)
    assert cut(widened(page), "narrow", "reflow") == []


WRONG = (
    ("", "/sign-in/", "Sign in", {"Email or name": "ada", "Password": "wrong"}),
    ("", "/s/{locked}/", "Unlock", {"Password": "wrong"}),
    (
        "owner",
        "/password/",
        "Change it",
        {"Your password now": "x", "New password": "y", "The same again": "z"},
    ),
    (
        "",
        "/invitations/{invitation}/",
        "Make my account",
        {"Name": "Ada", "Email": "ada@studio.example", "Password": "x"},
    ),
)


@pytest.mark.parametrize(("who", "address", "button", "fields"), WRONG)
def test_a_refused_form_has_no_violation(
    crew: Visitors, made: dict[str, str], who: str, address: str, button: str, fields: dict[str, str]
) -> None:
    """The words that say what is wrong can be read and found by everybody."""
    crew.tolerate("422|429")
    page = opened(crew, made, who, address)
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("main [role=alert]").first).to_be_visible()
    assert violations(sized(page, "wide", "light")) == []
    assert violations(sized(page, "narrow", "dark")) == []
    assert page.evaluate(CUT) == []


UNSEEN = """() => {
  const here = document.activeElement;
  const line = (each) => (getComputedStyle(each).outlineStyle === "none" ? 0 : 1) &&
    parseFloat(getComputedStyle(each).outlineWidth);
  const isSeen = (each) => each && line(each) >= 1;
  return here === document.body || isSeen(here) || isSeen(here.closest("label")) ? [] : [here.outerHTML.slice(0, 120)];
}"""
LOOKS = """() => [...document.querySelectorAll(".seg")].map((group) => new Set(
  [...group.querySelectorAll("label")].map((each) => getComputedStyle(each).outline)).size)"""


@pytest.mark.parametrize("address", ["/", "/generations/{take}/", "/prices/", "/s/{both}/"])
def test_focus_and_choices_are_seen_in_forced_colours(
    crew: Visitors, made: dict[str, str], address: str
) -> None:
    """Whatever has the focus has an outline, and a chosen radio looks unlike its neighbours."""
    page = opened(crew, made, "" if "/s/" in address else "owner", address, forced_colors="active")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        unseen += settled(page, lambda: page.evaluate(UNSEEN))
    assert unseen == []
    assert all(number > 1 for number in page.evaluate(LOOKS))
