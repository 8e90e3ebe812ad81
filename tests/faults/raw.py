"""Answers that no HTTP library would write: the bytes on the socket, as they are."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

from tests.integration.scripted import Answer, Scripted

type Play = Callable[[socket.socket], None]


@dataclass
class Raw(Answer):
    """Once the request was read, `play` has the socket; it is closed afterwards. Of a create: `accepts` or not."""

    status: int = 599  # no create is accepted because of it
    play: Play = lambda line: None


def speaks_raw(gateway: Scripted) -> None:
    """Let a scripted gateway play Raw answers from now on, on connections that are open already too."""
    handler: Any = gateway._server.RequestHandlerClass
    if getattr(handler, "is_raw", False):
        return
    ordinary = handler._write

    def write(self: BaseHTTPRequestHandler, answer: Answer) -> None:
        if not isinstance(answer, Raw):
            ordinary(self, answer)
            return
        self.close_connection = True
        with suppress(OSError):
            answer.play(self.connection)

    handler._write, handler.is_raw = write, True


def resets(line: socket.socket) -> None:
    """RST."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def says(*parts: bytes, kind: str = "application/json", framing: str = "") -> Play:
    """200, the parts of a body one after the other, and the end of the connection, which alone ends the body."""

    def play(line: socket.socket) -> None:
        extra = f"{framing}\r\n" if framing else ""
        line.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}Connection: close\r\n\r\n".encode())
        for part in parts:
            line.sendall(part)

    return play


def drips(seconds: float) -> Play:
    """Headers at once, then one byte and another, within every pause that a client has patience for."""

    def play(line: socket.socket) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
        line.sendall(head)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            line.sendall(b" ")
            time.sleep(0.25)

    return play


@contextmanager
def deaf(gateway: Scripted) -> Iterator[None]:
    """Nobody listens at the gateway's port: connections are refused. Those that are open stay open."""
    server = gateway._server
    server.shutdown()
    server.server_close()
    try:
        yield
    finally:
        server.socket = socket.create_server(("127.0.0.1", gateway.port), backlog=64)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()


@contextmanager
def canary() -> Iterator[tuple[int, list[str]]]:
    """Another server of this machine; it lists what it was asked, and should never be."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version: ClassVar[str] = "HTTP/1.0"

        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
