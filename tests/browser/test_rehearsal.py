"""A real run, recorded, rehearsed in the composer and presented on the stage."""

import re

from playwright.sync_api import Page, expect

from tests.browser.composer import BOAT, Composer, expect_state


def recorded(page: Page) -> str:
    """Make a take, wait for its clip and add it to the rehearsal; its id."""
    take = Composer(page).open_boat().generate()
    expect_state(take, "ready")
    name = take.get_attribute("id").removeprefix("generation-")
    page.goto(f"/generations/{name}/")
    page.get_by_role("button", name="Add to rehearsal").click()
    expect(page.get_by_role("link", name="Rehearse")).to_be_visible()
    return name


def clip_of(page: Page, name: str) -> str:
    """The hash of a take's clip, by its own page."""
    html = page.request.get(f"/generations/{name}/").text()
    return re.search(r"SHA-256</dt><dd class=\"mono\">([0-9a-f]{64})", html)[1]


def test_from_a_real_run_to_the_stage(page: Page) -> None:
    """Record, rehearse at 8×: the same words on the card and the same clip; the stage answers a clicker's keys."""
    page.emulate_media(reduced_motion="reduce")
    name = recorded(page)
    page.get_by_role("link", name="Rehearse").click()
    composer = Composer(page)
    expect(page.locator("#rehearsal-shown")).to_contain_text("Shows the recorded clip for this prompt")
    composer.arrived().rewrite("Another prompt altogether")
    expect(composer.button).to_be_disabled()
    expect(composer.button).to_have_accessible_description(re.compile("No recording shows this request"))
    composer.rewrite(BOAT)
    page.get_by_role("combobox", name="Speed of the rehearsal").select_option("8")
    expect(composer.button).to_be_enabled()
    take = composer.generate()
    expect(take.get_by_text("Rehearsal", exact=True)).to_be_visible()
    expect_state(take, "ready")
    expect(take.locator("video")).to_have_count(1)
    rehearsed = take.get_attribute("id").removeprefix("generation-")
    assert clip_of(page, rehearsed) == clip_of(page, name)
    present(page, name, rehearsed)


def present(page: Page, name: str, rehearsed: str) -> None:
    """Every key of the stage, on a programme of the real take and the rehearsed one."""
    page.goto(f"/stage/?g={name}&g={rehearsed}")
    root, video = page.locator("#slide > article"), page.locator("#slide video")
    expect(root).to_have_id(f"generation-{name}")
    page.keyboard.press("PageDown")
    expect(root).to_have_id(f"generation-{rehearsed}")
    expect(root.get_by_text("Rehearsal", exact=True)).to_be_visible()
    page.keyboard.press("PageUp")
    expect(root).to_have_id(f"generation-{name}")
    page.keyboard.press(" ")
    page.wait_for_function("() => !document.querySelector('#slide video').paused")
    page.keyboard.press("b")
    expect(page.locator("stage-view[data-blank]")).to_have_count(1)
    assert video.evaluate("(video) => video.paused")
    page.keyboard.press(".")
    expect(page.locator("stage-view[data-blank]")).to_have_count(0)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Presenter keys")
    expect(keys).to_contain_text("Page Down")
    page.keyboard.press("PageDown")  # not while the list is open
    expect(root).to_have_id(f"generation-{name}")
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("r")
    expect(root).not_to_have_id(f"generation-{name}")
    expect_state(root, "ready")
    expect(video).to_have_count(1)
    assert page.evaluate("() => Boolean(document.fullscreenElement)")
