"""From the click to the clip: what the app adds to the gateway's own time. The clip has 300 KB."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.bench.asking import moment
from tests.bench.gateway import Gateway
from tests.bench.stage import Measure, percentile, stage
from tests.browser.composer import Composer, expect_state

TAKES = 5
# Click → the frame that shows the new card; clip in the page → the moment it moves, on the clock of the machine.
WATCH = """() => {
  window.seen = { cards: [], playing: {} };
  const pressed = { at: 0 };
  document.getElementById("generate").addEventListener("click", (event) => (pressed.at = event.timeStamp), true);
  document.addEventListener("playing", ({ target }) => (window.seen.playing[target.id.slice(5)] ??= Date.now()), true);
  new MutationObserver(() => {
    const id = document.querySelector("#result [data-state]")?.id;
    if (id === pressed.id || !pressed.at) return;
    pressed.id = id;
    requestAnimationFrame(() => window.seen.cards.push(performance.now() - pressed.at));
  }).observe(document.getElementById("result"), { childList: true });
}"""
ANSWERS = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith("/generations/")).map((each) => each.responseStart - each.requestStart)"""


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with Gateway() as gateway, stage(**gateway.environment) as (_, page):
        gateway.tell(seconds=[6, 8])
        composer = Composer(page).open_boat()
        page.evaluate(WATCH)
        takes = [_take(composer) for _ in range(TAKES)]
        seen, answers = page.evaluate("window.seen"), page.evaluate(ANSWERS)
    yield "click to waiting card, server's answer, median", percentile(answers, 0.5), 100, "ms"
    yield "click to waiting card on screen, median", percentile(seen["cards"], 0.5), 100, "ms"
    yield "click to waiting card on screen, slowest", max(seen["cards"]), 250, "ms"
    yield "row to request on its way, p50", _between(takes, "created_at", "submitted_at"), 50, "ms"
    yield "completed seen to our own copy, median", _between(takes, "completed_at", "ready_at"), None, "ms"
    playing = [seen["playing"][take["id"]] - moment(take, "ready_at") * 1000 for take in takes]
    yield "our own copy to playing in the page, median", percentile(playing, 0.5), None, "ms"
    whole = [seen["playing"][take["id"]] - moment(take, "completed_at") * 1000 for take in takes]
    yield "completed seen to playing in the page, median", percentile(whole, 0.5), 250, "ms"
    yield "completed seen to playing in the page, slowest", max(whole), None, "ms"


def _take(composer: Composer) -> dict[str, Any]:
    """One take from click to playing, as its JSON tells it."""
    take = composer.generate()
    expect_state(take, "ready")
    name = str(take.get_attribute("data-live"))
    page: Page = composer.page
    page.wait_for_function("(id) => window.seen.playing[id]", arg=name)
    return page.request.get(f"/generations/{name}.json").json()


def _between(takes: list[dict[str, Any]], start: str, end: str) -> float:
    return percentile([(moment(take, end) - moment(take, start)) * 1000 for take in takes], 0.5)
