"""An object of a bucket behind the same two questions as a file: what is it, and give me these bytes of it.

The web passes the bytes on and gives no address of the bucket away, so each range is asked for again at our door and a
permission that ended, ended at the next one.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

from .ranges import CHUNK, BlobFacts
from .refusals import spoken

if TYPE_CHECKING:
    from .bucket import Bucket


class ObjectBlob:
    """A `Blob` in a bucket."""

    def __init__(self, bucket: Bucket, key: str) -> None:
        self._bucket = bucket
        self._key = key
        self._etag = ""

    async def facts(self) -> BlobFacts:
        """One HEAD. Raises FileNotFoundError, StorageDown."""
        found = await asyncio.to_thread(self._head)
        self._etag = found["ETag"]
        return BlobFacts(found["ContentLength"], self._etag, int(found["LastModified"].timestamp()))

    def _head(self) -> Any:
        with spoken(self._key):
            return self._bucket.client.head_object(Bucket=self._bucket.bucket_name, Key=self._key)

    def chunks(self, start: int, end: int) -> ObjectChunks:
        return ObjectChunks(self._bucket, self._key, self._etag, start, end)


class ObjectChunks:
    """An async iterator over one GET, with `close()`, which may be called at any moment from any thread.

    Asked with the ETag that the facts told: an object replaced in between is an error, never a mixture.
    """

    def __init__(self, bucket: Bucket, key: str, etag: str, start: int, end: int) -> None:
        self._bucket = bucket
        self._wanted = {"Key": key, "Range": f"bytes={start}-{end}", **({"IfMatch": etag} if etag else {})}
        self._left = end - start + 1
        self._body: Any = None
        self._closed = False
        self._lock = threading.Lock()

    def __aiter__(self) -> ObjectChunks:
        return self

    async def __anext__(self) -> bytes:
        data = await asyncio.to_thread(self._read)
        if not data:
            raise StopAsyncIteration
        return data

    def _read(self) -> bytes:
        with self._lock, spoken(self._wanted["Key"]):
            data = b""
            if not self._closed and self._left > 0:
                if self._body is None:
                    answer = self._bucket.client.get_object(Bucket=self._bucket.bucket_name, **self._wanted)
                    self._body = answer["Body"]
                data = self._body.read(min(CHUNK, self._left))
                self._left -= len(data)
            if not data or self._left <= 0:
                self._release()
        if self._closed:
            self.close()  # while we read, the listener left, and did not wait for us
        return data

    def close(self) -> None:
        """End the connection to the bucket: an object half read would otherwise be read to its end."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            try:
                self._release()
            finally:
                self._lock.release()

    def _release(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None

    def __del__(self) -> None:
        self.close()
