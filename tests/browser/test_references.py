"""Reference images: in by four ways, in order, and none, one or three of them."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.composer import Composer, picture
from tests.browser.conftest import Visitors
from tests.integration.installation import wait_until

DROP = """(target, { kind, name, bytes }) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "image/png" }));
  const init = { bubbles: true, cancelable: true };
  target.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...init, dataTransfer: carried })
                                       : new ClipboardEvent("paste", { ...init, clipboardData: carried }));
}"""


@pytest.fixture
def composer(page: Page) -> Composer:
    """The page at `/` in a fresh profile."""
    return Composer(page).open()


def attach(composer: Composer, folder: Path, *names: str) -> None:
    """Browse for files; returns when all are there."""
    before = composer.references.count()
    composer.files.set_input_files([picture(folder, name) for name in names])
    expect(composer.references).to_have_count(before + len(names))


def wires(composer: Composer) -> list[str]:
    """The references of the request in the box."""
    return composer.code.evaluate("(code) => JSON.parse(code.textContent).image_urls ?? []")


def test_a_file_comes_in_by_browsing(composer: Composer, tmp_path: Path) -> None:
    """It has a thumbnail that loads, stands in the request by its name, and changes the mode."""
    attach(composer, tmp_path, "boat.png")
    image = composer.references.locator("img")
    expect(image).to_have_attribute("alt", "boat.png")
    composer.page.wait_for_function("(image) => image.naturalWidth > 0", arg=image.element_handle())
    assert wires(composer) == ["upload:boat.png"]
    expect(composer.page.locator("#mode")).to_have_text("Image → video")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_file_comes_in_by_hand(composer: Composer, tmp_path: Path, kind: str) -> None:
    """Dropped on the form or pasted into the prompt."""
    content = base64.b64encode(picture(tmp_path, "sail.png").read_bytes()).decode()
    composer.prompt.evaluate(DROP, {"kind": kind, "name": "sail.png", "bytes": content})
    expect(composer.references).to_have_count(1)
    assert wires(composer) == ["upload:sail.png"]


def test_an_address_comes_in_as_it_is(composer: Composer) -> None:
    """Enter in its field adds it; it does not send the form."""
    composer.page.get_by_text("Advanced options").click()
    field = composer.page.get_by_role("textbox", name="Reference image by address")
    field.fill("https://images.example/a.png?x=1&y=2")
    field.press("Enter")
    expect(composer.references).to_have_count(1)
    assert wires(composer) == ["https://images.example/a.png?x=1&y=2"]
    expect(composer.page.locator("[data-state]")).to_have_count(
        composer.page.locator("#result [data-state]").count()
    )


def test_what_is_no_image_is_refused_in_words(composer: Composer, visitors: Visitors, tmp_path: Path) -> None:
    """The words name the file, and the form stays open."""
    visitors.tolerate("422")
    (tmp_path / "notes.png").write_text("not an image")
    composer.files.set_input_files(tmp_path / "notes.png")
    expect(composer.page.locator("#tray-word")).to_contain_text("notes.png")
    expect(composer.references).to_have_count(0)
    expect(composer.button).to_be_enabled()


def test_two_are_explained_and_three_are_fine(composer: Composer, tmp_path: Path) -> None:
    """With two the button is closed and says why; with three it is open."""
    attach(composer, tmp_path, "one.png", "two.png")
    expect(composer.button).to_be_disabled()
    expect(composer.button).to_have_accessible_description(re.compile("one image or three"))
    attach(composer, tmp_path, "three.png")
    expect(composer.button).to_be_enabled()
    expect(composer.page.locator("#mode")).to_have_text("References → video")
    assert wires(composer) == ["upload:one.png", "upload:two.png", "upload:three.png"]


def test_files_stand_in_the_order_in_which_they_were_chosen(composer: Composer, tmp_path: Path) -> None:
    """A big first file does not fall behind the small ones that are up before it."""
    big = picture(tmp_path, "big.png", size=(3000, 2500))
    composer.files.set_input_files([big, picture(tmp_path, "b.png"), picture(tmp_path, "c.png")])
    expect(composer.references).to_have_count(3)
    assert wires(composer) == ["upload:big.png", "upload:b.png", "upload:c.png"]


def test_order_and_number_are_changed_by_keyboard(composer: Composer, tmp_path: Path) -> None:
    """Each item moves and goes by its own buttons, and the request follows at once."""
    attach(composer, tmp_path, "a.png", "b.png", "c.png")
    button = composer.page.get_by_role("button", name="Move c.png to the left")
    button.press("Enter")
    assert wires(composer) == ["upload:a.png", "upload:c.png", "upload:b.png"]
    expect(button).to_be_focused()
    composer.page.get_by_role("button", name="Remove a.png").click()
    composer.page.get_by_role("button", name="Remove b.png").click()
    assert wires(composer) == ["upload:c.png"]


def test_order_is_changed_by_dragging(composer: Composer, tmp_path: Path) -> None:
    """The last one dragged onto the first stands first."""
    attach(composer, tmp_path, "a.png", "b.png", "c.png")
    wanted = ["upload:c.png", "upload:a.png", "upload:b.png"]
    for _ in range(3):  # a busy machine may lose the mouse's first step
        composer.references.nth(2).drag_to(composer.references.nth(0))
        if wait_until(lambda: wires(composer) == wanted, 2):
            break
    assert wires(composer) == wanted


def test_a_ratio_closes_a_resolution_in_words(composer: Composer) -> None:
    """9:16 disables 1080p, says why, and falls back with a note if it was chosen."""
    composer.choose("Resolution", "1080p")
    composer.choose("Aspect ratio", "9:16")
    closed = composer.page.get_by_role("radio", name="1080p")
    expect(closed).to_be_disabled()
    expect(composer.page.get_by_role("radio", name="720P")).to_be_checked()
    expect(composer.page.locator("#why")).to_contain_text("1080p needs 16:9.")
    expect(composer.page.locator("#why")).to_contain_text("Resolution is now 720P.")
    expect(composer.code).to_contain_text('"resolution": "720P"')
    composer.choose("Aspect ratio", "16:9")
    expect(closed).to_be_enabled()
