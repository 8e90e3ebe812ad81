"""From a key to the request preview on the screen, near the server and 150 ms away from it."""

import json
import random
from collections.abc import Iterator

from playwright.sync_api import Page

from playground.catalogue import video_models
from tests.bench.stage import Measure, percentile, stage

KEYS = 240
# The time of the key event, as the browser stamps it, until the frame that shows the new text has been handed over.
WATCH = """() => {
  const code = document.querySelector("request-preview code");
  const prompt = document.getElementById("prompt");
  window.times = [];
  let pressed = 0;
  prompt.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  prompt.addEventListener("input", () => {
    const began = pressed;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        const isShown = JSON.parse(code.textContent).prompt === prompt.value;
        window.times.push({ frame: performance.now() - began, isShown });
      };
      after.port2.postMessage(0);
    });
  });
}"""


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with stage() as (_, page):
        near = _type(page, latency=0)
        yield "keystroke to preview on screen, p50", percentile(near, 0.50), 16, "ms"
        yield "keystroke to preview on screen, p95", percentile(near, 0.95), 30, "ms"
        largest = max(video_models(), key=lambda model: len(json.dumps(model.declaration())))
        most = _type(page, latency=0, path=f"/?model={largest.slug}&prompt=A+quiet+harbour")
        yield f"the same with the largest model ({largest.name}), p50", percentile(most, 0.50), 16, "ms"
        yield f"the same with the largest model ({largest.name}), p95", percentile(most, 0.95), 30, "ms"
        far = _type(page, latency=150)
        yield "the same, network 150 ms away, p50", percentile(far, 0.50), 50, "ms"
        yield "the same, network 150 ms away, p95", percentile(far, 0.95), 50, "ms"


def _type(page: Page, latency: int, path: str = "/") -> list[float]:
    """Milliseconds for each of KEYS keys, pressed at the uneven pace of fast fingers."""
    page.goto(path)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    rates = {"latency": latency, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {"offline": False, **rates})
    page.evaluate(WATCH)
    page.locator("#prompt").press("End")
    fingers = random.Random(7)
    for key in fingers.choices("abcdefgh iklm,.", k=KEYS):
        page.keyboard.press(key)
        page.wait_for_timeout(fingers.uniform(25, 90))
    told = page.evaluate("window.times")
    assert len(told) == KEYS
    assert all(each["isShown"] for each in told), "a frame was drawn without the character"
    return [each["frame"] for each in told]
