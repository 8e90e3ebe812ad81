"""A person of the team, behind the proxy: https for the browser, plain http with the proxy's word for the web."""

import http.client
import json
import re
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.integration.installation import Answer

FORM = {"model": "gemini_omni_flash", "aspect_ratio": "16:9", "duration": "6", "resolution": "720P"}


class Person:
    """Keeps cookies as a browser does; `name` is the host that people use."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name = port, name
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        """One request as the proxy passes it on."""
        headers = {"Host": self.name, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        headers |= {"Accept-Language": "en", "Origin": f"https://{self.name}", "Sec-Fetch-Dest": "document"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body, {**headers, **more})
            response = line.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            assert "secure" in cookie.lower()
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> Answer:
        """A page; redirects are followed."""
        answer = self.ask("GET", path)
        while answer.status in (301, 302):
            answer = self.ask("GET", urlsplit(answer.headers["Location"]).path)
        return answer

    def post(self, path: str, **fields: Any) -> Answer:
        """A form with the token of the page before."""
        said = {**fields, "csrfmiddlewaretoken": self.cookies["__Host-csrf"]}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{self.name}/"}
        return self.ask("POST", path, urlencode(said).encode(), **kind)

    def choose_password(self, link: str) -> None:
        """What the operator's command printed; signed in afterwards."""
        answer = self.ask("GET", urlsplit(link).path)
        where = urlsplit(answer.headers["Location"]).path
        self.ask("GET", where)
        answer = self.post(where, password1="a quiet harbour", password2="a quiet harbour")
        assert answer.status == 302, answer.body

    def sign_in(self, email: str) -> None:
        """With the password that was chosen."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", login=email, password="a quiet harbour")
        assert answer.status == 302, answer.body

    def click(self, prompt: str) -> str:
        """The button; the path of the take it made."""
        self.get("/")
        answer = self.post("/generations/", **FORM, prompt=prompt, token=uuid.uuid4())
        assert answer.status in (302, 303), (answer.status, answer.body[:500])
        return urlsplit(answer.headers["Location"]).path

    def state(self, take: str) -> str:
        """Where it stands, for programs."""
        return str(json.loads(self.get(f"{take.rstrip('/')}.json").body)["state"])


def link_in(said: str) -> str:
    """The address in a command's output."""
    found = re.search(r"https://\S+", said)
    assert found, said
    return found[0]
