"""Reading the gateway's JSON in every shape it was seen in, and in shapes nobody should send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.upstream.wire import (
    Balance,
    WireError,
    read_balance,
    read_json,
    read_models,
    read_task,
    read_upload,
)

URL = "https://files.toapis.com/videos/a/b.mp4"


@pytest.mark.parametrize(
    ("found", "known_as"),
    [
        ({"id": "video_1"}, "video_1"),
        ({"task_id": "task_1"}, "task_1"),
        ({"id": 77}, "77"),
        ({"code": 200, "data": [{"status": "submitted", "task_id": "task_2"}]}, "task_2"),
        ({"success": True, "data": {"task_id": "task_3", "status": "IN_PROGRESS"}}, "task_3"),
        ({"id": None, "task_id": "task_4"}, "task_4"),
    ],
)
def test_the_id_is_found_where_it_was_ever_seen(found: dict[str, Any], known_as: str):
    """`id`, else `task_id`, else the same in `data` or `data[0]`; integers are ids, too."""
    assert read_task(found).id == known_as


@pytest.mark.parametrize(
    "found", [{}, {"id": ""}, {"id": True}, {"id": "a b"}, {"id": ".."}, {"id": "x" * 201}, [], None, "x"]
)
def test_no_usable_id_is_an_error_in_words(found: object):
    """An answer that names no task is unreadable, never a task."""
    with pytest.raises(WireError, match=r"^it "):
        read_task(found)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("queued", "queued"),
        ("submitted", "queued"),
        ("pending", "queued"),
        ("in_progress", "running"),
        ("completed", "completed"),
        ("SUCCESS", "completed"),
        ("failed", "failed"),
        ("FAILURE", "failed"),
        ("brewing", "running"),
        (None, "running"),
    ],
)
def test_unknown_status_words_mean_still_running(word: str | None, status: str):
    """Only known verdicts end a task, and the word is kept as it was sent."""
    task = read_task({"id": "a", "status": word})
    assert (task.status, task.word) == (status, word or "")


@pytest.mark.parametrize(
    "answer",
    [
        {"result": {"type": "video", "data": [{"url": URL, "format": "mp4"}]}, "url": URL},
        {"result": {"data": {"url": URL}}},
        {"result": {"data": [URL]}},
        {"result": {"url": URL}},
        {"result": [{"video_url": URL}]},
        {"video_url": URL},
        {"url": URL},
        {"data": {"video_url": URL}},
    ],
)
def test_the_result_is_found_where_it_was_ever_seen(answer: dict[str, Any]):
    """result.data[0].url, else video_url, else url; the same address counts once."""
    assert read_task({"id": "a", "status": "completed"} | answer).urls == (URL,)


def test_the_documented_place_wins():
    """With all three present result.data[0].url comes first."""
    found = {"id": "a", "url": URL + "3", "video_url": URL + "2", "result": {"data": [{"url": URL + "1"}]}}
    assert read_task(found).urls == (URL + "1", URL + "2", URL + "3")


@pytest.mark.parametrize(
    "url",
    ["", None, 7, "ftp://x/y", "file:///etc/passwd", "data:video/mp4;base64,AA", "https://x/" + "y" * 9000],
)
def test_completed_without_a_usable_address_has_none(url: object):
    """Completed with nothing to fetch is told as such; the caller makes it a failure."""
    task = read_task({"id": "a", "status": "completed", "result": {"data": [{"url": url}]}})
    assert (task.status, task.urls) == ("completed", ())


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (65, 65),
        ("65%", 65),
        ("65", 65),
        (0.65, 65),
        (0, 0),
        (100, 100),
        (1, 1),
        (130, 100),
        (-4, 0),
        (65.9, 65),
        (None, None),
        (True, None),
        ("soon", None),
        (float("inf"), None),
        ([], None),
        (10**400, None),
    ],
)
def test_progress_is_per_cent_or_nothing(sent: object, shown: int | None):
    """Numbers, shares and "65%" become 0..100; whatever else is no progress."""
    assert read_task({"id": "a", "progress": sent}).progress == shown


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        (1778569600, 1778569600),
        (1778569600123, 1778569600),
        ("1778569600", 1778569600),
        ("2026-05-12T07:06:40+00:00", 1778569600),
        (None, None),
        (0, None),
        (-5, None),
        ("yesterday", None),
        (1e300, None),
        (True, None),
    ],
)
def test_times_are_unix_seconds_or_nothing(sent: object, seconds: int | None):
    """Seconds, milliseconds and ISO text are read alike; nonsense is no time."""
    assert read_task({"id": "a", "expires_at": sent}).expires_at == seconds


def test_a_failed_task_tells_why():
    """The task's own error code and words are kept; `fail_reason` is the older name for them."""
    failed = {"id": "a", "status": "failed", "error": {"code": "generation_failed", "message": "Blocked"}}
    assert (read_task(failed).error_code, read_task(failed).error_message) == ("generation_failed", "Blocked")
    older = read_task({"id": "a", "status": "failed", "fail_reason": "no luck"})
    assert (older.status, older.error_message) == ("failed", "no luck")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[" * 200_000, b'{"a": ' + b"9" * 5_000 + b"}", b"\xff\xfe{", b'{"a": 1']
)
def test_what_is_no_json_is_said_to_be_none(body: bytes):
    """Depth, giant integers and broken bytes are one kind of error, not a crash."""
    with pytest.raises(WireError):
        read_json(body)


def test_nan_and_infinity_are_no_values():
    """NaN, Infinity and 1e999 never reach a row."""
    task = read_task(read_json(b'{"id": "a", "progress": NaN, "created_at": Infinity, "expires_at": 1e999}'))
    assert (task.progress, task.created_at, task.expires_at) == (None, None, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "task_id",
                    "status",
                    "data",
                    "result",
                    "url",
                    "video_url",
                    "error",
                    "message",
                    "code",
                    "progress",
                    "created_at",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, database=None)
@given(JSON)
def test_no_json_value_breaks_the_reader(found: object):
    """Any JSON value gives a task with text that can be stored, or a WireError."""
    try:
        task = read_task(found)
    except WireError:
        return
    text = " ".join((task.id, task.word, task.error_message or "", *task.urls))
    assert "\0" not in text
    assert text.encode()
    assert task.progress is None or 0 <= task.progress <= 100


def test_the_balance_is_milli_credits():
    """Credits become integers of a thousandth; -1 and the flag both mean without limit."""
    told = {
        "success": True,
        "remain_balance": 10.5,
        "remain_credits": 2100.25,
        "used_credits": 460,
        "credits_per_usd": 200,
    }
    assert read_balance(told) == Balance(2_100_250, 460_000, False, 200, 10.5)
    assert read_balance({"remain_balance": -1, "used_balance": 2.3}).unlimited
    assert read_balance({"unlimited_quota": True}).unlimited
    with pytest.raises(WireError):
        read_balance({"success": True})


def test_an_upload_needs_an_address():
    """The URL of an upload is in `data`; without it there is no upload."""
    data = {"id": "upload_1", "url": URL, "mime_type": "image/jpeg", "size": 89234}
    upload = read_upload({"success": True, "data": data})
    assert (upload.id, upload.url, upload.mime, upload.size) == ("upload_1", URL, "image/jpeg", 89234)
    with pytest.raises(WireError):
        read_upload({"success": True, "data": {"id": "upload_1"}})


def test_models_are_listed_in_their_order():
    """The list of models keeps its order and drops rows without an id."""
    listed = json.loads('{"data": [{"id": "b"}, {"id": "a"}, {}, 7]}')
    assert read_models(listed) == ["b", "a", "7"]
    with pytest.raises(WireError):
        read_models({"data": "none"})
