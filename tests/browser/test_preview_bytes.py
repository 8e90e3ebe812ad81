"""The request in the box, byte for byte: the browser's, the server's and the catalogue's are one text."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.reading import read
from tests.browser.composer import Composer, picture
from tests.browser.conftest import Visitors
from tests.browser.forms import GEMINI, forms
from tests.integration.installation import Installation

NAMES = ['two "quoted".png', "it's 50% & <b>.png", "照片 🎬.png"]
# Fills the form as if by hand and returns what the box shows, what the server says, and what was uploaded.
FILL = """async ({ references, ...values }) => {
  const form = document.getElementById("composer");
  const list = document.getElementById("references");
  window.uploaded ??= [...list.children];
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList) for (const radio of field) radio.disabled = false;
    field.value = value;
  }
  list.replaceChildren(...references.map((each) => {
    if (typeof each === "number") return window.uploaded[each].cloneNode(true);
    const item = document.createElement("li");
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "references", value: each });
    input.dataset.wire = each;
    item.append(input);
    return item;
  }));
  document.querySelector("request-preview").draw();
  const shown = document.querySelector("request-preview code").textContent;
  const headers = { "HX-Request": "true" };
  const body = new FormData(form);
  const answer = await fetch("/preview/", { method: "POST", headers, body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { shown, said: page.getElementById("server-request").textContent };
}"""


@pytest.fixture(scope="module")
def filled(
    browser: Browser, product: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """One composer with three uploaded files, for all generated forms."""
    there = Visitors(browser, f"http://127.0.0.1:{product.port}")
    composer = Composer(there.new().new_page()).open()
    folder = tmp_path_factory.mktemp("files")
    composer.files.set_input_files(
        [picture(folder, name, colour) for name, colour in zip(NAMES, ("red", "green", "blue"), strict=True)]
    )
    expect(composer.references).to_have_count(len(NAMES))
    yield composer.page
    assert there.unexpected() == []


@pytest.fixture(scope="module")
def wires(filled: Page) -> list[str]:
    """How the three files stand in the request."""
    return filled.locator("#references [data-wire]").evaluate_all(
        "all => all.map((each) => each.dataset.wire)"
    )


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(form=forms(len(NAMES)))
def test_browser_server_and_catalogue_write_the_same_bytes(
    filled: Page, wires: list[str], form: dict[str, object]
) -> None:
    """Whatever stands in the form, there is one text; the two interpreters of the declaration do not drift apart."""
    told = filled.evaluate(FILL, form)
    assert told["shown"].encode() == told["said"].encode()
    addresses = [wires[each] if isinstance(each, int) else each for each in form.pop("references")]
    values = read(GEMINI, {name: str(value) for name, value in form.items()}) | {"image_urls": addresses}
    assert told["said"] == request_text(request_fields(GEMINI, values))


def test_a_files_name_stands_in_the_request(wires: list[str]) -> None:
    """Two files whose names need care are shown as uploads by their names."""
    assert [wire.partition(":")[0] for wire in wires] == ["upload"] * 3
    assert "照片 🎬.png" in wires[2]


def test_the_servers_word_is_in_the_page_too(filled: Page) -> None:
    """After a keystroke the page itself asks, and what the server says equals what stands in the box."""
    composer = Composer(filled)
    composer.prompt.fill('Line one\nline "two"\u2028 你好 🎬')
    expect(filled.locator("#server-request")).to_have_text(composer.code.text_content())
    assert filled.locator("#server-request").text_content() == composer.code.text_content()


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(texts=st.lists(st.text('ab\r\n"\\', max_size=4), min_size=1, max_size=5))
def test_line_ends_of_any_kind_become_one(filled: Page, texts: list[str]) -> None:
    """A paste with CR, LF or both is one text in the box and at the server."""
    told = filled.evaluate(FILL, {"prompt": "".join(texts), "references": []})
    assert told["shown"] == told["said"]
    assert "\\r" not in told["shown"].replace("\\\\", "")
