"""The simulated gateway as an ASGI application."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from playground.simulator import account_routes, envelopes, files, limits, uploads, videos
from playground.simulator.desk import Desk
from playground.simulator.front_page import front_page
from playground.simulator.orders import film_order
from playground.simulator.shelf import Shelf
from playground.simulator.studio import Painter, Studio, in_a_process

# The vendor's pages claim CORS for the API; its file host has none.
_CORS = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])
_API = [
    Route("/videos/generations", videos.create, methods=["POST"]),
    Route("/videos/generations/{task_id}", videos.status),
    Route("/uploads/images", uploads.upload_image, methods=["POST"]),
    Route("/uploads/videos", uploads.upload_video, methods=["POST"]),
    Route("/balance", account_routes.balance),
    Route("/user/balance", account_routes.balance),
    Route("/models", account_routes.models),
]
_ROUTES = [
    Mount("/v1", routes=_API, middleware=[_CORS]),
    Route("/balance", account_routes.balance),
    Route("/user/balance", account_routes.balance),
    Route("/files/videos/{task_id}/{name}", files.result),
    Route("/files/uploads/{name}", files.upload),
    Route("/files/uploads/videos/{name}", files.upload),
    Route("/top-up", account_routes.top_up, methods=["POST"]),
    Route("/", front_page),
]
_FILMS_LIVE = 172_800  # seconds: twice as long as any address that leads to them


def build_app(
    shelf_dir: Path,
    *,
    clock: Callable[[], float] = time.time,
    time_scale: float = 1.0,
    painter: Painter = in_a_process,
) -> Starlette:
    """The gateway, its state under ``shelf_dir``; ``clock`` in Unix seconds; scale 0.1: ten times faster."""
    shelf = Shelf(shelf_dir)
    desk = Desk(
        shelf,
        Studio(shelf, clock, painter),
        clock,
        time_scale,
        limits.Bucket(limits.SUBMIT, clock),
        limits.Bucket(limits.QUERY, clock),
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        _tidy(desk)
        for task in shelf.undrawn():
            desk.studio.order(task.film, film_order(task.fields, shelf))
        work = asyncio.create_task(desk.studio.work())
        yield
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        shelf.close()

    handlers = {404: _not_found, 405: _not_found}
    app = Starlette(routes=_ROUTES, lifespan=lifespan, exception_handlers=handlers)
    app.state.desk = desk
    return app


def _tidy(desk: Desk) -> None:
    for path in desk.shelf.films.iterdir():
        if path.suffix == ".part" or desk.clock() - path.stat().st_mtime > _FILMS_LIVE:
            path.unlink()


async def _not_found(request: Request, exc: Exception) -> Response:
    return envelopes.invalid_url(request)
