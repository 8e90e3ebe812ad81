"""The one door through which foreign files come in: results, and images given by URL.

The URL and every address behind it pass the gate; the connection goes to exactly the address that was
checked, with Host and SNI of the name, so a second and different DNS answer changes nothing; redirects pass
the gate again; no credentials, no proxy, no packed bodies; time and bytes are bounded as a whole.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import httpx

from .client import USER_AGENT, shared_tls
from .gate import AddressRefused, FetchError, addresses_of, check_url, system_resolve
from .partial import PartialFile
from .retry import retry_after_seconds

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from .gate import Place, Resolve

__all__ = [
    "AddressRefused",
    "Expired",
    "FetchError",
    "Fetched",
    "TooLarge",
    "Truncated",
    "Unreachable",
    "WrongType",
    "fetch",
]

PLAIN = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
VIDEO_TYPES = ("video/", "application/mp4", "application/octet-stream", "binary/octet-stream")
CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")
STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e]{1,200}"')


class Expired(FetchError):
    """401, 403, 404, 410: this URL is over; a fresh one may do."""


class TooLarge(FetchError):
    """More bytes than we take; nothing was kept."""


class WrongType(FetchError):
    """The answer declares itself as something else than was asked for, or is packed."""

    repeat = "later"


class Truncated(FetchError):
    """The body broke off. What came is kept for a resume where the server gave a strong ETag."""

    repeat = "now"


class Unreachable(FetchError):
    """No connection, no answer, no time left, 429 or 5xx."""

    repeat = "later"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at the target now: size in bytes, SHA-256 in hex, the declared type ("" if none)."""

    size: int
    sha256: str
    content_type: str


async def fetch(
    url: str,
    target: Path,
    *,
    trusted_hosts: frozenset[str] = frozenset(),
    max_bytes: int = 500_000_000,
    deadline: float = 300.0,
    spare: int = 0,
    types: tuple[str, ...] = VIDEO_TYPES,
    resolve: Resolve = system_resolve,
    ssl_context: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch a URL into `target`, which appears only complete and synced; the caller checks and places it.

    While it runs the bytes are in `<target>.part`; what was cut off stays there, and a later call with the same
    target goes on from it. deadline: seconds for everything. types: accepted beginnings of the Content-Type (a
    missing one passes, the probe decides). spare: bytes that stay free on the disk. Raises FetchError; OSError if the
    disk refuses.
    """
    part = PartialFile(target, spare)
    end = part.drop
    try:
        async with asyncio.timeout(deadline):
            await part.look()
            download = _Download(part, trusted_hosts, max_bytes, types, resolve, ssl_context or shared_tls())
            return await download.run(url)
    except TimeoutError:
        end = part.keep
        raise Unreachable(f"The file did not arrive within {deadline:g} s.") from None
    except (Truncated, Unreachable):
        end = part.keep
        raise
    finally:
        end()


@dataclass(slots=True)
class _Download:
    part: PartialFile
    trusted_hosts: frozenset[str]
    max_bytes: int
    types: tuple[str, ...]
    resolve: Resolve
    ssl_context: ssl.SSLContext

    async def run(self, url: str) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            place = check_url(url, self.trusted_hosts)
            found = await self._visit(place, await addresses_of(place, self.resolve))
            if isinstance(found, Fetched):
                return found
            url = urljoin(url, found)
        raise AddressRefused(f"The address redirects more than {MOST_REDIRECTS} times.")

    async def _visit(self, place: Place, addresses: list[str]) -> Fetched | str:
        """The file, or where the answer redirects to; the next address only if the last took no connection."""
        for address in addresses:
            try:
                return await self._visit_at(place, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
            except httpx.HTTPError as failure:
                broken = type(failure).__name__
            raise Unreachable(f"The file's server broke off before it answered ({broken}).")
        raise Unreachable("The file's server could not be reached.")

    async def _visit_at(self, place: Place, address: str) -> Fetched | str:
        headers = {
            "Host": place.host_header,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        if self.part.etag:
            headers |= {"Range": f"bytes={self.part.size}-", "If-Range": self.part.etag}
        async with (
            httpx.AsyncClient(
                verify=self.ssl_context, trust_env=False, timeout=httpx.Timeout(20, connect=5)
            ) as http,
            http.stream(
                "GET", place.url_at(address), headers=headers, extensions={"sni_hostname": place.host}
            ) as response,
        ):
            location = response.headers.get("location")
            if response.status_code in REDIRECTS and location:
                return str(location)
            return await self._take(response)

    async def _take(self, response: httpx.Response) -> Fetched:
        content_type = self._checked(response)
        resumed = response.status_code == 206
        length = response.headers.get("content-length", "")
        expected = (
            (self.part.size if resumed else 0) + int(length) if re.fullmatch(r"\d{1,15}", length) else None
        )
        if expected is not None and expected > self.max_bytes:
            raise TooLarge(f"The file has {expected} bytes; at most {self.max_bytes} are taken.")
        etag = response.headers.get("etag", "")
        etag = etag if STRONG_ETAG.fullmatch(etag) else ""
        await self.part.begin(resumed=resumed, etag=etag, expected=expected or 0)
        try:
            async for chunk in response.aiter_raw():
                if self.part.size + len(chunk) > self.max_bytes:
                    raise TooLarge(f"The file goes on behind {self.max_bytes} bytes.")
                await self.part.add(chunk)
        except httpx.HTTPError:
            cut = True
        else:
            cut = self.part.size == 0 or (expected is not None and self.part.size < expected)
        if cut:
            raise Truncated(f"The file broke off after {self.part.size} bytes.", status=response.status_code)
        size = self.part.size
        return Fetched(size, await self.part.finish(), content_type)

    def _checked(self, response: httpx.Response) -> str:
        """The declared type of an answer worth reading; raises for every other."""
        status, headers = response.status_code, response.headers
        if status == 416 and self.part.etag:
            self.part.etag = (
                ""  # what we kept does not fit any more: dropped by keep(), next attempt starts anew
            )
            raise Truncated("The kept part of the file does not fit any more.", status=status)
        if status in {401, 403, 404, 410}:
            raise Expired(f"The file's address is no longer valid (HTTP {status}).", status=status)
        if status != 200 and not (status == 206 and self._continues(headers.get("content-range", ""))):
            wait = retry_after_seconds(headers.get("retry-after"), time.time())
            raise Unreachable(f"The file's server answered HTTP {status}.", status=status, retry_after=wait)
        if headers.get("content-encoding", "identity").lower() not in {"identity", ""}:
            raise WrongType("The file came packed although we asked for it plain.", status=status)
        content_type = str(headers.get("content-type", "")).partition(";")[0].strip().lower()
        if content_type and not content_type.startswith(self.types):
            raise WrongType(f"The address gave {content_type[:60]}, not the file asked for.", status=status)
        return content_type

    def _continues(self, content_range: str) -> bool:
        """Does a 206 go on exactly where our part ends, to the file's last byte?"""
        found = CONTENT_RANGE.fullmatch(content_range)
        if not found or not self.part.etag:
            return False
        start, end, total = map(int, found.groups())
        return start == self.part.size and end + 1 == total
