"""History: found by words and filters, page by page, by those who may see it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import Finding, Generation, Tag
from playground.views import history
from tests import build

TILE = re.compile(r'id="tile-([0-9a-f-]{36})"')


def shown(browser: Client, query: str = "") -> list[str]:
    """The prompts of a page's takes, in order."""
    ids = TILE.findall(browser.get(f"/generations/{query}").text)
    prompts = {str(take.pk): take.prompt for take in Generation.objects.filter(pk__in=ids)}
    return [prompts[each] for each in ids]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=boat", ["A paper boat"]),
        ("q=BOA", ["A paper boat"]),
        ("q=boa+", []),
        ("q=%22paper+boat%22", ["A paper boat"]),
        ("q=%22boat+paper%22", []),
        ("q=cafe", ["Rain at a café"]),
        ("q=小船", ["一只小船在雨中"]),
        ("q=船小", []),
        ("q=%E2%80%94", []),
        ("q=zzstateready", []),
        ("state=ready", ["Rain at a café"]),
        ("state=open", ["一只小船在雨中", "A paper boat"]),
        ("state=running", ["一只小船在雨中"]),
        ("ratio=9:16", ["A paper boat"]),
        ("duration=4&ratio=9:16&q=paper", ["A paper boat"]),
        ("duration=6&ratio=9:16", []),
        ("rating=3", ["Rain at a café"]),
        ("rating=5", []),
        ("verdict=keep", ["Rain at a café"]),
        ("tag=night", ["A paper boat"]),
        ("tag=unheard", []),
        ("model=gemini_omni_flash&state=ready", ["Rain at a café"]),
        ("since=2100-01-01", []),
        ("since=2020-01-01&q=boat", ["A paper boat"]),
        ("until=2020-01-01&q=boat", []),
    ],
)
def test_a_take_is_found_by_its_words_and_by_each_filter(
    browser: Client, query: str, found: list[str]
) -> None:
    """Alone and together, newest first."""
    boat = build.asked("A paper boat", None, aspect_ratio="9:16", duration=4)
    boat.tags.add(Tag.objects.create(workspace=boat.workspace, name="Night"))
    build.generation("running", prompt="一只小船在雨中")
    build.generation("ready", prompt="Rain at a café", rating=4, verdict="keep")
    if query == "q=zzstateready":
        found = ["Rain at a café"]  # a word that nobody writes
    assert shown(browser, f"?{query}") == found


@pytest.mark.parametrize("query", ["", "q=take"])
def test_pages_follow_one_another_without_a_gap(browser: Client, query: str, monkeypatch) -> None:
    """Older to the end and newer back to the start, ten at the same moment among them."""
    monkeypatch.setattr(history, "PAGE", 5)
    takes = [build.asked(f"take {number}") for number in range(12)]
    Generation.objects.filter(pk__in=[take.pk for take in takes[:10]]).update(created_at=takes[0].created_at)
    pages, html = [], browser.get(f"/generations/?{query}").text
    while True:
        pages.append(TILE.findall(html))
        if not (older := re.search(r'rel="next" href="([^"]+)"', html)):
            break
        html = browser.get(older[1].replace("&amp;", "&")).text
    assert [len(page) for page in pages] == [5, 5, 2]
    assert len({each for page in pages for each in page}) == 12
    newer = re.search(r'rel="prev" href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert TILE.findall(browser.get(newer).text) == pages[1]


def test_what_a_take_is_found_by_follows_it(owner: object) -> None:
    """State, stars, tags and deletion, whoever writes them, and back."""
    take = build.asked("A paper boat")
    row = Generation.objects.filter(pk=take.pk)
    tag = Tag.objects.create(workspace=take.workspace, name="x")

    def text() -> str:
        return Finding.objects.get(generation=take).text

    before = text()
    row.update(state="ready", rating=4)
    take.tags.add(tag)
    assert {"zzstateready", "zzrating4", f"zztag{tag.pk}"} <= set(text().split())
    row.update(deleted_at=timezone.now())
    assert text() == ""
    row.update(state="queued", rating=None, deleted_at=None)
    take.tags.clear()
    assert text() == before


def test_a_search_never_leaves_the_workspace(browser: Client) -> None:
    """A stranger's words find nothing of ours, nor ours of theirs; a mate's are ours."""
    mate = build.user("mate", access.workspace_of(access.local_owner()), "viewer")
    build.asked("A harbour of ours", mate)
    theirs = build.asked("A harbour of theirs", build.user("stranger"))
    theirs.tags.add(Tag.objects.create(workspace=theirs.workspace, name="secret"))
    assert shown(browser, "?q=harbour") == ["A harbour of ours"]
    assert shown(browser, f"?q=harbour&before={theirs.pk}") == ["A harbour of ours"]
    assert shown(browser, "?tag=secret") == []
    assert "secret" not in browser.get("/generations/").text


def test_typing_gets_what_was_found_alone(browser: Client) -> None:
    """A fragment, the clean address, and a word for those who hear the page."""
    build.asked("A paper boat")
    answer = browser.get("/generations/?q=boat&state=&since=", headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == "/generations/?q=boat"
    assert answer.text.lstrip().startswith('<div id="found"')
    assert "1 take" in answer.text


@pytest.mark.parametrize(
    ("query", "words"), [("", "No takes yet"), ("?q=boat", "Nothing found"), ("?rating=5", "No take fits")]
)
def test_nothing_is_said_in_words(browser: Client, query: str, words: str) -> None:
    """An empty History invites, an empty search says how to go on."""
    html = browser.get(f"/generations/{query}").text
    assert words in html
    assert ("Clear the search" in html) == bool(query)


def test_a_page_of_takes_asks_a_few_questions(browser: Client, django_assert_max_num_queries) -> None:
    """With references, clips and tags on every one; a row that would ask for itself raises."""
    for number in range(8):
        take = build.generation("ready" if number % 2 else "failed", prompt=f"take {number}", rating=3)
        take.tags.add(Tag.objects.get_or_create(workspace=take.workspace, name="x")[0])
    with django_assert_max_num_queries(14):
        assert len(shown(browser, "?q=take&tag=x")) == 8


def test_only_the_newest_page_of_all_takes_new_ones_in(browser: Client) -> None:
    """Elsewhere a word says how many there are."""
    take = build.asked("A paper boat")
    assert 'data-new-takes="?pick=1"' in browser.get("/generations/").text
    for query in ("?q=boat", "?state=open", f"?before={take.pk}", f"?after={take.pk}"):
        html = browser.get(f"/generations/{query}").text
        assert ("data-new-takes" in html, "data-news" in html) == (False, True)


def test_days_part_the_takes(browser: Client) -> None:
    """By themselves and with words."""
    old, young = build.asked("An old boat"), build.asked("A young boat")
    Generation.objects.filter(pk=old.pk).update(created_at=young.created_at - timedelta(days=40))
    old.refresh_from_db()
    day = f"{timezone.localtime(young.created_at):%Y-%m-%d}"
    assert shown(browser, f"?since={day}") == ["A young boat"]
    assert shown(browser, f"?since={day}&q=boat") == ["A young boat"]
    assert shown(browser, f"?until={timezone.localtime(old.created_at):%Y-%m-%d}&q=boat") == ["An old boat"]
