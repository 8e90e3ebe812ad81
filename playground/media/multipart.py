"""A large upload that a kill does not undo: the next attempt finds it by its key and sends only the parts it lacks.

django-storages and boto's own transfer begin anew each time and cannot be asked to go on; hence boto's client.
"""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PART = 8 * 1024 * 1024  # also where parts begin to pay: 2 GiB are 256 of them, a list of one page (1,000)


class Upload:
    """The upload of one content-named key: whatever was begun under it was begun with these very bytes."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self.client = client
        self.names = {"Bucket": bucket, "Key": key}

    def send(self, file: Path, parameters: dict[str, Any], each_part: Callable[[], object]) -> None:
        """Send what is missing, then join the parts; `each_part` is called after each one sent. boto's errors pass."""
        begun, kept = self._begun()
        upload = begun or self.client.create_multipart_upload(**self.names, **parameters)["UploadId"]
        parts = []
        with file.open("rb") as source:
            for number, at in enumerate(range(0, os.fstat(source.fileno()).st_size, PART), 1):
                data = os.pread(source.fileno(), PART, at)
                part = kept.get(number)
                if part is None or not _is(part, data):
                    # boto adds a CRC32 that the server checks, so a part that is kept is a part that arrived whole
                    part = self.client.upload_part(
                        **self.names, UploadId=upload, PartNumber=number, Body=data
                    )
                    each_part()
                parts.append({"PartNumber": number, **_proof(part)})
        self.client.complete_multipart_upload(**self.names, UploadId=upload, MultipartUpload={"Parts": parts})

    def _begun(self) -> tuple[str, dict[int, dict[str, Any]]]:
        """(id, parts by number) of the fullest upload begun under this key; the others are ended. ("", {}): none."""
        found: list[tuple[str, dict[int, dict[str, Any]]]] = []
        listed = self.client.list_multipart_uploads(Bucket=self.names["Bucket"], Prefix=self.names["Key"])
        for each in listed.get("Uploads", ()):
            if each["Key"] == self.names["Key"]:
                parts = self.client.list_parts(**self.names, UploadId=each["UploadId"]).get("Parts", ())
                found.append((each["UploadId"], {part["PartNumber"]: part for part in parts}))
        found.sort(key=lambda pair: len(pair[1]))
        for other, _ in found[:-1]:
            self.client.abort_multipart_upload(**self.names, UploadId=other)
        return found[-1] if found else ("", {})


def forget(client: Any, bucket: str, prefix: str, older_than: float) -> int:
    """End the uploads under a prefix that were begun more than `older_than` seconds ago; how many."""
    gone = 0
    for page in client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, Prefix=prefix):
        for each in page.get("Uploads", ()):
            if each["Initiated"].timestamp() <= time.time() - older_than:
                client.abort_multipart_upload(Bucket=bucket, Key=each["Key"], UploadId=each["UploadId"])
                gone += 1
    return gone


def _is(part: dict[str, Any], data: bytes) -> bool:
    """Is this listed part made of these bytes? A bucket whose ETags are no MD5 says no, and gets them again."""
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return bool(part["Size"] == len(data) and part["ETag"].strip('"') == digest)


def _proof(part: dict[str, Any]) -> dict[str, str]:
    """What joins a part: its ETag, and the checksum the server made where it told one."""
    return {name: part[name] for name in ("ETag", "ChecksumCRC32", "ChecksumCRC64NVME") if part.get(name)}
