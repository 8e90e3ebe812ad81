"""A record is a line, whatever is in it, and says what it is about."""

import json
import logging
import sys

import pytest

from playground import logs

FOREIGN = "a\r\n12:00:00 E forged\x1b[2J\u2028end\x85"


def record(words: str, *values: object, **more: object) -> logging.LogRecord:
    """As a logger makes one, after our filter."""
    found = logging.LogRecord("playground.test", logging.WARNING, "", 1, words, values, None)
    for name, value in more.items():
        setattr(found, name, value)
    logs.WithWhatItIsAbout().filter(found)
    return found


@pytest.mark.parametrize("formatter", [logs.Line("%(message)s"), logs.Json()])
def test_foreign_words_make_no_second_line(formatter: logging.Formatter) -> None:
    """Line ends and control characters are written out, in both forms."""
    said = formatter.format(record("take %s", FOREIGN))
    assert len(said.splitlines()) == 1
    assert not {"\r", "\n", "\x1b", "\u2028", "\x85"} & set(said)


def test_a_traceback_forges_no_record() -> None:
    """As a line each part of it is marked; as JSON it is a string of the one record."""
    try:
        raise ValueError(FOREIGN)
    except ValueError:
        found = record("it failed")
        found.exc_info = sys.exc_info()
    lines = logs.Line("%(asctime)s %(message)s", "%H:%M:%S").format(found).splitlines()
    assert all(line.startswith("  | ") for line in lines[1:])
    said = json.loads(logs.Json().format(found))
    assert "ValueError" in said["traceback"]


def test_json_says_when_who_and_what_about() -> None:
    """Time, level, logger, message, and the ids of request, take and workspace."""
    with logs.about(request_id="r1"), logs.about(generation_id="g1"):
        said = json.loads(logs.Json().format(record("moved", event="accepted", workspace_id=7)))
    assert said["time"].endswith("+00:00")
    del said["time"]
    ids = {"request_id": "r1", "generation_id": "g1", "workspace_id": 7, "event": "accepted"}
    assert said == {"level": "WARNING", "logger": "playground.test", "message": "moved", **ids}


@pytest.mark.parametrize("formatter", [logs.Line("%(message)s"), logs.Json()])
def test_no_part_of_a_record_holds_a_links_address(formatter: logging.Formatter) -> None:
    """Neither the path of a request nor the words of an error."""
    token = "DrU_J1A_IRolHzPz7bLK4zjtavYo6eWZDp3pARsljno"
    try:
        raise ValueError(f"/s/{token}/ failed")
    except ValueError:
        found = record("asked", path=f"/s/{token}/1/clip.mp4")
        found.exc_info = sys.exc_info()
    assert token not in formatter.format(found)


def test_what_it_was_about_is_forgotten_afterwards() -> None:
    """The next record of this thread is about nothing."""
    with logs.about(request_id="r1"):
        assert logs.now_about("request_id") == "r1"
    assert logs.now_about("request_id") == ""
    assert "request_id" not in json.loads(logs.Json().format(record("later")))
