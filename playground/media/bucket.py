"""Copies as private objects of a bucket: django-storages' S3 backend, with what a paid clip needs besides.

`save` and `open` are django-storages'. boto's client is asked directly where that library has no word for it: uploads
that go on after a kill (multipart.py), for ranges whose connection ends with the listener (objects.py), for one copy's
objects without its neighbours', for a download that does not pass through memory, for a HEAD that tells all at once.
Address and keys are read by boto itself: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION.
"""

from __future__ import annotations

import re
import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from .multipart import PART, Upload, forget
from .objects import ObjectBlob
from .refusals import spoken
from .storage import StorageDown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path, PurePath

NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]")
BELIEVED = 5.0
# Short enough for a page to say "try again" in seconds; a part of 8 MiB needs 0.5 MB/s and more
PATIENT = Config(connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 2})
BRIEF = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 1})


def parts_of(url: str) -> tuple[str, str]:
    """(bucket, prefix) of s3://bucket/prefix. Raises ValueError with words for the operator."""
    parts = urlsplit(url)
    prefix = parts.path.strip("/")
    plain = parts.scheme == "s3" and NAME.fullmatch(parts.netloc) and not (parts.query or parts.fragment)
    if not plain or ".." in prefix.split("/"):
        raise ValueError(
            "STORAGE_URL must be s3://bucket or s3://bucket/prefix, or left out for DATA_DIR/media."
        )
    return parts.netloc, prefix


class Bucket(S3Storage):  # type: ignore[misc]  # the library has no types
    """A `Store` whose keys are object names under the prefix of `url` (s3://bucket/prefix)."""

    def __init__(self, url: str) -> None:
        bucket, prefix = parts_of(url)
        # No ACL: an object is private by itself, and buckets without ACLs refuse even the word "private"
        super().__init__(
            bucket_name=bucket,
            location=prefix,
            default_acl=None,
            file_overwrite=True,
            client_config=PATIENT,
            transfer_config=TransferConfig(use_threads=False),
        )
        self._tried = (-BELIEVED, False)
        self._trying = threading.Lock()

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """A copy's name is its hash; kept with the object, it tells our upload from somebody's file."""
        stem, _, suffix = name.rpartition("/")[2].partition(".")
        return {
            **super().get_object_parameters(name),
            **({"Metadata": {"sha256": stem}} if "." not in suffix else {}),
        }

    @cached_property
    def client(self) -> Any:
        """One for all threads: boto's clients are safe to share, its resources (one a thread, 90 ms each) are not."""
        return self._create_session().client("s3", endpoint_url=self.endpoint_url, config=PATIENT)

    @cached_property
    def _brief(self) -> Any:
        return self._create_session().client("s3", endpoint_url=self.endpoint_url, config=BRIEF)

    def place(self, temp: Path, final: PurePath, each_part: Callable[[], object]) -> None:
        """Upload, and believe it only when the bucket tells size and hash of what it keeps; then drop the file here."""
        size = temp.stat().st_size
        with spoken(final.name):
            if size > PART:
                if not self._keeps(final, size):
                    parameters = self._get_write_parameters(self._key(final))
                    Upload(self.client, self.bucket_name, self._key(final)).send(temp, parameters, each_part)
            else:
                with temp.open("rb") as file:
                    self.save(final.as_posix(), File(file))
            if not self._keeps(final, size):
                raise StorageDown("The storage keeps something else than was sent.")
        temp.unlink(missing_ok=True)

    def write(self, final: PurePath, content: bytes, temp: Path) -> None:
        """One request: an object appears whole or not at all."""
        with spoken(final.name):
            self.save(final.as_posix(), ContentFile(content))

    def read(self, final: PurePath) -> bytes:
        with spoken(final.name), self.open(final.as_posix()) as file:
            content: bytes = file.read()
            return content

    def blob(self, final: PurePath) -> ObjectBlob:
        return ObjectBlob(self, self._key(final))

    def copy(self, final: PurePath, temp: Path) -> Path:
        with spoken(final.name):
            self.client.download_file(
                self.bucket_name, self._key(final), str(temp), Config=self.transfer_config
            )
        return temp

    def discard(self, final: PurePath) -> None:
        with spoken():
            for each in self._together(final):
                self.client.delete_object(Bucket=self.bucket_name, Key=each["Key"])

    def stills(self, final: PurePath) -> int:
        with spoken():
            return sum(each["Size"] for each in self._together(final) if each["Key"] != self._key(final))

    def is_writable(self) -> bool:
        """One small object under one name, at most every few seconds; a dead bucket costs three seconds at most."""
        with self._trying:
            at, said = self._tried
            if time.monotonic() - at < BELIEVED:
                return said
            try:
                with spoken():
                    self._brief.put_object(Bucket=self.bucket_name, Key=self._key("probe"), Body=b"x")
                said = True
            except OSError:
                said = False
            self._tried = (time.monotonic(), said)
            return said

    def make_ready(self) -> None:
        """A bucket that is there is asked for nothing more: a key that may not make one still works."""
        try:
            with spoken():
                self.client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError:
            with spoken():
                self.client.create_bucket(Bucket=self.bucket_name)

    def drop_unfinished(self, older_than: float) -> int:
        with spoken():
            return forget(self.client, self.bucket_name, self.location, older_than)

    def _keeps(self, final: PurePath, size: int) -> bool:
        try:
            with spoken():
                found = self.client.head_object(Bucket=self.bucket_name, Key=self._key(final))
        except FileNotFoundError:
            return False
        metadata = {name.lower(): value for name, value in found.get("Metadata", {}).items()}
        return found["ContentLength"] == size and metadata.get("sha256") == final.name.partition(".")[0]

    def _together(self, final: PurePath) -> list[Any]:
        """The objects of one copy and of what lies beside it."""
        stem = self._key(final.with_name(final.name.partition(".")[0])) + "."
        return list(self.client.list_objects_v2(Bucket=self.bucket_name, Prefix=stem).get("Contents", ()))

    def _key(self, final: PurePath | str) -> str:
        return str(self._normalize_name(str(final)))
