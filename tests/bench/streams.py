"""The composer's page of two webs, one of which has two hundred open streams: what a visitor waits for.

They are asked by turns, so that whatever else this machine does is in both figures.
"""

import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.stage import Measure, percentile
from tests.integration.serving import Web

PEOPLE, EACH = 20, 10  # a person may have twelve
ASKED, WARM = 420, 20  # of each; what the first pages do once is neither's
SIGNED_IN = f"""
from django.test import Client
from playground.models import Membership, User, team
people = [User.objects.create_user(f"person{{number}}") for number in range({PEOPLE})]
studio = team.found_workspace("Studio", people[0])
for person in people:
    if person != people[0]:
        Membership.objects.create(workspace=studio, user=person, role="editor")
    browser = Client()
    browser.force_login(person)
    print(browser.cookies["session"].value)
"""


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        alone, beside = (stack.enter_context(_team(Path(folder) / name)) for name in ("alone", "beside"))
        for person in beside.people * EACH:
            stack.enter_context(_stream(beside, person))
        times = [(_page(alone), _page(beside)) for _ in range(ASKED)][WARM:]
    count = PEOPLE * EACH
    for share, most in ((0.5, 2), (0.99, 4)):
        without, with_them = (percentile([*side], share) for side in zip(*times, strict=True))
        name = f"p{share * 100:.0f}"
        yield f"/ of a team, no stream open, {name}", without, None, "ms"
        yield f"/ of a team, {count} streams open, {name}", with_them, None, "ms"
        yield f"/ beside {count} open streams, {name}: times as long as alone", with_them / without, most, "×"


class Team(Web):
    """A web, and each person's session."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, PLAYGROUND_MODE="team")
        self.people = self.run(SIGNED_IN).split()[-PEOPLE:]


@contextmanager
def _team(folder: Path) -> Iterator[Team]:
    web = Team(folder)
    try:
        web.begin()
        yield web
    finally:
        web.end()


def _page(web: Team) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    assert web.get("/", {"Cookie": f"session={web.people[0]}"}).status == 200
    return (time.perf_counter() - began) * 1000


def _stream(web: Team, person: str) -> socket.socket:
    """A stream that was answered and stays open."""
    line = socket.create_connection(("127.0.0.1", web.port), timeout=30)
    line.sendall(f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={person}\r\n\r\n".encode())
    head = line.recv(4096)
    assert b" 200 " in head.split(b"\r\n", 1)[0], head
    return line
