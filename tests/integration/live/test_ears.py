"""Who waits for a change is woken by it: by a knock on SQLite, by NOTIFY on PostgreSQL."""

import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from playground.models.changes import Changes, announce
from playground.models.ears import Ear, knock

LONG = 60.0  # seconds; longer than anybody would wait without being woken


@pytest.fixture
def ears(settings: Any, tmp_path: Path) -> Path:
    """The folder of the ears of an installation that has none."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "ears"


@pytest.fixture
def listening(transactional_db: None, ears: Path) -> Iterator[Changes]:
    """Somebody who has asked once, so that the first answer is behind."""
    changes = Changes()
    changes.moved()
    yield changes
    changes.close()


def is_readable(changes: Changes, seconds: float) -> bool:
    """Whether the line wakes a sleeper in that time."""
    return bool(select.select([changes.fileno()], [], [], seconds)[0])


def test_a_commit_wakes_a_sleeper_at_once(listening: Changes) -> None:
    """What becomes readable says so after the commit, not before it, and not again."""
    with transaction.atomic():
        announce()
        assert not is_readable(listening, 0.1)
    assert is_readable(listening, LONG)
    assert listening.heard()
    assert not is_readable(listening, 0)


def test_a_change_that_was_rolled_back_wakes_nobody(listening: Changes) -> None:
    """The knock belongs to the transaction."""
    with transaction.atomic():
        announce()
        transaction.set_rollback(True)
    assert not is_readable(listening, 0.1)


def test_ones_own_news_is_no_news(listening: Changes) -> None:
    """What a watcher wrote itself is told to everybody else."""
    other = Changes()
    other.moved()
    try:
        announce(listening.name)
        assert is_readable(other, LONG)
        assert other.heard()
        assert not (is_readable(listening, 0.1) and listening.heard())
    finally:
        other.close()


def test_who_waits_in_a_thread_is_woken(listening: Changes) -> None:
    """The hub's wait ends with the change, long before its time is over."""
    asked = time.monotonic()
    threading.Timer(0.1, knock_from_elsewhere).start()
    assert listening.wait(LONG)
    assert time.monotonic() - asked < LONG / 2


def knock_from_elsewhere() -> None:
    """A committed change, by another thread with a connection of its own."""
    from playground.models import Lease

    with transaction.atomic():
        Lease.objects.get_or_create(name="elsewhere")
        announce()
    connection.close()


def test_the_ear_of_a_killed_process_is_cleared_away(ears: Path) -> None:
    """A pipe that nobody reads is gone after the next knock, and the living still hear it."""
    ear = Ear()
    os.mkfifo(ears / "1-dead")
    try:
        knock()
        assert [path.name for path in ears.iterdir()] == [ear.name]
        assert ear.clear()
    finally:
        ear.close()


def test_an_ear_that_is_full_of_knocks_holds_nobody_up(ears: Path) -> None:
    """A pipe without room takes no more knocks, and the one who knocks goes on."""
    ear = Ear()
    try:
        with suppress(BlockingIOError):
            while os.write(ear.fileno(), b"!" * 4096):
                pass
        knock()
        assert ear.clear()
    finally:
        ear.close()
    assert list(ears.iterdir()) == []


def test_where_no_pipe_can_be_made_changes_are_seen_all_the_same(
    transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    """A folder that can't be: nothing wakes a sleeper, and the next look sees what was written."""
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file"
    changes = Changes()
    try:
        changes.moved()
        knock_from_elsewhere()
        assert changes.wait(LONG)
    finally:
        changes.close()
