"""Where takes come from: what the form says of it, what is kept, and the tree as a page."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import Generation
from playground.models.asking import Attached, attached_to
from tests import build
from tests.integration.views.conftest import Post, token_in

PROMPT = "A quiet harbour at dusk"


def newest() -> Generation:
    """The take that was made last."""
    return Generation.objects.order_by("-version")[0]


def child(of: Generation, prompt: str = PROMPT, edge: str = "remix", **fields: object) -> Generation:
    """A take that came from another."""
    take = build.generation(prompt=prompt, **fields)
    Generation.objects.filter(pk=take.pk).update(parent=of, edge=edge)
    return take


def rows(html: str) -> list[str]:
    """The ids of the tree's rows, from the top down."""
    return re.findall(r'<li class="kin" id="kin-([0-9a-f-]+)"', html)


def words(html: str) -> str:
    """The page without markup, white space made even."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("edge", ["remix", "retry", "continue", "frame", "edit", "revision"])
def test_a_take_keeps_its_parent_and_its_edge(generate: Post, edge: str) -> None:
    """What the form names is what the row keeps."""
    parent = build.asked(PROMPT)
    generate(prompt=f"{PROMPT}, snow", parent=str(parent.pk), edge=edge)
    assert (newest().parent, newest().edge) == (parent, edge)


def test_the_very_same_request_is_a_retry(generate: Post) -> None:
    """Whatever the form called it."""
    generate(prompt=PROMPT)
    first = newest()
    generate(prompt=PROMPT, parent=str(first.pk), edge="remix")
    assert (newest().parent, newest().edge) == (first, "retry")


def test_the_next_take_of_a_form_is_a_revision_of_the_last(browser: Client, generate: Post) -> None:
    """The click's answer carries the parent of what comes next; another idea begins a tree of its own."""
    html = generate(htmx=True, prompt=PROMPT).text
    first = newest()
    hidden = dict(re.findall(r'type="hidden" name="(parent|edge)" value="([^"]*)"', html))
    assert hidden == {"parent": str(first.pk), "edge": "revision"}
    generate(prompt=f"{PROMPT}, snow", token=token_in(html), **hidden)
    assert (newest().parent, newest().edge) == (first, "revision")
    generate(prompt="Neon tigers dance", **hidden)
    assert (newest().parent, newest().edge) == (None, "")


@pytest.mark.parametrize("whose", ["foreign", "deleted", "unknown", "nonsense"])
def test_a_parent_that_is_not_there_is_ignored_with_a_word(
    generate: Post, browser: Client, whose: str
) -> None:
    """The take is made all the same, without a parent; the answer and its page say so."""
    foreign = build.generation("ready", of=build.user("stranger"), prompt="Their secret")
    gone = build.generation("ready", deleted_at=timezone.now())
    named = {"foreign": foreign.pk, "deleted": gone.pk, "unknown": uuid.uuid4(), "nonsense": "x"}[whose]
    answer = generate(htmx=True, prompt=PROMPT, parent=str(named), edge="remix")
    assert (newest().parent, newest().edge, newest().prompt) == (None, "", PROMPT)
    assert "begins a tree of its own" in answer.text
    assert "Their secret" not in answer.text
    assert "the take it was made from is not here" in browser.get(f"/generations/{newest().pk}/").text


def test_a_team_mate_may_go_on_from_the_owners_take(owner, static_files: None) -> None:
    """The border is the workspace, not the person; a stranger's form finds nothing."""
    from playground.catalogue import video_model
    from playground.forms.compose import ComposeForm

    parent, home = build.asked(PROMPT), access.workspace_of(owner)
    mate, stranger = build.user("mate", home, "editor"), build.user("stranger")
    for person, seen in ((mate, parent), (stranger, None)):
        start = {"parent": str(parent.pk), "edge": "remix"}
        form = ComposeForm.fresh(video_model("gemini_omni_flash"), person, access.workspace_of(person), start)
        assert form.parent_take == seen


def test_the_composer_says_where_the_next_take_comes_from(browser: Client) -> None:
    """A remix names its parent with a link to the tree."""
    parent = build.asked(PROMPT)
    html = browser.get(f"/?from={parent.pk}").text
    assert f'name="parent" value="{parent.pk}"' in html
    assert f'href="/generations/{parent.pk}/lineage/"' in html
    assert 'name="edge" value="remix"' in html
    assert 'name="edge" value="retry"' in browser.get(f"/?from={parent.pk}&edge=retry").text
    assert 'name="edge" value="remix"' in browser.get(f"/?from={parent.pk}&edge=<b>").text


@pytest.mark.parametrize(
    ("use", "prompt", "long", "reference"),
    [
        ("all", True, True, True),
        ("prompt", True, False, False),
        ("settings", False, True, False),
        ("references", False, False, True),
    ],
)
def test_a_part_of_a_take_can_be_used(browser: Client, owner, use: str, prompt, long, reference) -> None:
    """Prompt, settings, references, or all; the rest is what an untouched composer has."""
    image = build.reference()
    take = build.asked(PROMPT, None, Attached(image), duration=10)
    html = browser.get(f"/?from={take.pk}&use={use}").text
    assert (f"\n{PROMPT}</textarea>" in html) is prompt
    assert (re.search(r'name="duration" value="10"[^>]* checked', html) is not None) is long
    assert (f'name="references" value="{image.pk}"' in html) is reference
    assert f'name="parent" value="{take.pk}"' in html
    assert f'data-use="{use}"' in html


def test_a_retry_of_a_failed_take_keeps_everything(browser: Client, generate: Post) -> None:
    """The link of a failed card fills the form with what was asked for; sent as it is, it is the same request."""
    image = build.reference()
    failed = build.asked(PROMPT, None, Attached(image, field="image_urls"), duration=4)
    Generation.objects.filter(pk=failed.pk).update(state="failed", error_code="x", due_at=None)
    card = browser.get(f"/generations/{failed.pk}/card/").text
    assert f"/?from={failed.pk}&amp;edge=retry" in card
    generate(prompt=PROMPT, duration="4", references=str(image.pk), parent=str(failed.pk), edge="retry")
    assert (newest().request_digest, newest().edge) == (failed.request_digest, "retry")
    assert attached_to(newest()) == attached_to(failed)


def test_the_tree_says_what_changed_and_what_it_cost(browser: Client, owner) -> None:
    """From the first take down: the words, the parameters, the references, the price of each branch."""
    first = build.generation("ready", prompt=PROMPT)
    second = child(first, f"{PROMPT} in snow", state="ready", price=None)
    image = Attached(build.reference(name="cat.png"))
    third = build.asked(f"{PROMPT} in snow", None, image, duration=10)
    Generation.objects.filter(pk=third.pk).update(parent=second, edge="continue")
    html = browser.get(f"/generations/{second.pk}/lineage/").text
    text = words(html)
    assert rows(html) == [str(take.pk) for take in (first, second, third)]
    assert "<ins> in snow</ins>" in html
    assert "Remix of 1" in text
    assert "Continuation of 2" in text
    assert "Duration 6 s → 10 s" in text
    assert "Reference added cat.png" in text
    assert "Branch from here: 3 takes · ≈ 32 credits and 1 of unknown price" in text
    assert "Branch from here: 2 takes · ≈ 20 credits and 1 of unknown price" in text


def test_a_deleted_parent_leaves_a_tombstone(browser: Client) -> None:
    """Its place is kept, its words are not shown, its child says that it came from it, and its page is gone."""
    first = build.generation("ready", prompt="The first")
    second = child(first, "A secret that was deleted", deleted_at=timezone.now())
    third = child(second, "The third")
    html = browser.get(f"/generations/{third.pk}/lineage/").text
    assert rows(html) == [str(take.pk) for take in (first, second, third)]
    assert "secret" not in html
    assert "Remix of 2 (deleted)" in words(html)
    assert "This take was deleted." in html
    assert browser.get(f"/generations/{second.pk}/lineage/").status_code == 404
    assert "of a take that was deleted" in words(browser.get(f"/generations/{third.pk}/").text)


def test_a_larger_tree_asks_the_database_no_more_often(
    browser: Client, django_assert_max_num_queries
) -> None:
    """Forty takes in a chain and beside it cost the queries of three."""
    takes = [build.generation(prompt=PROMPT)]
    for place in range(39):
        takes.append(child(takes[place // 2], f"{PROMPT} {place}"))
    with django_assert_max_num_queries(10):
        html = browser.get(f"/generations/{takes[5].pk}/lineage/").text
    assert len(rows(html)) == 40
    assert max(int(depth) for depth in re.findall(r'data-depth="(\d+)"', html)) <= 5


def test_a_tree_ends_at_the_workspace(browser: Client, owner) -> None:
    """A row of somebody else that points into the tree is not drawn."""
    first = build.generation(prompt=PROMPT)
    theirs = build.asked("Their secret", build.user("stranger"))
    Generation.objects.filter(pk=theirs.pk).update(parent=first)
    html = browser.get(f"/generations/{first.pk}/lineage/").text
    assert rows(html) == [str(first.pk)]
    assert "secret" not in html


def test_a_takes_page_leads_to_its_tree(browser: Client) -> None:
    """Its parent with what changed, how many came of it, a link to the tree; nothing of it for a take alone."""
    first = build.generation("ready", prompt=PROMPT)
    second = child(first, f"{PROMPT} in snow")
    assert "/lineage/" not in browser.get(f"/generations/{build.asked('Alone').pk}/").text
    assert "1 take came of it." in browser.get(f"/generations/{first.pk}/").text
    html = browser.get(f"/generations/{second.pk}/").text
    assert "<ins> in snow</ins>" in html
    assert f'href="/generations/{second.pk}/lineage/#kin-{second.pk}"' in html
