"""The comparison's page: whose takes it shows, and what it says of them."""

import uuid
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from playground import local_owner
from playground.models import Generation
from tests import build


def compare(browser: Client, *takes: Generation | uuid.UUID | str) -> HttpResponse:
    """The page for these takes."""
    ids = [take.pk if isinstance(take, Generation) else take for take in takes]
    return browser.get("/compare/?" + urlencode([("g", each) for each in ids]))


def flat(answer: HttpResponse) -> str:
    """Its text, white space made even."""
    return " ".join(answer.text.split())


def test_clips_stand_in_the_order_of_the_address(browser: Client) -> None:
    """Each once, with its letter; a take named twice is one."""
    one, other = build.generation("ready"), build.generation("ready", prompt="A storm")
    text = flat(compare(browser, other, one, other))
    assert text.index(f'src="/generations/{other.pk}/clip.mp4"') < text.index(
        f'src="/generations/{one.pk}/clip.mp4"'
    )
    assert text.count("<video") == 2
    assert text.count('aria-label="Play"') == 1


def test_prompts_differ_by_their_words(browser: Client) -> None:
    """What B dropped and what it added is marked, and everything is escaped."""
    one = build.generation("ready", prompt="A red <b>fox</b> in the snow")
    other = build.generation("ready", prompt="A red <b>cat</b> in the snow")
    text = flat(compare(browser, one, other))
    assert "A red &lt;b&gt;<del>fox</del><ins>cat</ins>&lt;/b&gt; in the snow" in text


def test_parameters_that_differ_are_marked(browser: Client) -> None:
    """By a word in the row and a mark on the cell; prompts and our own ids are no parameters."""
    takes = [build.asked("A fox", duration=seconds) for seconds in (4, 6)]
    text = flat(compare(browser, *takes))
    assert (
        '<code>duration</code><span class="differs">differs</span></th><td>4</td><td data-differs>6</td>'
        in text
    )
    assert "<code>resolution</code></th><td>720P</td><td>720P</td>" in text
    assert "<code>prompt</code>" not in text
    assert "client_business_id" not in text


@pytest.mark.parametrize(
    ("state", "words"), [("running", "There is no clip yet"), ("failed", "This take has no clip to show")]
)
def test_a_take_without_a_clip_says_so(browser: Client, state: str, words: str) -> None:
    """Its place is kept, with its state in words; the other one plays."""
    text = flat(compare(browser, build.generation("ready"), build.generation(state)))
    assert words in text
    assert text.count("<video") == 1
    assert 'aria-label="Play"' in text


def test_takes_without_any_clip_have_no_controls(browser: Client) -> None:
    """There is nothing to play, and the words can be compared all the same."""
    text = flat(compare(browser, build.generation("queued"), build.generation("failed")))
    assert 'aria-label="Play"' not in text
    assert "Parameters" in text


def test_more_than_four_are_four_and_the_page_says_so(browser: Client) -> None:
    """The first four that were named."""
    takes = [build.asked(f"Take {number}") for number in range(5)]
    text = flat(compare(browser, *takes))
    assert "the first four that were named are shown" in text
    assert (f"pane-{takes[3].pk}" in text, f"pane-{takes[4].pk}" in text) == (True, False)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_lead_to_a_choice(browser: Client, count: int) -> None:
    """Finished takes to put beside it, each a link that keeps what was chosen."""
    chosen = [build.generation("ready", prompt="Chosen") for _ in range(count)]
    other = build.generation("ready", prompt="Another")
    text = flat(compare(browser, *chosen))
    query = "".join(f"g={take.pk}&amp;" for take in chosen)
    assert f'href="?{query}g={other.pk}"' in text


@pytest.mark.parametrize("bad", ["nonsense", str(uuid.UUID(int=1)), ""])
def test_an_unknown_take_is_not_found(browser: Client, bad: str) -> None:
    """404 for all of them: an id that does not exist, and what is no id."""
    assert compare(browser, build.generation("ready"), bad).status_code == 404


def test_a_foreign_take_hides_all(browser: Client) -> None:
    """One take of somebody else in the address: the same 404 as for an unknown one, in the choice too."""
    foreign = build.generation("ready", of=build.user("stranger"), prompt="Their secret")
    assert compare(browser, build.generation("ready"), foreign).status_code == 404
    assert compare(browser, foreign).status_code == 404
    assert "Their secret" not in compare(browser).text


def test_a_colleague_compares_what_the_owner_made(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewer of the workspace sees it; a stranger does not."""
    takes = [build.generation("ready"), build.generation("ready")]
    viewer, stranger = build.user("viewer", takes[0].workspace, "viewer"), build.user("stranger")
    for person, status in ((viewer, 200), (stranger, 404)):
        monkeypatch.setattr(local_owner, "local_owner", lambda person=person: person)
        assert compare(browser, *takes).status_code == status


def test_four_takes_cost_no_more_questions_than_two(browser: Client, django_assert_max_num_queries) -> None:
    """The database is asked once for all of them."""
    takes = [build.generation("ready") for _ in range(4)]
    compare(browser, *takes)  # the connection's row is made at the first look
    with django_assert_max_num_queries(12):
        compare(browser, *takes)
