"""A gateway that costs next to nothing, in a process of its own, so that what is measured is ours.

HTTP/1.1 over bare sockets; it knows when each task ends, enforces the limits it was given and counts what it refused.
As a program: `python -m tests.bench.gateway PORT`.
"""

import asyncio
import hashlib
import hmac
import json
import random
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import Any

from tests.bench.limit import Limit
from tests.integration.installation import ROOT, wait_until
from tests.ports import free_ports

TASKS = "/v1/videos/generations"
CLIP = ROOT / "static" / "sample" / "sample.mp4"
CLIP_BYTES = 300_000
SECRET = "whsec-bench"  # what callbacks are signed with


class State:
    """Tasks by either id: (id, ours, begin, end, callback), times in Unix seconds."""

    def __init__(self) -> None:
        self.tasks: dict[str, tuple[str, str, float, float]] = {}
        self.limits = {"create": Limit(10**9), "task": Limit(10**9)}
        self.seconds = (2.0, 2.0)  # how long a new task takes, drawn between the two
        self.called_back: dict[str, float] = {}
        self.clip = _padded(CLIP.read_bytes())
        self._dice = random.Random(5)
        self._calls: list[asyncio.Task[None]] = []

    def configure(self, told: dict[str, Any]) -> dict[str, Any]:
        """Take tasks [id, ours, begin, end], limits {create, task} a minute, seconds of new tasks."""
        for task in told.get("tasks", ()):
            self.tasks[task[0]] = self.tasks[task[1]] = tuple(task)
        for name, per_minute in told.get("limits", {}).items():
            self.limits[name] = Limit(per_minute)
        self.seconds = tuple(told.get("seconds", self.seconds))
        return {}

    def counts(self) -> dict[str, Any]:
        """Every time (Unix) at which a query or create passed, refusals, the busiest ten seconds, ends by our id."""
        told: dict[str, Any] = {
            name: {"at": limit.at, "refused": limit.refused, "most": limit.most}
            for name, limit in self.limits.items()
        }
        told["ends"] = {ours: end for _, ours, _, end in self.tasks.values()}
        return told | {"called_back": self.called_back}

    def create(self, body: bytes, url: str) -> tuple[int, Any]:
        """A new task; its callback is sent when it ends."""
        asked, now = json.loads(body), time.time()
        ours = asked["client_business_id"]
        task = f"video_{len(self.tasks)}_{ours[:8]}"
        end = now + self._dice.uniform(*self.seconds)
        self.tasks[task] = self.tasks[ours] = (task, ours, now, end)
        if callback := asked.get("callback_url"):
            self._calls.append(asyncio.create_task(self._call(end - now, callback, task, ours, url)))
        return 200, {"id": task, "object": "generation.task", "status": "queued", "progress": 0}

    def look(self, name: str, url: str) -> tuple[int, Any]:
        """One task; the gateway tells nothing of the end before it has come, which is the hardest case."""
        if name not in self.tasks:
            return 404, {"error": {"code": 404, "message": "Task not found", "type": "not_found_error"}}
        task, ours, begin, end = self.tasks[name]
        told = {
            "id": task,
            "object": "generation.task",
            "model": "gemini_omni_flash",
            "client_business_id": ours,
        }
        if time.time() < end:
            return 200, {**told, "status": "in_progress", "progress": 40, "created_at": int(begin)}
        result = {"type": "video", "data": [{"url": f"{url}/files/{task}.mp4", "format": "mp4"}]}
        times = {"created_at": int(begin), "completed_at": int(end), "expires_at": int(end) + 86_400}
        return 200, {**told, "status": "completed", "progress": 100, **times, "result": result}

    async def _call(self, wait: float, callback: str, task: str, ours: str, url: str) -> None:
        """Deliver the signed word when the task ends."""
        await asyncio.sleep(wait)
        data = {"task_id": task, "client_business_id": ours, "task_type": "video", "status": "SUCCESS"}
        data |= {
            "progress": "100%",
            "result": {"type": "video", "data": [{"url": f"{url}/files/{task}.mp4"}]},
        }
        body = json.dumps({"id": f"evt_{task}", "type": "generation.completed", "data": data}).encode()
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"evt_{task}.{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        host, _, path = callback.removeprefix("http://").partition("/")
        head = f"POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nConnection: close\r\n"
        head += f"X-ToAPIs-Webhook-Id: evt_{task}\r\nX-ToAPIs-Webhook-Timestamp: {stamp}\r\n"
        head += f"X-ToAPIs-Webhook-Signature: v1={signed}\r\nContent-Length: {len(body)}\r\n\r\n"
        reader, writer = await asyncio.open_connection(*host.split(":"))
        self.called_back[ours] = time.time()
        writer.write(head.encode() + body)
        await reader.read()
        writer.close()


def _padded(clip: bytes) -> bytes:
    """A playable clip of CLIP_BYTES: an MP4 may end with a box that is free."""
    free = CLIP_BYTES - len(clip)
    return clip + free.to_bytes(4) + b"free" + bytes(free - 8)


class Wire(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, state: State, url: str) -> None:
        self.state, self.url = state, url
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            mark = head.find(b"content-length:")
            length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4 : end + 4 + length]
            method, path, _ = self.buffer[:end].split(b" ", 2)
            self.buffer = self.buffer[end + 4 + length :]
            self._say(*self._answer(method, path.decode(), body))

    def _answer(self, method: bytes, path: str, body: bytes) -> tuple[int, Any, bytes]:
        """Status, what is said, and the headers of the limits."""
        if path.startswith(TASKS):
            kind = "create" if method == b"POST" else "task"
            limit = self.state.limits[kind]
            passed = limit.draw(time.time())
            headers = limit.headers("async_submit" if body else "async_query")
            if not passed:
                return 429, {"error": {"code": "rate_limit_exceeded", "message": "slow down"}}, headers
            if body:
                return *self.state.create(body, self.url), headers
            return *self.state.look(path[len(TASKS) + 1 :], self.url), headers
        if path.startswith("/files/"):
            return 200, self.state.clip[: -len(path)] + path.encode(), b""  # no two have the same content
        if path == "/bench":
            told = self.state.configure(json.loads(body)) if body else self.state.counts()
            return 200, told, b""
        balance = {"success": True, "remain_credits": 500, "used_credits": 7, "unlimited_quota": False}
        return 200, balance, b""

    def _say(self, status: int, told: Any, headers: bytes) -> None:
        is_clip = isinstance(told, bytes)
        content: bytes = told if is_clip else json.dumps(told).encode()
        kind = b"video/mp4" if is_clip else b"application/json"
        head = b"HTTP/1.1 %d X\r\nContent-Type: %b\r\n%bContent-Length: %d\r\n\r\n"
        self.transport.write(head % (status, kind, headers, len(content)) + content)


class Gateway:
    """The process, as a context; `url` for TOAPIS_BASE_URL."""

    def __enter__(self) -> "Gateway":
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.gateway", str(self.port)], cwd=ROOT
        )
        assert wait_until(self._answers, 10), "the gateway of the bench does not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def tell(self, **told: Any) -> None:
        """Tasks, limits or seconds, as State.configure takes them."""
        self._ask("POST", json.dumps(told))

    def counts(self) -> dict[str, Any]:
        """What it has counted."""
        return self._ask("GET", None)

    @property
    def environment(self) -> dict[str, str]:
        """What points an installation at it."""
        host = f"127.0.0.1:{self.port}"
        return {"TOAPIS_API_KEY": "sk-" + "b" * 48, "TOAPIS_BASE_URL": self.url, "TRUSTED_RESULT_HOSTS": host}

    def _answers(self) -> bool:
        try:
            self.counts()
        except OSError:
            return False
        return True

    def _ask(self, method: str, body: str | None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, "/bench", body)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


async def serve(port: int) -> None:
    """Until killed."""
    state = State()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Wire(state, f"http://127.0.0.1:{port}"), "127.0.0.1", port, backlog=1024
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
