"""The gateway's API as a handful of coroutines, bounded in time and bytes, failing with UpstreamErrors."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from functools import cache
from time import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from . import errors
from .addresses import normalise_base_url
from .answers import Answer, Limits, read_answer, read_headers, read_limits, verdict
from .wire import Balance, Task, Upload, read_balance, read_models, read_task, read_upload
from .wording import MASK, body_text, without_secrets

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Generator

__all__ = ["Limits", "ToApis", "http_client", "normalise_base_url", "shared_tls"]

USER_AGENT = "Playground/1.0 (self-hosted prompt playground)"
CREATE_PATH = "/v1/videos/generations"
CONNECT_SECONDS = 10.0
BRACKETS = re.compile(r"\[[^\]]*\]\s*|\s*\(_ssl\.c:\d+\)")
UPLOAD_PATIENCE = 4  # uploads carry up to 50 MB: this many times the ordinary deadline


@cache
def shared_tls() -> ssl.SSLContext:
    """One context for everybody: making one costs 23 ms."""
    return httpx.create_ssl_context()


def http_client(ssl_context: ssl.SSLContext | None = None) -> httpx.AsyncClient:
    """One connection, kept alive, no redirects; ssl_context: None takes the one all clients share.

    One connection each because httpcore's pool scans all its connections at every request.
    A proxy from the environment is honoured, but never for an upstream on this machine.
    """
    return httpx.AsyncClient(
        verify=ssl_context or shared_tls(),
        limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=30.0),
        headers={"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"},
        follow_redirects=False,
        mounts={"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None},
    )


class _Bearer(httpx.Auth):
    """Puts the key on each request; keeps it out of every repr and every frame's plain values."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "<bearer sk-…>"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._key}"
        yield request

    def masked(self, content: bytes) -> bytes:
        """The answer's bytes without our key, should the gateway ever echo it."""
        return content.replace(self._key.encode(), MASK.encode())


class ToApis:
    """One key at one gateway. Cheap to make; the connection belongs to `http`, which the caller closes.

    deadline: seconds for a whole call, from waiting for the connection to the last byte of the answer.
    last_limits: the rate-limit headers of the latest answer that carried any.
    """

    def __init__(self, http: httpx.AsyncClient, base_url: str, key: str, *, deadline: float = 30.0) -> None:
        key = key.strip()
        if not (key.isascii() and key.isprintable() and key):
            raise ValueError("The API key is empty or holds characters that no key has.")
        self._http = http
        self._base_url = normalise_base_url(base_url)
        self._bearer = _Bearer(key)
        self._deadline = deadline
        self.last_limits: Limits | None = None

    def __repr__(self) -> str:
        return f"<ToApis {self._base_url}>"

    async def create(self, body: bytes, at_the_wire: Callable[[], None] = lambda: None) -> Task:
        """POST the paid request, these bytes exactly. Look at `may_have_been_accepted` of every error.

        at_the_wire: called when the connection stands and nothing of the request has left; what it raises ends
        the call, certainly unsent. A process may have slept for long while it connected.
        """
        sent: dict[str, Any] = {"content": body, "headers": {"Content-Type": "application/json"}}
        return _task(
            await self._call("POST", CREATE_PATH, paid=True, at_the_wire=at_the_wire, **sent), paid=True
        )

    async def task(self, task_id: str) -> Task:
        """A task by the gateway's id or by our own client_business_id."""
        answer = await self._call("GET", f"{CREATE_PATH}/{quote(task_id, safe='')}")
        return _task(answer)

    async def upload_image(self, name: str, content: bytes, mime: str) -> Upload:
        """Hand a reference image over (JPEG, PNG, WebP; at most 10 MB by the gateway's word)."""
        return await self._upload("/v1/uploads/images", name, content, mime)

    async def upload_video(self, name: str, content: bytes, mime: str) -> Upload:
        """Hand an input video over (MP4, WebM, MOV; at most 50 MB by the gateway's word)."""
        return await self._upload("/v1/uploads/videos", name, content, mime)

    async def balance(self) -> Balance:
        """What this key has left, in milli-credits."""
        return verdict(read_balance, await self._call("GET", "/v1/balance"))

    async def video_models(self) -> list[str]:
        """Ids of the video models this key may use."""
        return verdict(read_models, await self._call("GET", "/v1/models?type=video"))

    async def _upload(self, path: str, name: str, content: bytes, mime: str) -> Upload:
        sent: dict[str, Any] = {"files": {"file": (name, content, mime)}, "data": {"purpose": "generation"}}
        answer = await self._call("POST", path, deadline=self._deadline * UPLOAD_PATIENCE, **sent)
        return verdict(read_upload, answer)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        paid: bool = False,
        deadline: float | None = None,
        at_the_wire: Callable[[], None] = lambda: None,
        **sent: Any,
    ) -> Answer:
        """The whole answer, read within the deadline; failures of the transport become NotSent or Unanswered.

        Raised outside the except block on purpose: httpx's own exceptions hold the request with its key.
        """
        mark = _SentMark(at_the_wire)
        try:
            return await self._exchange(mark, method, path, deadline or self._deadline, sent)
        except TimeoutError:
            words = f"no complete answer within {deadline or self._deadline:g} s"
        except httpx.HTTPError as failure:
            words = _plain_words(failure)
            if isinstance(
                failure, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError
            ):
                mark.certainly_unsent = True
        kind = errors.NotSent if mark.certainly_unsent else errors.Unanswered
        raise kind(without_secrets(words), paid=paid)

    async def _exchange(
        self, mark: _SentMark, method: str, path: str, deadline: float, sent: dict[str, Any]
    ) -> Answer:
        # Waiting for a connection ends before the deadline does, so that "not sent" can be told.
        early = min(CONNECT_SECONDS, deadline * 0.4)
        timeout = httpx.Timeout(deadline, connect=early, pool=early)
        extensions = {"trace": mark} if method == "POST" else {}
        async with asyncio.timeout(deadline):
            async with self._http.stream(
                method,
                self._base_url + path,
                auth=self._bearer,
                timeout=timeout,
                extensions=extensions,
                **sent,
            ) as response:
                headers, now = read_headers(response), time()
                self.last_limits = read_limits(headers, now) or self.last_limits
                answer = await read_answer(response, headers, now)
                return replace(answer, content=self._bearer.masked(answer.content))


def _task(answer: Answer, *, paid: bool = False) -> Task:
    task = verdict(read_task, answer, paid=paid)
    if paid or task.status in ("completed", "failed"):  # the answers worth keeping
        return replace(task, text=without_secrets(body_text(answer.content, errors.BODY_CHARACTERS)))
    return task


class _SentMark:
    """httpcore's trace hook: knows whether the first byte of the request may have left, and asks just before."""

    def __init__(self, at_the_wire: Callable[[], None]) -> None:
        self.certainly_unsent = False
        self._at_the_wire = at_the_wire

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            self._at_the_wire()
            self.certainly_unsent = False
        elif event.startswith("connection.connect_tcp.started"):
            self.certainly_unsent = True


def _plain_words(failure: httpx.HTTPError) -> str:
    known: dict[type[httpx.HTTPError], str] = {
        httpx.ConnectTimeout: "no connection in time",
        httpx.PoolTimeout: "no free connection in time",
        httpx.ReadTimeout: "no answer in time",
        httpx.WriteTimeout: "the request could not be written in time",
        httpx.ReadError: "the connection was reset",
        httpx.WriteError: "the connection broke while sending",
    }
    words = BRACKETS.sub("", str(failure)).replace(
        "All connection attempts failed", "the connection was refused"
    )
    return known.get(type(failure)) or words or type(failure).__name__
