"""The line between us and the bucket: counts what is asked, and can be cut and mended."""

import re
import socket
import threading

from tests.ports import free_ports

ASKED = re.compile(rb"^(GET|PUT|POST|HEAD|DELETE) (/\S*) HTTP/1\.1\r$", re.MULTILINE)


class Wire:
    """A relay on a port of its own. asked: "PUT /bucket/key?partNumber=2…" in order; open: connections now."""

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self.open: set[socket.socket] = set()
        self._behind = port
        self._listening: socket.socket | None = None
        (self.port,) = free_ports(1)
        self.mend()

    @property
    def url(self) -> str:
        """What AWS_ENDPOINT_URL is in these tests."""
        return f"http://127.0.0.1:{self.port}"

    def count(self, *words: str) -> int:
        """How many requests held all these words."""
        return sum(all(word in line for word in words) for line in self.asked)

    def cut(self) -> None:
        """Refuse connections and drop those there are, as a dead server does."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
        for line in list(self.open):
            _end(line)

    def mend(self) -> None:
        """Take connections again, on the same port."""
        self._listening = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                ours, _ = listening.accept()
            except OSError:
                return
            try:
                theirs = socket.create_connection(("127.0.0.1", self._behind), timeout=30)
            except OSError:
                ours.close()
                continue
            theirs.settimeout(None)
            self.open.add(ours)
            if (
                self._listening is not listening
            ):  # cut between the call and this line: it is dropped like the others
                _end(ours)
            for pair in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pass_on, args=(*pair, pair[0] is ours), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, listen: bool) -> None:
        try:
            while data := source.recv(262_144):
                if listen:
                    self.asked += [f"{verb.decode()} {path.decode()}" for verb, path in ASKED.findall(data)]
                target.sendall(data)
        except OSError:
            pass
        finally:
            self.open -= {source, target}
            _end(source)
            _end(target)


def _end(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    finally:
        line.close()
