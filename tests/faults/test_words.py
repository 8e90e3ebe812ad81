"""Rows 29–34: the gateway answers, and what it says is nonsense, new, contradictory, or never the end."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from playground.models import Generation
from tests.faults.clock import jump
from tests.faults.crew import AT_MOST, Crew
from tests.faults.gateway import LIFE, RUNNING
from tests.faults.raw import Raw, says, speaks_raw
from tests.faults.test_processes import paid
from tests.integration.installation import wait_until
from tests.integration.scripted import Answer, Call, error, html

DEEP = b"[" * 200_000
SENTENCES: dict[str, Answer] = {
    "broken": Answer(body=b'{"id": "video_1", "status": '),
    "a page": html(200),
    "deep": Answer(body=DEEP),
    "not numbers": Answer(body=b'{"progress": NaN, "created_at": 1e999, "status": "in_progress"}'),
    "no id": Answer(body={"status": "in_progress", "progress": 40}),
    "endless": Raw(play=says(*[b" " * 65_536] * 64)),
    "packed": Answer(body=b"\x1f\x8b\x08", headers={"Content-Encoding": "gzip"}),
}


def test_row_29_nonsense_is_counted_on_a_look(crew: Crew) -> None:
    """Row 29: an answer that says nothing of the task moves nothing; the look is repeated and the clip arrives."""
    speaks_raw(crew.gateway)
    before = crew.count("Traceback")
    crew.gateway.says("task", *SENTENCES.values())
    crew.gateway.always["task"] = SENTENCES["broken"]
    take = crew.click()
    crew.until(lambda row: row.poll_errors >= 3)
    assert wait_until(lambda: not crew.gateway.script["task"], 2 * AT_MOST)
    crew.gateway.always.clear()
    crew.until("ready", seconds=16)
    assert take.events.filter(name="unconfirmed").count() == 0
    assert crew.count("Traceback") == before


def test_row_29_nonsense_is_ambiguous_on_a_submit(crew: Crew) -> None:
    """Row 29: no id could be read, so each task is found by ours; it is paid once."""
    speaks_raw(crew.gateway)
    for name, sentence in SENTENCES.items():
        crew.gateway.says("create", replace(sentence, accepts=True))
        crew.until(lambda row: row.attempts >= 1, crew.click(name))
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}
    assert {take.events.filter(name="adopted").count() for take in crew.clicked} == {1}


def test_row_29_numbers_for_ids_and_unknown_fields_are_read(crew: Crew) -> None:
    """Row 29: an id as a number, progress as text, fields nobody knows: a running task like any other."""
    strange: dict[str, Any] = {"id": 12345, "status": "in_progress", "progress": "65%", "mood": {"a": [None]}}
    crew.gateway.life = [strange]
    crew.until(lambda row: row.progress == 65, crew.click())
    crew.gateway.life = LIFE
    crew.until("ready")


def test_row_30_an_unknown_word_means_still_running(crew: Crew) -> None:
    """Row 30: the take runs on with its deadline, the word is kept and logged once, and its end is seen."""
    before = crew.count("dreaming")
    crew.gateway.life = [{"status": "dreaming"}]
    row = crew.until(lambda row: row.upstream_word == "dreaming", crew.click())
    assert (row.state, row.deadline_at is not None, crew.browser.card(row)[0]) == ("running", True, "running")
    crew.gateway.life = LIFE
    crew.until("ready")
    assert crew.count("dreaming") - before == 1


def test_row_31_progress_and_states_never_go_back(crew: Crew) -> None:
    """Row 31: 90 % then 10 %, running then queued: what is shown only grows, and an end is an end."""
    told = [("in_progress", 90), ("queued", 0), ("in_progress", 10), ("in_progress", 60), ("in_progress", 91)]
    crew.gateway.life = [{"status": word, "progress": share} for word, share in told]
    take, seen = crew.click(), [0]

    def says_the_last_word(row: Generation) -> bool:
        seen.append(row.progress or 0)
        return row.progress == 91

    crew.until(says_the_last_word, take)
    assert seen == sorted(seen)
    crew.gateway.life = LIFE[-1:]
    crew.until("ready", take)
    crew.gateway.life = RUNNING
    version = crew.now(take).version
    crew.click("Another, so that somebody looks")
    crew.until("running", crew.clicked[-1])
    assert crew.now(take).version == version


def test_row_32_what_never_ends_stays_open_and_says_so(crew: Crew) -> None:
    """Row 32: past our patience the card says so and looks grow rare; the late clip is collected."""
    crew.gateway.life = RUNNING
    take = crew.click()
    crew.until("running")
    jump(timedelta(minutes=5))  # at this clock's speed four hours of patience
    crew.until(lambda row: row.due_at and row.due_at > datetime.now(UTC) + timedelta(seconds=0.9))
    row = crew.now(take)
    assert (row.state, row.deadline_at is not None and row.deadline_at < datetime.now(UTC)) == (
        "running",
        True,
    )
    assert "looking again" in crew.browser.get(f"/generations/{take.pk}/").body.decode().lower()
    crew.gateway.life = LIFE
    crew.until("ready", seconds=16)


def test_row_33_an_id_given_twice_belongs_to_the_first(crew: Crew) -> None:
    """Row 33: the gateway names a task that another take has: the second asks for attention, without its clip."""
    first = crew.click("The first")
    crew.until("ready")
    taken = crew.now(first).upstream_id

    def again(call: Call) -> Answer:
        return Answer(body={"id": taken, "status": "queued"})

    crew.gateway.says("create", again)
    second = crew.click("The second")
    crew.until(lambda row: (row.state, row.reason) == ("unconfirmed", "person"), second)
    assert second.events.filter(detail__contains=taken).exists()
    row = crew.until(lambda row: row.state == "ready" or row.tries > 0, second)
    assert row.upstream_id != taken
    assert paid(crew) == {1}


def test_row_34_a_404_just_after_the_submit_is_forgiven(crew: Crew) -> None:
    """Row 34: the gateway's own index lags behind; the take runs on and its clip arrives."""
    crew.gateway.says("task", *[error(404, 404, "Task not found")] * 4)
    take = crew.click()
    crew.until("ready")
    assert (paid(crew), take.events.filter(to_state="failed").count()) == ({1}, 0)


def test_row_34_a_404_for_good_fails_after_its_grace(crew: Crew) -> None:
    """Row 34: denied for ten minutes without a break and eight times: failed with that reason, charge not known."""
    crew.gateway.life = RUNNING
    take = crew.click()
    crew.until("running")
    crew.gateway.always["task"] = error(404, 404, "Task not found")
    crew.until(lambda row: row.poll_errors >= 3)
    assert crew.now(take).state == "running"
    jump(timedelta(seconds=13))  # ten minutes on the engine's clock
    row = crew.until("failed", seconds=16)
    told = crew.browser.json(row)["error"]
    assert (told["charged"], bool(told["message"]), row.error_status) == ("unknown", True, 404)


def test_row_34_a_404_that_ends_is_no_denial(crew: Crew) -> None:
    """Row 34: an answer in between begins the ten minutes anew."""
    crew.gateway.life = RUNNING * 2 + LIFE
    denied = error(404, 404, "Task not found")
    crew.gateway.says("task", lambda _: None, denied, denied, denied, lambda _: None, denied)
    crew.click()
    row = crew.until("ready")
    assert (row.denied_at, json.loads(row.answer_text)["status"]) == (None, "completed")
