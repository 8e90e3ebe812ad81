"""The bucket as a place for copies: private, whole or not there, and honest about its state."""

import hashlib
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.conf import settings

from playground.media import storage
from tests.integration.storage.wire import Wire

WORKSPACE = uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


def keep(content: bytes, suffix: str = ".mp4") -> PurePath:
    """Place bytes by way of a temporary file, as a download does."""
    temp = storage.temp_path(f"one-{uuid.uuid4().hex}")
    temp.write_bytes(content)
    final = storage.blob_path(WORKSPACE, hashlib.sha256(content).hexdigest(), suffix)
    storage.place(temp, final)
    assert not temp.exists()
    return final


def names(bucket: Any) -> list[str]:
    """The keys of every object there is."""
    found = bucket.client.list_objects_v2(Bucket="media", Prefix=bucket.location)
    return [each["Key"] for each in found.get("Contents", ())]


def unfinished(bucket: Any) -> list[str]:
    """The uploads that were begun and did not end."""
    found = bucket.client.list_multipart_uploads(Bucket="media", Prefix=bucket.location)
    return [each["UploadId"] for each in found.get("Uploads", ())]


def test_a_copy_has_the_key_its_file_would_have(bucket: Any) -> None:
    """Prefix, workspace, two letters, hash; read back it is the same, and nothing lies on this machine."""
    final = keep(b"film")
    sha = hashlib.sha256(b"film").hexdigest()
    assert names(bucket) == [f"{bucket.location}/{WORKSPACE}/{sha[:2]}/{sha}.mp4"]
    assert storage.read_blob(WORKSPACE, sha, ".mp4") == b"film"
    assert not list(Path(settings.MEDIA_DIR).rglob(f"*{sha}*"))
    assert not Path(final).exists()


@pytest.mark.parametrize("path", ["/media/{key}", "/media/", "/media/{key}?X-Amz-Expires=9"])
def test_nobody_without_a_key_reads_an_object(bucket: Any, wire: Wire, path: str) -> None:
    """Unsigned requests for the object, and for a list, are refused."""
    keep(b"film")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(wire.url + path.format(key=names(bucket)[0]))
    assert refused.value.code == 403


def test_a_large_copy_goes_in_parts_and_arrives_whole(bucket: Any, wire: Wire, large_clip: bytes) -> None:
    """Three parts, joined to the same bytes; no half upload is left."""
    final = keep(large_clip)
    assert wire.count("PUT", "partNumber=") == 3
    with storage.local_copy(final) as copy:
        assert copy.read_bytes() == large_clip
    assert not copy.exists()
    assert unfinished(bucket) == []


def test_a_large_copy_that_is_there_is_not_sent_again(bucket: Any, wire: Wire, large_clip: bytes) -> None:
    """Size and hash in the bucket agree: a crash after the upload, or the same clip twice, costs one question."""
    keep(large_clip)
    wire.asked.clear()
    keep(large_clip)
    assert wire.count("partNumber=") == 0


def test_an_object_that_is_not_what_was_sent_is_no_copy(bucket: Any, large_clip: bytes) -> None:
    """Somebody's file of the same size under our key does not pass for ours: it is sent again, and verified."""
    final = keep(large_clip)
    bucket.client.put_object(Bucket="media", Key=names(bucket)[0], Body=bytes(len(large_clip)))
    keep(large_clip)
    with storage.local_copy(final) as copy:
        assert copy.read_bytes() == large_clip


def test_what_belongs_together_goes_together(bucket: Any) -> None:
    """Discarding a clip takes its pictures along and leaves every other."""
    final, other = keep(b"film"), keep(b"other")
    storage.write_beside(final, ".poster.webp", b"picture")
    assert len(names(bucket)) == 3
    storage.discard(final)
    storage.discard(final)
    assert [name.rpartition("/")[2] for name in names(bucket)] == [other.name]


def test_a_missing_copy_is_a_missing_file(bucket: Any) -> None:
    """As on a disk, whoever asks."""
    final = storage.blob_path(WORKSPACE, "ab" * 32, ".mp4")
    with pytest.raises(FileNotFoundError):
        storage.read_blob(WORKSPACE, "ab" * 32, ".mp4")
    with pytest.raises(FileNotFoundError), storage.local_copy(final):
        pass


def test_readiness_is_tried_believed_for_seconds_and_quick(bucket: Any, wire: Wire) -> None:
    """Asked often it costs one request; with the line cut it says no within three seconds."""
    assert all(storage.is_writable() for _ in range(20))
    assert wire.count("PUT", "probe") == 1
    wire.cut()
    bucket._tried = (-9.0, True)
    began = time.monotonic()
    assert not storage.is_writable()
    assert (
        time.monotonic() - began < 20
    )  # three on a quiet machine; what waits for an answer waits for minutes


def test_a_bucket_that_is_away_is_down_not_missing(bucket: Any, wire: Wire) -> None:
    """Every door says so in words that name no address."""
    final = keep(b"film")
    wire.cut()
    for door in (lambda: keep(b"new"), lambda: storage.discard(final), lambda: storage.write(final, b"x")):
        with pytest.raises(storage.StorageDown, match=r"^The storage for our copies does not answer\.$"):
            door()
    with pytest.raises(storage.StorageDown):
        storage.read_blob(WORKSPACE, hashlib.sha256(b"film").hexdigest(), ".mp4")


def test_a_bucket_that_does_not_exist_refuses(bucket: Any) -> None:
    """The word of the refusal is passed on."""
    bucket.bucket_name = "nobodys"
    with pytest.raises(storage.StorageDown, match="refused"):
        storage.drop_unfinished(0)


@pytest.mark.parametrize(
    "url", ["s3:/media", "https://media/x", "s3://Media", "s3://media/../x", "s3://media?x", "media"]
)
def test_an_address_that_names_no_bucket_is_explained(settings: Any, url: str) -> None:
    """The operator reads what to write instead; nothing asks the network for it."""
    backend = {"BACKEND": "playground.media.bucket.Bucket", "OPTIONS": {"url": url}}
    settings.STORAGE_URL, settings.STORAGES = url, {**settings.STORAGES, "default": backend}
    assert storage.flaw().startswith("STORAGE_URL must be s3://bucket")
