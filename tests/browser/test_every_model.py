"""One panel for every model of the catalogue: its form is drawn, its request is one text in browser and server."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from playground.catalogue import video_model, video_models
from playground.catalogue.video_model import VideoModel
from tests.browser.composer import Composer
from tests.browser.conftest import Visitors
from tests.browser.every_form import FILL, forms_of
from tests.integration.installation import Installation

MODELS = pytest.mark.parametrize("model", video_models(), ids=lambda model: model.slug)
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@pytest.fixture(scope="module")
def tab(browser: Browser, product: Installation) -> Iterator[Page]:
    """One tab for all models."""
    there = Visitors(browser, f"http://127.0.0.1:{product.port}")
    yield there.new().new_page()
    assert there.unexpected() == []


@MODELS
def test_browser_and_server_write_the_same_bytes(tab: Page, model: VideoModel) -> None:
    """Whatever stands in any model's form, the box shows what the server would send, and both name one mode."""
    Composer(tab).open(f"?model={model.slug}")

    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
    @given(form=forms_of(model))
    def agree(form: dict[str, object]) -> None:
        told = tab.evaluate(FILL, form)
        assert told["shown"].encode() == told["said"].encode()
        assert told["mode"] == told["itsMode"]

    agree()


@MODELS
def test_every_setting_has_a_name_and_the_button_is_open(tab: Page, model: VideoModel) -> None:
    """What is drawn can be found by its label; the example can be sent, or what is missing is said in words."""
    composer = Composer(tab).open(f"?model={model.slug}")
    expect(tab.get_by_role("combobox", name="Model")).to_have_value(model.slug)
    for fold in tab.locator("details.fold > summary").all():
        fold.click()
    for parameter in model.parameters:
        if parameter.takes is None and parameter.kind != "fixed":
            expect(tab.get_by_label(parameter.label, exact=True).first).to_be_visible()
    if composer.button.is_disabled():
        expect(composer.button).to_have_accessible_description(re.compile(r"\w{3}"))


def test_a_request_of_the_other_model_is_one_text_too(tab: Page) -> None:
    """With a source video the same fields make another request, in both languages alike."""
    gemini = video_model("gemini_omni_flash")
    Composer(tab).open("?model=gemini_omni_flash")
    clip = {"input": "source_video", "items": [{"url": "https://films.example/a.mp4", "parts": {}}]}

    @settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
    @given(form=forms_of(gemini), on=st.booleans())
    def agree(form: dict[str, object], on: bool) -> None:
        lists = {**form["lists"], "source_video": clip if on else {**clip, "items": []}}
        told = tab.evaluate(FILL, {**form, "lists": lists})
        assert told["shown"].encode() == told["said"].encode()
        assert ("preview-official" in told["shown"].split("\n")[1]) is on

    agree()
