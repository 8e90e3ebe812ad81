"""A person's browser, as far as the fault rows need one: forms, pages and streams, and an eye for a leaked key."""

import http.client
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlencode

from tests.integration.installation import Answer

CSRF = "f" * 32
FORM = {"model": "gemini_omni_flash", "aspect_ratio": "16:9", "duration": "6", "resolution": "720P"}


class Refused(Exception):
    """The web process gave another answer than a take's address."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.status} {answer.body[:2000]!r}")
        self.answer = answer


class Browser:
    """`leaks` are the addresses whose answers held the key."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self._key, self.leaks = port, key.encode(), list[str]()

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request on a connection of its own. Raises OSError and HTTPException when nobody answers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=25)
        try:
            line.request(method, path, body, {"Accept-Language": "en", **named})
            response = line.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            line.close()
        if self._key in answer.body or self._key in bytes(answer.headers):
            self.leaks.append(path)
        return answer

    def get(self, path: str) -> Answer:
        """One page."""
        return self.ask("GET", path)

    def post(self, path: str, **fields: Any) -> Answer:
        """One form, with the CSRF token that its page had."""
        said = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={CSRF}"}
        return self.ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": CSRF}).encode(), **said)

    def click(self, prompt: str, *, token: uuid.UUID | None = None, **fields: Any) -> str:
        """The button; the id of the take that it made. Raises Refused."""
        answer = self.post(
            "/generations/", **{**FORM, "prompt": prompt, "token": token or uuid.uuid4(), **fields}
        )
        found = re.search(r"/generations/([0-9a-f-]{36})/", answer.headers.get("Location") or "")
        if not found:
            raise Refused(answer)
        return found[1]

    def try_click(self, prompt: str, token: uuid.UUID) -> None:
        """The same, whatever comes of it."""
        with suppress(Refused, OSError, http.client.HTTPException):
            self.click(prompt, token=token)

    def card(self, take: Any) -> tuple[str, str]:
        """The state and the reason that a take's page shows."""
        page = self.get(f"/generations/{take.pk}/").body.decode()
        root = re.search(rf'<\w+[^>]* id="generation-{take.pk}"[^>]*>', page)
        if root is None:
            return "", ""
        shown = dict(re.findall(r'data-(state|reason)="([^"]*)"', root[0]))
        return shown.get("state", ""), shown.get("reason", "")

    def json(self, take: Any) -> dict[str, Any]:
        """A take for programs."""
        found: dict[str, Any] = json.loads(self.get(f"/generations/{take.pk}.json").body)
        return found

    def is_answered(self) -> bool:
        """Whether the web process is there."""
        try:
            return self.get("/health/live").status == 200
        except (OSError, http.client.HTTPException):
            return False

    @contextmanager
    def stream(self, since: str = "") -> Iterator[http.client.HTTPResponse]:
        """The live stream, from `since` on."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", "/live/", headers={"Last-Event-ID": since} if since else {})
        try:
            yield line.getresponse()
        finally:
            line.close()
