"""A bucket for each test, behind a wire that counts and can be cut."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages

from tests.integration.scripted import CLIP
from tests.integration.storage.disk import Disk
from tests.integration.storage.seaweed import KEY, SECRET, Seaweed
from tests.integration.storage.wire import Wire


@pytest.fixture(scope="session")
def seaweed() -> Iterator[Seaweed]:
    """One server for all tests of this process; a test that kills it starts it again."""
    server = Seaweed()
    server.start()
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=server.url, **keys).create_bucket(Bucket="media")
    yield server
    server.end()


@pytest.fixture
def wire(seaweed: Seaweed) -> Iterator[Wire]:
    """The way to the server."""
    found = Wire(seaweed.port)
    yield found
    found.cut()


@pytest.fixture
def bucket(settings: Any, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty part of a bucket that STORAGE_URL names, here and in processes we start; gives the backend."""
    said = {"AWS_ENDPOINT_URL": wire.url, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    # Nothing of a developer's own account is heard
    nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    url = f"s3://media/studio/{uuid.uuid4().hex[:8]}"
    for variable, value in {**said, **nothing, "AWS_REGION": "us-east-1", "STORAGE_URL": url}.items():
        monkeypatch.setenv(variable, value)
    settings.STORAGE_URL = url
    backend = {"BACKEND": "playground.media.bucket.Bucket", "OPTIONS": {"url": url}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    found: Any = storages["default"]
    wire.asked.clear()
    return found


@pytest.fixture(params=["a small file system", "a limit on files"])
def disk(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[Disk]:
    """A media folder that can become full, crowded and locked."""
    found = Disk(tmp_path / "media", alone=request.param == "a small file system")
    settings.MEDIA_DIR = found.folder
    yield found
    found.end()


@pytest.fixture
def large_clip() -> bytes:
    """A whole film of three parts: an ordinary one with 20 MB of filling, different each time."""
    filling = os.urandom(20_000_000)
    return CLIP.read_bytes() + (len(filling) + 8).to_bytes(4) + b"free" + filling
