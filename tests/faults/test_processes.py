"""Rows 1–9: a process is killed at the worst moment of a take's life."""

import http.client
import uuid
from threading import Event

import pytest

from playground.jobs import bell
from playground.models import Generation
from tests.faults.crew import AT_MOST, Crew
from tests.faults.gateway import LIFE, RUNNING, Slowly
from tests.faults.process import killing
from tests.integration.installation import wait_until
from tests.integration.scripted import error


def paid(crew: Crew) -> set[int]:
    """How often each noted take was asked for upstream, as a set."""
    return {crew.gateway.creates[str(take.pk)] for take in crew.clicked}


def test_row_01_a_click_whose_web_dies_before_the_commit_leaves_nothing(crew: Crew) -> None:
    """Row 1: no row and no submit; the same form sent again makes one take."""
    crew.crash_at("before_commit", crew.web)
    token = uuid.uuid4()
    with pytest.raises((OSError, http.client.HTTPException)):
        crew.browser.click("A quiet harbour", token=token)
    assert crew.has_crashed("before_commit")
    assert not Generation.objects.filter(form_token=token).exists()
    crew.heal()
    crew.click(token=token)
    crew.until("ready")
    assert (Generation.objects.filter(form_token=token).count(), crew.gateway.creates.total()) == (1, 1)


def test_row_02_a_click_whose_web_dies_before_the_bell_is_submitted_once(crew: Crew) -> None:
    """Row 2: the row is there, nobody was told of it, and it is found; the form sent again changes nothing."""
    crew.crash_at("after_commit", crew.web)
    token = uuid.uuid4()
    with pytest.raises((OSError, http.client.HTTPException)):
        crew.browser.click("A quiet harbour", token=token)
    assert crew.has_crashed("after_commit")
    crew.clicked.append(Generation.objects.get(form_token=token))
    crew.heal()
    assert crew.click(token=token) == crew.clicked[0]
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_03_a_kill_before_the_post_is_sent_once(crew: Crew) -> None:
    """Row 3: the mark stands and nothing left; proved absent by our id, it is sent."""
    crew.crash_at("before_post")
    crew.click()
    assert crew.has_crashed("before_post")
    assert crew.gateway.creates.total() == 0
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_04_a_kill_between_post_and_reply_is_adopted(crew: Crew) -> None:
    """Row 4: the request is out and its answer meets nobody; the task is found by our id and not paid again."""
    crew.gateway.says("create", killing(crew.watcher()))
    take = crew.click()
    crew.until("ready")
    assert paid(crew) == {1}
    assert take.events.filter(name="adopted").exists()


def test_row_04_without_proof_a_person_decides(crew: Crew) -> None:
    """Row 4: a gateway that never answers by our id proves nothing; the take says so and nothing is sent again."""
    crew.gateway.always["task"] = lambda call: error(404, 404) if "-" in call.name else None
    take = crew.click("Another first")
    crew.until("ready")
    take.connection.proved_at = None
    take.connection.save(update_fields=["proved_at"])
    crew.gateway.says("create", killing(crew.watcher()))
    waiting = crew.click()
    crew.until(lambda row: (row.state, row.reason) == ("unconfirmed", "person"), waiting)
    assert paid(crew) == {1}


def test_row_05_a_kill_after_the_reply_is_adopted(crew: Crew) -> None:
    """Row 5: the answer died with the process before its id was kept; the id is found again."""
    crew.crash_at("after_post")
    take = crew.click()
    assert crew.has_crashed("after_post")
    crew.until("ready")
    assert paid(crew) == {1}
    assert take.events.filter(name="adopted").exists()


def test_row_06_a_kill_between_two_looks_goes_on_looking(crew: Crew) -> None:
    """Row 6: the next look comes when it was due; nothing is sent, nothing has to be found out."""
    crew.gateway.life = RUNNING * 5 + LIFE
    crew.crash_at("between_looks")
    take = crew.click()
    assert crew.has_crashed("between_looks")
    crew.until("ready")
    assert paid(crew) == {1}
    assert not take.events.filter(to_state="unconfirmed").exists()


def test_row_07_a_kill_in_the_middle_of_a_download_starts_it_anew(crew: Crew) -> None:
    """Row 7: half a file came; the next downloader goes on, and one whole file is kept."""
    crew.gateway.says("file", Slowly(halfway=(answer := Event())))
    take = crew.click()
    assert wait_until(lambda: crew.gateway.downloads(take) == 1, AT_MOST)
    assert wait_until(lambda: list((crew.media / "temp").glob(f"{take.pk}*")), AT_MOST)
    killing(crew.downloader(take))()
    answer.set()
    crew.until("ready")
    assert (paid(crew), crew.gateway.downloads(take)) == ({1}, 2)


def test_row_08_a_kill_between_move_and_commit_keeps_one_file(crew: Crew) -> None:
    """Row 8: the file lies at its place and no row knows; the next run finds the same content and says so once."""
    crew.crash_at("after_rename")
    take = crew.click()
    assert crew.has_crashed("after_rename")
    crew.until("ready")
    files = [
        path.name for path in crew.media.rglob("*.mp4") if path.read_bytes().endswith(take_name(crew, take))
    ]
    assert (len(files), take.events.filter(name="ready").count()) == (1, 1)


def take_name(crew: Crew, take: Generation) -> bytes:
    """The last bytes of a take's clip."""
    return f"{crew.now(take).upstream_id}.mp4".encode()


def test_row_09_a_task_delivered_again_does_nothing(crew: Crew) -> None:
    """Row 9: killed after the commit and before the queue knew; the same task comes again and changes nothing."""
    crew.crash_at("after_ready")
    take = crew.click()
    assert crew.has_crashed("after_ready")
    row = crew.until("ready")
    bell.ring_fetch(str(take.pk))
    crew.click("The next one")
    crew.until("ready")
    assert (crew.now(take).version, crew.gateway.downloads(take)) == (row.version, 1)
