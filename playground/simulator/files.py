"""The gateway's file host: results that expire, uploads that stay. No bearer, no CORS, as the real one."""

import asyncio
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from playground.simulator import life, scenarios
from playground.simulator.desk import Desk, desk_of
from playground.simulator.line import close
from playground.simulator.shelf import Task
from playground.simulator.videos import result_name

_UPLOAD_NAME = re.compile(r"\d+_[0-9a-z]+\.(jpg|png|gif|webp|mp4|mov|webm)")
_MIME_TYPES = {"jpg": "image/jpeg", "mov": "video/quicktime", "mp4": "video/mp4", "webm": "video/webm"}
_NO_SNIFF = {"X-Content-Type-Options": "nosniff"}


async def result(request: Request) -> Response:
    """A finished film: whole, in ranges, or as its scenario has it; 403 once the address has expired."""
    desk = desk_of(request)
    task = desk.shelf.find(request.path_params["task_id"])
    if task is None or task.id != request.path_params["task_id"]:
        return PlainTextResponse("Not found", 404)
    stage = life.stage(task.born_at, task.plan, task.film_at, desk.clock())
    if stage.status != "completed" or not desk.studio.path(task.film).exists():
        return PlainTextResponse("Not found", 404)
    delivery = scenarios.scenario(task.scenario).fate.delivery
    expired = delivery == "expired" or desk.clock() >= (stage.expires_at or 0)
    if expired or request.path_params["name"] != result_name(task):
        return PlainTextResponse("This address has expired", 403)
    return _delivered(desk, task, delivery, request)


def _delivered(desk: Desk, task: Task, delivery: str, request: Request) -> Response:
    first = request.method == "GET" and desk.shelf.fetch_begun(task.id) == 1
    if delivery == "gone" and task.address == 0:
        desk.shelf.renew_address(task.id)
        return PlainTextResponse("This address has expired", 403)
    kind = HalfAFile if delivery == "half" and first else FileResponse
    return kind(desk.studio.path(task.film), media_type="video/mp4", headers=_NO_SNIFF)


class HalfAFile(FileResponse):
    """A file whose transfer breaks off in the middle of what its length announced."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Announce all of it, send half, hang up."""
        content = await asyncio.to_thread(Path(self.path).read_bytes)
        self.headers["content-length"] = str(len(content))
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
        await close(scope)


async def upload(request: Request) -> Response:
    """An uploaded reference, as it came."""
    name = request.path_params["name"]
    match = _UPLOAD_NAME.fullmatch(name)
    path = desk_of(request).shelf.uploads / name
    if match is None or not path.is_file():
        return PlainTextResponse("Not found", 404)
    return FileResponse(path, media_type=_MIME_TYPES.get(match[1], f"image/{match[1]}"), headers=_NO_SNIFF)
