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
