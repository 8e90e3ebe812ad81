"""Compare: as many clips as can be compared, on one clock."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_compare import DRIFT, FRAME, compare, made_of
from tests.integration.installation import Installation


@pytest.fixture(scope="module")
def four(browser: Browser, product: Installation) -> list[str]:
    """Ids of four finished takes of two shapes and lengths."""
    shapes = ({"duration": 4}, {"duration": 6, "aspect_ratio": "9:16"})
    return made_of(browser, product, *shapes, *shapes)


def together(apart: list[float]) -> bool:
    """Under a frame nine times in ten, and never two: what is read while others take the processor may lie between."""
    ordered = sorted(apart)
    return ordered[int(0.9 * len(ordered))] < FRAME and ordered[-1] < 2 * FRAME


def test_four_clips_drift_less_than_a_frame(page: Page, four: list[str]) -> None:
    """As many as can be compared, from the first moment on; all of them really show pictures."""
    compare(page, four)
    page.get_by_role("button", name="Play").click()
    measured = page.evaluate(DRIFT, 3)
    assert len(measured["apart"]) > 10
    assert together(measured["apart"]), measured["apart"]
    assert min(measured["shown"]) > 5


def test_clips_that_were_torn_apart_come_together(page: Page, four: list[str]) -> None:
    """A clip that is put a quarter of a second ahead waits for the others, who play on at their speed."""
    compare(page, four, speed="0.5")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('.pane video').currentTime > 0.2")
    page.evaluate("() => { document.querySelector('.pane video').currentTime += 0.25; }")
    spread = """() => {
      const places = [...document.querySelectorAll('.pane video')].map((video) => video.currentTime);
      return Math.max(...places) - Math.min(...places);
    }"""
    page.wait_for_function(f"() => ({spread})() < {FRAME / 2}")
    apart = page.evaluate(DRIFT, 0.5)["apart"]
    assert together(apart), apart
