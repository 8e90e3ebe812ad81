"""Check 30: what cannot be asked is not allowed: 503 in words, never an open door and never a look inside."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from tests.security.access_table import ROWS
from tests.security.conftest import PASSWORD, Enter, Studio

DATABASE_WORDS = ("server closed the connection", "Traceback", "OperationalError", "sqlite")
# What asks no database: programs that look whether we live, and this browser's own choices
ASKS_NOBODY = {"health-live", "health-ready", "theme", "set_language", "webhooks-toapis"}


@contextmanager
def away() -> Iterator[None]:
    """The database answers nothing."""

    def gone(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(gone):
        yield


@pytest.mark.parametrize("who", ["owner", ""])
def test_every_route_is_closed_while_the_database_is_away(studio: Studio, enter: Enter, who: str) -> None:
    """Check 30: to somebody signed in and to nobody, by GET and by POST; media, share links and streams too."""
    browser, wrong = enter(who), []
    if not who:
        browser.cookies["session"] = "x" * 32
    for name in sorted(set(ROWS) - ASKS_NOBODY):
        for method in ("get", "post"):
            with away():
                answer = getattr(browser, method)(studio.address(name))
            is_closed = answer.status_code in (503, 405)
            if not is_closed or any(word in answer.content.decode() for word in DATABASE_WORDS):
                wrong.append((name, method, answer.status_code))
    assert wrong == []


def test_no_throttle_is_opened_by_an_outage(studio: Studio, enter: Enter) -> None:
    """Check 30: a right password, and a link's right word, are not even looked at while tries can't be counted."""
    editor = enter("editor")
    with away():
        signed = enter("").post("/sign-in/", {"login": "editor", "password": PASSWORD})
        opened = enter("").post(studio.address("share"), {"password": "x"})
        clicked = editor.post("/generations/", {"prompt": "x"})
    assert [answer.status_code for answer in (signed, opened, clicked)] == [503] * 3
    assert not signed.cookies.get("session")


@pytest.mark.parametrize("table", ["playground_attempt", "playground_membership", "django_session"])
def test_one_table_that_cannot_be_asked_is_enough(studio: Studio, enter: Enter, table: str) -> None:
    """Check 30: without tries, memberships or sessions alone nobody comes in either."""

    def gone(execute, sql, params, many, context):
        if table in sql:
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)

    browser = enter("editor")
    with connection.execute_wrapper(gone):
        if table == "playground_attempt":
            answer = enter("").post("/sign-in/", {"login": "editor", "password": PASSWORD})
        else:
            answer = browser.get("/generations/")
    assert answer.status_code == 503


def test_media_of_a_storage_that_is_away_are_503(studio: Studio, enter: Enter, settings, tmp_path) -> None:
    """Check 30: a clip whose folder is gone is refused in words, and nothing of the file system is told."""
    settings.MEDIA_DIR = tmp_path / "file"
    settings.MEDIA_DIR.write_text("in the way")
    answer = enter("viewer").get(studio.address("generation-clip"))
    assert answer.status_code in (404, 503)
    assert str(tmp_path) not in answer.content.decode()
