"""A gateway for one test: it says what the script says, call by call, and counts every paid request."""

import json
import socket
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CLIP = Path(__file__).resolve().parents[2] / "static" / "sample" / "sample.mp4"
CREATE = "/v1/videos/generations"

type Pause = float | threading.Event  # seconds, or until the test says so
HELD = 25.0  # seconds that such an answer waits for a test that failed meanwhile


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    route: str  # create, task, balance, upload, file, or the path itself
    name: str  # the last part of the path
    headers: dict[str, str]
    body: bytes
    at: float  # monotonic


@dataclass
class Answer:
    """status 0: close the connection without a word, after the request was read. cut: bytes of the body sent."""

    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)
    after: Pause = 0.0  # silence first
    cut: int | None = None
    halfway: Pause = 0.0  # silence in the middle of the body
    accepts: bool = False  # of a create: the task exists although the answer does not say so

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


SILENCE = Answer(0, accepts=True)  # accepted, then the line goes dead


def error(status: int, code: int | str, message: str = "no", **headers: str) -> Answer:
    """The gateway's own envelope."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"error": {"code": code, "message": message, "type": "new_api_error"}}, named)


def html(status: int) -> Answer:
    """What a proxy says."""
    return Answer(status, b"<html><h1>Bad gateway</h1></html>", {"Content-Type": "text/html"})


class Scripted:
    """`script["create"] = [Answer, …]`: the first calls get these; later ones the ordinary answer.

    An entry may be a callable of the Call (None: the ordinary answer). `life`: what one task says look by look,
    the last for ever.
    """

    def __init__(self, port: int = 0) -> None:
        self.script: dict[str, deque[Answer | Callable[[Call], Answer | None]]] = defaultdict(deque)
        self.always: dict[str, Answer] = {}
        self.life: list[dict[str, Any]] = [{"status": "in_progress", "progress": 40}, {"status": "completed"}]
        self.calls: list[Call] = []
        self.creates: Counter[str] = Counter()  # requests by client_business_id
        self.accepted: Counter[str] = Counter()  # tasks made of them: what would be paid
        self.tasks: dict[str, str] = {}  # task id → client id
        self._looks: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def called(self, route: str) -> list[Call]:
        """Every call of one kind, in order."""
        return [call for call in self.calls if call.route == route]

    def says(self, route: str, *answers: Answer | Callable[[Call], Answer | None]) -> None:
        """Put answers at the end of one route's script."""
        self.script[route].extend(answers)

    def answer(self, call: Call) -> Answer:
        """The script's answer, else the ordinary one."""
        with self._lock:
            self.calls.append(call)
            if call.route == "create":
                self.creates[json.loads(call.body)["client_business_id"]] += 1
            queue = self.script[call.route]
            told = queue.popleft() if queue else self.always.get(call.route)
            answer = told(call) if callable(told) else told
            if call.route == "create" and (answer is None or answer.accepts or answer.status == 200):
                return self._accept(call, answer)
            return answer or getattr(self, f"_{call.route}", self._unknown)(call)

    def _accept(self, call: Call, answer: Answer | None) -> Answer:
        ours = json.loads(call.body)["client_business_id"]
        self.accepted[ours] += 1
        task = f"video_{len(self.tasks) + 1}"
        self.tasks[task] = ours
        return answer or Answer(body={"id": task, "object": "generation.task", "status": "queued"})

    def _task(self, call: Call) -> Answer:
        known = {ours: task for task, ours in self.tasks.items()} | {task: task for task in self.tasks}
        task = known.get(call.name)
        if task is None:
            return error(404, 404, "Task not found")
        told = self.life[min(self._looks[task], len(self.life) - 1)]
        self._looks[task] += 1
        done = {
            "progress": 100,
            "result": {"type": "video", "data": [{"url": f"{self.url}/files/{task}.mp4"}]},
        }
        return Answer(body={"id": task, **(done if told["status"] == "completed" else {}), **told})

    def _balance(self, call: Call) -> Answer:
        return Answer(
            body={"success": True, "remain_credits": 500, "used_credits": 7, "unlimited_quota": False}
        )

    def _models(self, call: Call) -> Answer:
        rows = [{"id": wire_id, "object": "model"} for wire_id in ("gemini_omni_flash", "kling-v3")]
        return Answer(body={"success": True, "object": "list", "data": rows})

    def _upload(self, call: Call) -> Answer:
        url = f"https://files.example/{len(self.called('upload'))}.png"
        return Answer(body={"success": True, "data": {"id": "u", "url": url, "mime_type": "image/png"}})

    def _file(self, call: Call) -> Answer:
        return Answer(body=CLIP.read_bytes(), headers={"Content-Type": "video/mp4"})

    def _unknown(self, call: Call) -> Answer:
        return error(404, 404, "Invalid URL")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A caller that was killed in the middle of an answer is what some tests are about."""


def _handler(gateway: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            route, name = route_of(self.command, self.path), self.path.rsplit("/")[-1]
            answer = gateway.answer(Call(route, name, headers, body, time.monotonic()))
            _wait(answer.after)
            if answer.status:
                self._write(answer)
            else:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        do_POST = do_GET  # noqa: N815

        def _write(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            half = len(answer.content) // 2 if answer.halfway else 0
            self.wfile.write(answer.content[:half])
            _wait(answer.halfway)
            self.wfile.write(answer.content[half : answer.cut])
            self.close_connection = self.close_connection or answer.cut is not None

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


def _wait(pause: Pause) -> None:
    if isinstance(pause, threading.Event):
        pause.wait(HELD)
    else:
        time.sleep(pause)


def route_of(method: str, path: str) -> str:
    """The name of what was asked for."""
    if path.startswith(CREATE):
        return "create" if method == "POST" else "task"
    begins = {
        "/v1/balance": "balance",
        "/v1/models": "models",
        "/v1/uploads/": "upload",
        "/files/": "file",
    }
    return next((name for begin, name in begins.items() if path.startswith(begin)), path)
