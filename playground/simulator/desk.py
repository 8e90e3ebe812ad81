"""What every route of the simulated gateway works with, and the gate each task endpoint passes through."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from playground.simulator import envelopes
from playground.simulator.limits import Bucket
from playground.simulator.shelf import Shelf
from playground.simulator.studio import Studio

type Endpoint = Callable[[Request], Awaitable[Response]]

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Desk:
    """One gateway: its memory, its film studio, its clock (Unix seconds) and its two buckets."""

    shelf: Shelf
    studio: Studio
    clock: Callable[[], float]
    time_scale: float
    submit: Bucket
    query: Bucket


def desk_of(request: Request) -> Desk:
    """The desk this application was built around."""
    desk: Desk = request.app.state.desk
    return desk


def has_key(request: Request) -> bool:
    """Whether a bearer was sent; any will do, an empty one will not."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(key.strip())


def with_key(endpoint: Endpoint) -> Endpoint:
    """Answer 401 to a request without a bearer."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        return await endpoint(request) if has_key(request) else envelopes.unauthorized()

    return guarded


def metered(bucket_of: Callable[[Desk], Bucket]) -> Callable[[Endpoint], Endpoint]:
    """Ask for a bearer, then draw one request from a bucket and put its headers on the answer."""

    def wrap(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def guarded(request: Request) -> Response:
            draw = bucket_of(desk_of(request)).draw()
            response = await endpoint(request) if draw.passed else _too_many()
            for name, value in draw.headers.items():
                response.headers.setdefault(name, value)
            return response

        return with_key(guarded)

    return wrap


def _too_many() -> Response:
    return envelopes.error(429, "rate_limit_exceeded", "Async task request rate exceeded", "rate_limit_error")


def new_id(prefix: str, now: float) -> str:
    """An id like ``tsk_vid_01KRDG4S50…``: 48 bits of milliseconds, 80 of chance, in Crockford's base 32."""
    number = (int(now * 1000) & (1 << 48) - 1) << 80 | secrets.randbits(80)
    return prefix + "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
