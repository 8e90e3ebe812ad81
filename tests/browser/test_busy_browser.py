"""Tabs that leave while the browser is busy: what they said and asked for comes late."""

from tests.browser.conftest import Visitors
from tests.browser.test_away import AWAY, NO_LOCKS, TAB

# What tabs say to each other is heard when the test wants it.
LATE_WORDS = """(() => {
  window.late = [];
  window.hearAll = () => late.splice(0).forEach(([tell, event]) => tell(event));
  const { set } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
  Object.defineProperty(BroadcastChannel.prototype, "onmessage", {
    set(tell) { set.call(this, (event) => late.push([tell, event])); },
  });
})();
"""
# The lock of those who look comes when the test wants it.
SLOW_LOCK = """(() => {
  if (!navigator.locks) return; // about:blank
  const ask = LockManager.prototype.request;
  const gate = new Promise((give) => (window.give = give));
  LockManager.prototype.request = function (name, ...rest) {
    if (name !== "playground-here") return ask.call(this, name, ...rest);
    const asked = gate.then(() => void ask.call(this, name, ...rest));
    window.given = () => (give(), asked.then(() => new Promise((go) => setTimeout(go, 100))));
    return asked;
  };
})();
"""


def test_tabs_that_are_hidden_in_one_moment_keep_one_stream(visitors: Visitors) -> None:
    """Two windows of a screen that is locked, without locks of the browser: neither leaves it to the other."""
    context = visitors.new()
    context.add_init_script(TAB + NO_LOCKS + LATE_WORDS)
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto("/generations/")
    for tab in tabs:
        tab.evaluate(AWAY)
    for tab, words in zip(tabs, (2, 1), strict=True):  # the first has heard the second begin, too
        tab.wait_for_function(
            "(words) => late.filter(([, { data }]) => data.keeps).length === words", arg=words
        )
        tab.evaluate("hearAll()")
    leads = "document.querySelector('live-feed').stream.isLeader"
    assert [tab.evaluate(leads) for tab in tabs] == [False, True]


def test_who_leaves_before_the_lock_comes_is_not_here(visitors: Visitors) -> None:
    """A tab that is hidden while a busy browser has not given its lock yet keeps none."""
    context = visitors.new()
    context.add_init_script(TAB + SLOW_LOCK)
    page = context.new_page()
    page.goto("/generations/")
    page.evaluate(AWAY)
    page.wait_for_timeout(100)
    held = page.evaluate(
        "async () => (await given(), (await navigator.locks.query()).held.map(({ name }) => name))"
    )
    assert "playground-here" not in held
