"""Share links as their makers and their guests use them, on a phone too."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.composer import BOAT
from tests.browser.conftest import Visitors
from tests.browser.looking import comes
from tests.browser.network import first_load
from tests.browser.sharing import PHONE, comparison, link, made, panel, revoke_first, two_takes
from tests.browser.test_compare import DRIFT, FRAME, PLACES
from tests.integration.installation import Installation

BYTES = 40 * 1024
LEVELS = ("Clip only", "Clip and prompt", "Full recipe", "Recipe and try")
PLAYS = "() => document.querySelector('video').currentTime > 0.2"


@pytest.fixture(scope="module")
def takes(browser: Browser, product: Installation) -> list[str]:
    """Ids of two finished takes."""
    return two_takes(browser, product)


def test_a_link_is_made_copied_and_revoked_in_a_dialog(
    visitors: Visitors, page: Page, takes: list[str]
) -> None:
    """Four levels, the clip alone unless told; what is shown once is gone with the dialog."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/generations/{takes[0]}/")
    dialog = panel(page)
    expect(dialog).to_contain_text("Works on this machine only until PUBLIC_URL is set.")
    assert [dialog.get_by_role("radio", name=level, exact=True).count() for level in LEVELS] == [1] * 4
    expect(dialog.get_by_role("radio", name="Clip only")).to_be_checked()
    address = made(dialog, "Clip only")
    comes(dialog, "Copied", dialog.get_by_role("button", name="Copy").first.click)
    assert page.evaluate("navigator.clipboard.readText()") == address
    guest = visitors.new().new_page()
    assert guest.goto(address).ok
    revoke_first(dialog)
    visitors.tolerate("404")
    assert guest.goto(address).status == 404
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("share-dialog dialog")).to_be_empty()
    assert address.split("/")[-2] not in page.content()


def test_a_first_load_is_small_and_the_clip_plays_on_a_phone(
    visitors: Visitors, page: Page, takes: list[str]
) -> None:
    """At most 40 KiB before the clip at the fullest level; it starts by itself, muted, in the page."""
    address = link(page, takes[0], "Recipe and try")
    guest = visitors.new(**PHONE).new_page()
    load = first_load(guest, address)
    assert sum(load.before_the_clip.values()) <= BYTES, load.before_the_clip
    assert not any("/bundle/app." in url for url in load.addresses.values())
    guest.wait_for_function(PLAYS)
    assert guest.evaluate("() => document.querySelector('video').muted")
    expect(guest.locator("video")).to_have_attribute("playsinline", "")
    expect(guest.get_by_role("navigation")).to_have_count(0)


def test_a_shared_comparison_plays_in_sync_on_a_phone(
    visitors: Visitors, page: Page, takes: list[str]
) -> None:
    """Small too; one button for both clips, and they are never a frame apart."""
    address = comparison(page, takes, "Clip only")
    guest = visitors.new(**PHONE).new_page()
    load = first_load(guest, address)
    assert sum(load.before_the_clip.values()) <= BYTES, load.before_the_clip
    guest.get_by_role("button", name="Play", exact=True).tap()
    measured = guest.evaluate(DRIFT, 2)
    assert len(measured["apart"]) > 10
    assert max(measured["apart"]) < FRAME


def test_a_shared_comparison_stands_as_it_stood(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """Moment, speed, sound and trim; its address stays the link's, whatever a guest does."""
    address = comparison(page, takes, "Clip only", at="0.5", speed="0.5", sound="B", trim=["0", "12"])
    guest = visitors.new().new_page()
    guest.goto(address)
    expect(guest.locator("[data-time]")).to_have_text("00:00:00:12")
    expect(guest.get_by_role("combobox", name="Speed")).to_have_value("0.5")
    expect(guest.get_by_role("radio", name="B", exact=True)).to_be_checked()
    one, other = guest.evaluate(PLACES)
    assert other - one == pytest.approx(0.5, abs=0.001)
    guest.get_by_role("button", name="One frame on").click()
    expect(guest.locator("[data-time]")).to_have_text("00:00:00:13")
    assert guest.url == address


def test_revoking_bites_while_the_page_is_open(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """What asks for more of the clip is refused."""
    visitors.tolerate("404")
    guest = visitors.new().new_page()
    guest.goto(link(page, takes[1], "Clip only"))
    guest.wait_for_function(PLAYS)
    revoke_first(page.get_by_role("dialog"))
    guest.evaluate("() => { const video = document.querySelector('video'); video.src += '?more'; }")
    guest.wait_for_function("() => document.querySelector('video').error !== null")


def test_a_password_is_asked_for_and_remembered(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """A wrong one is said to be wrong; the right one opens the clip, and a reload asks no more."""
    visitors.tolerate("403")
    address = link(page, takes[0], "Clip and prompt", "sesame")
    guest = visitors.new(**PHONE).new_page()
    guest.goto(address)
    for word in ("wrong", "sesame"):
        guest.get_by_label("Password").fill(word)
        guest.get_by_role("button", name="Unlock").click()
        if word == "wrong":
            expect(guest.get_by_role("alert")).to_have_text("This is not the password.")
    expect(guest.get_by_text(BOAT)).to_be_visible()
    guest.reload()
    guest.wait_for_function(PLAYS)


def test_try_this_prompt_fills_the_composer(visitors: Visitors, page: Page, takes: list[str]) -> None:
    """With the recipe, for somebody who is signed in."""
    address = link(page, takes[1], "Recipe and try")
    guest = visitors.new().new_page()
    guest.goto(address)
    guest.get_by_role("link", name="Try this prompt").click()
    expect(guest.get_by_role("textbox", name="Prompt", exact=True)).to_have_value(BOAT)
    expect(guest.get_by_role("radio", name="9:16")).to_be_checked()


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that another server serves on another port, and its address."""
    serving = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}/blog.html"
        server.shutdown()


def test_only_the_player_can_be_framed(
    visitors: Visitors, page: Page, blog: tuple[Path, str], takes: list[str]
) -> None:
    """On a page of another origin the player plays, and the link's page is refused."""
    visitors.tolerate("frame-ancestors|favicon|404")
    address = link(page, takes[0], "Full recipe")
    frame = '<iframe src="{}" width="640" height="360"></iframe>'
    file, where = blog
    (file / "blog.html").write_text(
        "<!doctype html>" + frame.format(f"{address}embed/") + frame.format(address)
    )
    elsewhere = visitors.new().new_page()
    elsewhere.goto(where)
    player = elsewhere.frame_locator("iframe").nth(0).locator("video")
    expect(player).to_have_attribute("controls", "")
    player.evaluate("(video) => video.play()")
    expect(player).to_have_js_property("paused", False)
    expect(elsewhere.frame_locator("iframe").nth(1).locator("video")).to_have_count(0)


def test_without_script_everything_is_a_page(visitors: Visitors, takes: list[str]) -> None:
    """A link is made, opened, listed and revoked by ordinary forms."""
    page = visitors.new(java_script_enabled=False).new_page()
    page.goto(f"/generations/{takes[0]}/")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("radio", name="Clip and prompt").check()
    page.get_by_role("button", name="Create link").click()
    address = page.get_by_role("textbox", name="Share link").input_value()
    page.goto(address)
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.get_by_text(BOAT)).to_be_visible()
    page.goto("/shares/")
    revoke_first(page.locator("main"))
    visitors.tolerate("404")
    assert page.goto(address).status == 404
