"""A team's web as it stands behind a proxy with https: real process, real headers, somebody who is signed in."""

import http.client
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.integration.installation import Answer
from tests.integration.serving import Web

HOST = "films.example"
PEOPLE = """
import json
from django.test import Client
from playground.models import User, team
from tests import build
person = User.objects.create_user("editor", "editor@films.example", "a quiet harbour")
team.found_workspace("Studio", person)
take = build.generation("ready", of=person)
link, token = build.share(take, reveal="try", allows_download=True)
browser = Client()
browser.force_login(person)
print(json.dumps({"session": browser.cookies["__Host-session"].value, "take": str(take.pk), "token": token}))
"""


class Site(Web):
    """`site.ask("GET", "/")`: as the proxy passes it on; `known` names what there is in it."""

    def __init__(self, folder: Path) -> None:
        given = {"PLAYGROUND_MODE": "team", "PUBLIC_URL": f"https://{HOST}", "BEHIND_PROXY": "on"}
        super().__init__(folder, **given)
        self.known: dict[str, str] = json.loads(self.run(PEOPLE).splitlines()[-1])

    def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
        *,
        signed_in: bool = True,
        scheme: str = "https",
    ) -> Answer:
        """One request; of an answer without end, its beginning."""
        told = {"Host": HOST, "X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.7"}
        if signed_in:
            told["Cookie"] = f"__Host-session={self.known['session']}"
        if form is not None:
            told |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, urlencode(form) if form is not None else None, told | (headers or {}))
            answer = line.getresponse()
            is_stream = answer.headers.get("Content-Type") == "text/event-stream"
            return Answer(answer.status, answer.headers, answer.read(8) if is_stream else answer.read())

    def post(self, path: str, **form: str) -> Answer:
        """A form of a visitor's own page, with its token."""
        page = self.ask("GET", "/sign-in/", signed_in=False)
        secret = page.body.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        cookie = page.headers["Set-Cookie"].split(";")[0]
        return self.ask(
            "POST", path, {"Cookie": cookie, "Referer": f"https://{HOST}/"},
            {"csrfmiddlewaretoken": secret, **form}, signed_in=False,
        )  # fmt: skip


@contextmanager
def standing(folder: Path) -> Iterator[Site]:
    """A site that answers."""
    site = Site(folder)
    try:
        site.begin()
        yield site
    finally:
        site.end()
