"""A large upload that a kill does not undo, with a real process killed in the middle of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from playground.jobs import fetch
from playground.media import storage
from playground.media.multipart import PART
from tests import build
from tests.integration.conftest import FAST, KEY, Watch
from tests.integration.scripted import Answer, Scripted
from tests.integration.storage.test_bucket import keep, unfinished
from tests.integration.storage.wire import Wire

ROOT = Path(__file__).resolve().parents[3]


def run_until_killed(gateway: Scripted, place: str) -> int:
    """A process of the engine that ends itself there; its exit code."""
    (settings.DATA_DIR / f"crashed_at_{place}").unlink(missing_ok=True)
    said = {
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TIME_SCALE": str(FAST),
        "CRASH_AT": place,
    }
    upstream = {"TOAPIS_API_KEY": KEY, "TOAPIS_BASE_URL": gateway.url}
    trusted = {"TRUSTED_RESULT_HOSTS": f"127.0.0.1:{gateway.port}"}
    environment = {**os.environ, **said, **upstream, **trusted}
    command = [sys.executable, "-m", "tests.integration.watching"]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=180, check=False).returncode


def test_a_killed_upload_goes_on_with_the_parts_it_lacks(
    bucket: Any, gateway: Scripted, watch: Watch, wire: Wire, large_clip: bytes
) -> None:
    """kill -9 after the first of three parts: the next worker sends two, downloads nothing again, and is ready."""
    gateway.always["file"] = Answer(body=large_clip, headers={"Content-Type": "video/mp4"})
    take = build.asked()
    assert run_until_killed(gateway, "mid_upload") == -signal.SIGKILL
    assert wire.count("PUT", "partNumber=") == 1
    wire.asked.clear()
    take = watch(take, "ready", seconds=20)
    assert sorted(line.partition("partNumber=")[2][0] for line in wire.asked if "partNumber=" in line) == [
        "2",
        "3",
    ]
    assert (len(gateway.called("file")), gateway.creates) == (1, {str(take.pk): 1})
    with storage.local_copy(storage.blob_path(take.workspace_id, take.clip.sha256, ".mp4")) as copy:
        assert copy.read_bytes() == large_clip
    assert not storage.temp_path(str(take.pk)).exists()
    assert unfinished(bucket) == []


def begin(bucket: Any, key: str, *parts: bytes) -> str:
    """An upload that somebody began; its id."""
    names = {"Bucket": "media", "Key": key}
    upload = bucket.client.create_multipart_upload(**names, Metadata={"sha256": key[-68:-4]})["UploadId"]
    for number, part in enumerate(parts, 1):
        bucket.client.upload_part(**names, UploadId=upload, PartNumber=number, Body=part)
    return str(upload)


def test_the_fullest_upload_goes_on_and_the_others_end(bucket: Any, wire: Wire, large_clip: bytes) -> None:
    """Of several begun for one key one is finished; wrong parts in it are sent anew; another key's is left alone."""
    final = keep(large_clip)
    key = bucket._normalize_name(final.as_posix())
    storage.discard(final)
    begin(bucket, key, large_clip[:PART])
    begin(bucket, key, large_clip[:PART], bytes(PART))
    other = begin(bucket, f"{key}.x")
    wire.asked.clear()
    keep(large_clip)
    assert sorted(line.partition("partNumber=")[2][0] for line in wire.asked if "partNumber=" in line) == [
        "2",
        "3",
    ]
    assert unfinished(bucket) == [other]
    with storage.local_copy(final) as copy:
        assert copy.read_bytes() == large_clip


@pytest.mark.django_db
def test_the_sweep_ends_half_uploads_that_nobody_waits_for(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upload begun long ago goes; a young one stays, and while a take waits, so does an older one."""
    begin(bucket, f"{bucket.location}/elsewhere.mp4")
    assert fetch.sweep() == 0
    monkeypatch.setattr(fetch, "HOUR", 2.0)  # while a take waits, 24 of these: no slow machine gets there
    time.sleep(2.1)
    take = build.generation("fetching")
    assert (fetch.sweep(), len(unfinished(bucket))) == (0, 1)
    type(take).objects.filter(pk=take.pk).update(state="ready")
    assert (fetch.sweep(), len(unfinished(bucket))) == (1, 0)


@pytest.mark.django_db
def test_a_storage_that_is_away_does_not_stop_the_sweep(bucket: Any, wire: Wire) -> None:
    """What lies here is swept all the same."""
    old = storage.temp_path("left-behind.part")
    old.write_bytes(b"x")
    os.utime(old, (1_000, 1_000))
    wire.cut()
    assert fetch.sweep() >= 1
    assert not old.exists()
