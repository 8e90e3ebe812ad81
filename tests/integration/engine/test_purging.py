"""kill -9 while files are removed, with a real process: the next sweep finishes what rows still name."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from playground.jobs import gone
from playground.media import storage
from playground.models import AuditEntry, Blob, Clip, Event, Generation
from tests import build

ROOT = Path(__file__).resolve().parents[3]
SWEEP = """
import os, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
django.setup()
from playground.jobs import gone
gone.sweep()
"""


def swept(crash_at: str) -> int:
    """The exit code of a sweeper that kills itself at that place."""
    for marker in settings.DATA_DIR.glob("crashed_at_*"):
        marker.unlink()
    database = {"TEST_DATABASE": str(connection.settings_dict["NAME"]), "CRASH_AT": crash_at}
    surroundings = {**os.environ, **database, "DJANGO_SETTINGS_MODULE": "playground.settings"}
    return subprocess.run([sys.executable, "-c", SWEEP], cwd=ROOT, env=surroundings, check=False).returncode


def on_disk(sha256: str, suffix: str, take: Generation) -> bool:
    """Whether the file is there."""
    return Path(storage.blob_path(take.workspace_id, sha256, suffix)).exists()


@pytest.mark.parametrize("rule", ["person", "posters"])
@pytest.mark.parametrize(("place", "is_there"), [("mid_purge", True), ("after_purge", False)])
def test_a_sweeper_that_was_killed_is_finished_by_the_next(
    transactional_db: None, owner: object, rule: str, place: str, is_there: bool
) -> None:
    """Before the files go and after: the rows still say that they are to go, nobody sees the clip meanwhile."""
    take = build.generation("ready")
    sha = take.clip.sha256
    Clip.objects.update(deleted_at=take.ready_at, rule=rule)
    assert swept(place) == -signal.SIGKILL
    row = Clip.objects.select_related("blob").get()
    assert (row.blob.sha256, row.removed_at, on_disk(sha, ".mp4", take)) == (sha, None, is_there)
    assert Generation.objects.select_related("kept_clip").get(pk=take.pk).clip is None
    assert gone.sweep() == 1
    row.refresh_from_db()
    assert (row.blob, row.removed_at is None, on_disk(sha, ".mp4", take)) == (None, False, False)
    assert Event.objects.filter(name="files removed").count() == 1
    kept = [row.poster] if rule == "posters" else []
    assert list(Blob.objects.all()) == kept
    assert all(on_disk(each.sha256, ".webp", take) for each in kept)
    assert AuditEntry.objects.filter(action="files removed").count() == (0 if kept else 1)
