"""The keyboard's focus stays where it is while a page lives: every control of every card that draws itself anew."""

import pytest

from tests.browser.conftest import Visitors
from tests.browser.looking import opened

LIVE = [
    "/",
    "/generations/",
    "/batches/{batch}/",
    "/generations/{take}/",
    "/generations/{failed}/",
    "/generations/{asking}/",
    "/generations/{running}/",
    "/generations/{queued}/",
]
# Focus each control of each card in turn, let the card ask for itself, and see what has the focus then
LOST = r"""async () => {
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, video, [tabindex='0']";
  const lost = [];
  const words = (each) => each.textContent.replace(/\d/g, "").trim().slice(0, 40);
  const said = (each) => [each.tagName, each.ariaLabel, each.name, each.href ?? words(each)].join(" ");
  const card = (id) => document.getElementById(id);
  const cards = [...document.querySelectorAll("main [hx-get][hx-trigger*=refresh]")].map(({ id }) => id);
  const controls = (id) => [...card(id).querySelectorAll(can)].filter((each) => each.checkVisibility());
  let tried = 0;
  for (const id of cards.slice(0, 6))
    for (let place = 0; place < controls(id).length; place += 1) {
      const before = controls(id)[place];
      before.focus();
      if (document.activeElement !== before) continue;
      const settled = new Promise((done) => document.addEventListener("htmx:afterSettle", done, { once: true }));
      htmx.trigger(card(id), "refresh");
      await settled;
      await new Promise((done) => setTimeout(done));
      const now = document.activeElement;
      tried += 1;
      const isKept = said(now) === said(before) && card(id).contains(now);
      if (!isKept) lost.push(`${id}: ${said(before)} → ${said(now)}`);
    }
  return [tried, lost];
}"""


@pytest.mark.parametrize("address", LIVE)
def test_a_card_that_draws_itself_anew_keeps_the_focus(
    crew: Visitors, made: dict[str, str], address: str
) -> None:
    """Take, tile, contact sheet and its summary, decision, deck: nothing a person stands on is pulled away."""
    page = opened(crew, made, "owner", address)
    tried, lost = page.evaluate(LOST)
    assert tried > 0
    assert lost == []
