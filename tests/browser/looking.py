"""What a machine can see of a page at a size: what axe finds, what is cut, what moves."""

from collections.abc import Callable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Visitors

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
SIZES = {
    "wide": {"width": 1280, "height": 800},
    "doubled": {"width": 720, "height": 450},  # 1440 px at 200 % zoom
    "narrow": {"width": 390, "height": 844},
    "reflow": {"width": 320, "height": 640},  # WCAG 1.4.10: 1280 px at 400 %
}
# What sticks out of the window and can't be scrolled to, and words that end at the edge of a box without a sign of it
CUT = """() => {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${root.scrollWidth} px in ${innerWidth}`);
  const scrolls = (element) => {
    for (let each = element; each && each !== document.body; each = each.parentElement)
      if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
    return false;
  };
  for (const each of document.querySelectorAll("body *")) {
    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    if (box.width < 2 || box.height < 2 || each.closest(".visually-hidden, svg, option")) continue;
    const name = `${each.tagName.toLowerCase()}.${each.className} "${each.textContent.trim().slice(0, 40)}"`;
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(each)) found.push(`outside: ${name}`);
    const hasWords = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const hides = style.overflowX === "hidden" || style.overflowX === "clip";
    const isSaid = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    if (hasWords && hides && !isSaid && each.scrollWidth > each.clientWidth + 1) found.push(`cut: ${name}`);
  }
  return found;
}"""
# Another machine's fonts are a few hundredths wider; not as a style element, which the security policy refuses
WIDER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { letter-spacing: 0.04em !important }");
  document.adoptedStyleSheets = [sheet];
}"""
# Longer than a blink, on anything that is there
MOVES = """() => {
  const one = (text) => parseFloat(text) * (text.includes("ms") ? 0.001 : 1);
  const seconds = (text) => Math.max(...text.split(",").map(one));
  const moves = (style) => seconds(style.transitionDuration) > 0.01 ||
    (style.animationName !== "none" && style.animationTimeline === "auto" && seconds(style.animationDuration) > 0.01);
  const parts = (each) => [undefined, "::before", "::after"].map((part) => getComputedStyle(each, part));
  const found = [...document.querySelectorAll("*")].filter((each) => parts(each).some(moves));
  return found.map((each) => each.outerHTML.slice(0, 90));
}"""

# Words that stand for a moment only are written down as they come
TOLD = """(place) => {
  place.told = [];
  const note = () => place.told.push(place.textContent);
  new MutationObserver(note).observe(place, { subtree: true, childList: true, characterData: true });
}"""


def comes(place: Locator, words: str, act: Callable[[], object]) -> None:
    """These words come here when that is done, however soon others take their place."""
    there = place.element_handle()
    there.evaluate(TOLD)
    act()
    said = "([there, words]) => there.told.some((text) => text.includes(words))"
    place.page.wait_for_function(said, arg=[there, words])


def opened(crew: Visitors, made: dict[str, str], who: str, address: str, **options: object) -> Page:
    """A page of the furnished installation, in somebody's browser."""
    crew.tolerate("40[34]")
    context = crew.new(**{"reduced_motion": "reduce", **options})
    if who:
        context.add_cookies([{"name": "session", "value": made[f"session_{who}"], "url": crew.address}])
    page = context.new_page()
    page.goto(address.format(**made))
    return page


def two_ways(page: Page) -> Iterator[str]:
    """Wide and light, then narrow and dark: where things stand hangs on the width, how they contrast on the theme."""
    for size, theme in (("wide", "light"), ("narrow", "dark")):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size(SIZES[size])
        yield size


def settled(page: Page, look: Callable[[], list[str]]) -> list[str]:
    """What is still found two seconds later: a card that is just redrawing itself is no fault, what stays is one."""
    for _ in range(10):
        if not (found := look()):
            return []
        page.wait_for_timeout(200)
    return found


def violations(page: Page) -> list[str]:
    """What axe finds, one line a node."""

    def look() -> list[str]:
        found = Axe().run(page, options=OPTIONS).response["violations"]
        return [
            f"{each['id']}: {node['html'][:160]} {node['failureSummary']}"
            for each in found
            for node in each["nodes"]
        ]

    return settled(page, look)


def cut(page: Page, *sizes: str) -> list[str]:
    """What is cut off or scrolls sideways at these sizes."""
    found = []
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        found += [f"{size}: {each}" for each in settled(page, lambda: page.evaluate(CUT))]
    return found


def widened(page: Page) -> Page:
    """With letters as wide as another machine's may be."""
    page.evaluate(WIDER)
    return page


def moving(page: Page) -> list[str]:
    """What would move although the person asked for calm."""
    return list(page.evaluate(MOVES))
