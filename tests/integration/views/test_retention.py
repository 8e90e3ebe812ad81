"""Storage: what is kept, the rule that lets old clips go, what it spares, and what a take says afterwards."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from playground import access
from playground.jobs import daily, gone
from playground.models import AuditEntry, Blob, Clip, Generation, Lease, Recording, Retention
from tests import build

OLD = timezone.timedelta(days=40)
pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")


def old(prompt: str, content: bytes = b"", **fields: object) -> Generation:
    """A take whose copy was saved forty days ago; `content`: a file of its own."""
    take = build.generation("ready", prompt=prompt, **fields)
    if content:
        Clip.objects.filter(generation=take).update(blob=build.blob(take.workspace, content))
    Generation.objects.filter(pk=take.pk).update(ready_at=timezone.now() - OLD)
    return take


def ruled(rule: str, days: int = 30) -> Retention:
    """The owner's workspace has this rule."""
    here = access.workspace_of(access.local_owner())
    return Retention.objects.update_or_create(workspace=here, defaults={"rule": rule, "days": days})[0]


def left() -> set[str]:
    """Prompts of the takes that have their clip."""
    return {take.prompt for take in Generation.objects.shown() if take.clip}


@pytest.mark.parametrize("rule", ["posters", "delete"])
def test_what_it_would_remove_is_told_and_then_removed(browser: Client, rule: str) -> None:
    """The number on the page is the number that goes; the young one stays."""
    old("boat", b"x" * 5000), old("ship", b"y" * 5000), build.generation("ready", prompt="young")
    asked = {"rule": rule, "days": "30"}
    told = browser.get("/storage/", asked, headers={"HX-Request": "true"}).text
    assert "This would remove 2 clips, 9.8\xa0KB." in told
    assert browser.post("/storage/retention/", asked).status_code == 302
    assert daily.apply_rules() == 2
    assert left() == {"young"}
    (entry,) = AuditEntry.objects.filter(action="retention applied")
    assert entry.detail == {"rule": rule, "days": 30, "clips": 2, "size": 10000}
    assert "This would remove nothing today" in browser.get("/storage/", asked).text


def test_keeping_posters_keeps_picture_and_recipe(browser: Client) -> None:
    """The clip is 404, poster and thumbnail are served, and the take says which rule took it and how much."""
    take = old("boat")
    ruled("posters")
    daily.apply_rules()
    clip = Clip.objects.select_related("poster").get()
    assert (clip.blob, clip.poster.mime) == (None, "image/webp")
    assert browser.get(f"/generations/{take.pk}/clip.mp4").status_code == 404
    for name in ("poster", "thumbnail"):
        assert b"".join(browser.get(f"/generations/{take.pk}/{name}.webp"))[8:12] == b"WEBP"
    page = browser.get(f"/generations/{take.pk}/").text
    assert "removes clips after 30 days and keeps their posters" in page
    assert "were removed for good" in page
    assert "Poster only" in browser.get("/generations/").text
    assert "1 clip deleted" not in browser.get("/generations/").text  # the rule has no Undo


def test_a_stricter_rule_takes_the_posters_too(browser: Client) -> None:
    """What an earlier rule left goes with a later one, and nothing is left in storage."""
    take = old("boat")
    ruled("posters")
    daily.apply_rules()
    ruled("delete")
    assert daily.apply_rules() == 1
    assert browser.get(f"/generations/{take.pk}/poster.webp").status_code == 404
    assert Blob.objects.count() == 0


def test_a_take_deleted_later_takes_its_poster_along(owner: object) -> None:
    """A person's deletion goes further than the rule."""
    take = old("boat")
    ruled("posters")
    daily.apply_rules()
    Generation.objects.filter(pk=take.pk).update(deleted_at=timezone.now() - OLD)
    assert (gone.sweep(), Blob.objects.count()) == (1, 0)


def test_what_somebody_still_needs_is_spared(browser: Client, owner: object) -> None:
    """Marked Keep, shown by an open link, or on the rehearsal list; a revoked or expired link spares nothing."""
    old("kept", verdict="keep")
    build.share(old("shown"))
    build.share(old("revoked"))[0].revoke()
    build.share(old("expired"), expires_at=timezone.now() - timedelta(minutes=1))
    Recording.objects.create(take=old("recorded"), added_by=owner)
    ruled("delete")
    assert daily.apply_rules() == 2
    assert left() == {"kept", "shown", "recorded"}
    assert "takes marked Keep" in browser.get("/storage/").text


def test_another_workspace_keeps_its_own(owner: object) -> None:
    """A rule is one workspace's."""
    theirs = old("theirs", of=build.user("stranger"))
    ruled("delete", 1)
    assert daily.apply_rules() == 0
    theirs.refresh_from_db()
    assert theirs.clip is not None


def test_the_page_counts_by_kind(browser: Client) -> None:
    """Clips, pictures and references from the rows; the largest take by name; temp, database and free space."""
    old("the largest", b"x" * 300_000)
    build.reference()
    daily.measure()
    html = browser.get("/storage/").text
    assert "293.0\xa0KB" in html
    for words in ("By kind", "the largest", "Temporary", "Database", "Free", "for 15 minutes"):
        assert words in html


@pytest.mark.parametrize("days", ["", "0", "x", "99999"])
def test_days_that_are_none_are_refused(browser: Client, days: str) -> None:
    """422 in words, and the rule stays what it was."""
    answer = browser.post("/storage/retention/", {"rule": "delete", "days": days})
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)
    assert not Retention.objects.exists()


def test_an_owner_changes_the_rule_and_a_member_sees_it(static_files: None, owner: object, settings) -> None:
    """The page is everybody's, the form the owner's."""
    ruled("posters", 7)
    mate = build.user("mate", access.workspace_of(owner), "editor")
    settings.PLAYGROUND_MODE = "team"
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(mate)
    html = browser.get("/storage/").text
    assert ("Clips go after 7 days, posters stay." in html, "Save the rule" in html) == (True, False)
    assert browser.post("/storage/retention/", {"rule": "keep"}).status_code == 404


def test_the_round_is_made_once_a_day_by_whoever_comes_first(owner: object) -> None:
    """It applies rules and forgets expired sign-ins; one that was killed is made again minutes later."""
    now = timezone.now()
    for key, age in (("expired", -1), ("valid", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=age))
    old("boat")
    ruled("delete")
    assert (daily.round_if_due(), daily.round_if_due(), left()) == (True, False, set())
    assert [each.session_key for each in Session.objects.all()] == ["valid"]
    Lease.objects.filter(name=daily.NAME).update(until=now - timedelta(seconds=1))  # its ten minutes are over
    assert daily.round_if_due()
