"""Checks 19 and 20: the gateway's key is found nowhere, and nothing but words and numbers crosses the queue."""

import ast
import logging
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection
from django.http import HttpRequest
from django.views.debug import ExceptionReporter, get_exception_reporter_filter

from playground.jobs import tasks
from tests import canary
from tests.house.tree import ROOT, matching, name
from tests.integration import queue
from tests.security.conftest import Enter, Studio, Team

WORD = canary.KEY.swapcase()  # another word, so that what is planted here fails no run


@pytest.mark.parametrize("kind", ["log", "database", "clip", "deep"])
def test_the_search_finds_what_was_planted(tmp_path: Path, kind: str) -> None:
    """Check 19: in a line of a log, a row of a database, the middle of a clip, a folder below."""
    where = {"log": "web.log", "database": "x.sqlite3", "clip": "a.mp4", "deep": "a/b/c.txt"}[kind]
    path = tmp_path / where
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "database":
        with sqlite3.connect(path) as rows:
            rows.execute("CREATE TABLE t (words TEXT)")
            rows.execute("INSERT INTO t VALUES (?)", [f"Bearer {WORD}"])
        rows.close()
    else:
        path.write_bytes(b"\0" * 100_000 + f"said {WORD} here".encode() + b"\xff" * 10)
    (tmp_path / "other.txt").write_text("nothing")
    assert list(canary.found_in([tmp_path], WORD)) == [str(path)]
    assert list(canary.found_in([tmp_path], WORD + "!")) == []


def test_what_is_said_and_queued_is_looked_through(tmp_path: Path) -> None:
    """Check 19: a key in a log record, or in a payload for the queue, fails the run that it was said in."""
    watch = canary.Watch(tmp_path)
    watch._note({"args": (WORD,)})
    assert list(canary.found_in([tmp_path], WORD)) == [str(tmp_path / "queued.log")]
    handlers = [each for each in logging.getLogger().handlers if isinstance(each, logging.FileHandler)]
    assert str(configured.DATA_DIR / "said.log") in {each.baseFilename for each in handlers}


def broken(*_: object) -> None:
    """A bug: no error of the database's own."""
    key = canary.KEY
    raise ValueError(f"a bug, of {len(key)} signs")


@pytest.mark.filterwarnings("ignore")
def test_an_error_page_tells_nothing(team: Team, enter: Enter, settings) -> None:
    """Check 19: a bug is a page with no name of a setting; the report that Django could mail hides key and secrets."""
    settings.TOAPIS_API_KEY = canary.KEY
    browser = enter("owner", raise_request_exception=False)
    with connection.execute_wrapper(broken):
        answer = browser.get("/generations/")
    assert (answer.status_code, configured.DEBUG) == (500, False)
    for word in (canary.KEY, "Traceback", "ValueError", "TOAPIS", configured.SECRET_KEY):
        assert word not in answer.text
    told = get_exception_reporter_filter(HttpRequest()).get_safe_settings()
    shown = str(told) + ExceptionReporter(None, None, None, None).get_traceback_text()
    assert canary.KEY not in shown
    assert configured.SECRET_KEY not in shown


@pytest.mark.django_db(transaction=True)
def test_a_click_queues_numbers_alone(team: Team, enter: Enter) -> None:
    """Check 20: what a click rings holds neither prompt nor row, whatever the queue is."""
    form = {
        "model": "gemini_omni_flash",
        "prompt": "whispered lighthouse",
        "token": "8" * 32,
        "duration": "6",
    }
    form |= {"resolution": "720P", "aspect_ratio": "16:9"}
    assert enter("editor").post("/generations/", form).status_code == 302
    assert all(isinstance(each, str | int) for task in queue.waiting() for each in task["args"])
    assert "whispered" not in str(queue.waiting())
    queue.empty()


def test_every_task_takes_words_and_numbers() -> None:
    """Check 20: each function that the queue may call declares nothing but str and int."""
    tree = ast.parse(Path(tasks.__file__).read_text())
    public = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert {node.name for node in public} >= {"watch", "fetch"}
    kinds = {ast.unparse(arg.annotation) for node in public for arg in node.args.args if arg.annotation}
    assert kinds <= {"str", "int"}


def test_one_door_leads_to_the_queue() -> None:
    """Check 20: django-q2 is called in one place, which sends a task's name with words and numbers."""
    callers = [name(path) for path in matching("playground/**/*.py") if "async_task(" in path.read_text()]
    assert callers == ["playground/jobs/bell.py"]
    assert "*args: str | int" in (ROOT / "playground/jobs/bell.py").read_text()


def test_the_secret_key_is_long_and_the_owners(studio: Studio) -> None:
    """Checks 19, 20: made by itself it has more than 50 random signs, and nobody else of the machine can read it."""
    path = configured.DATA_DIR / "secret_key"
    assert len(path.read_text()) > 50
    assert path.stat().st_mode & 0o077 == 0
    assert configured.DATA_DIR.stat().st_mode & 0o077 == 0
