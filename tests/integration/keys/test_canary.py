"""A key is nowhere but in its sealed row: in no page, log, table, file, job, error, recipe or repr."""

import io
import logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.core import mail
from django.db import connection as database
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils.log import AdminEmailHandler

from playground import access, connection
from playground.jobs.desk import Desk
from playground.jobs.share import Share
from playground.models import Connection, User, WorkspaceKey
from playground.models.lifecycle import Fence
from tests import build
from tests.integration import queue
from tests.integration.conftest import Watch
from tests.integration.keys.conftest import ByKey, Enter, has_key
from tests.integration.scripted import Scripted, error

CANARY = "sk-canary" + "0c4n4ry" * 6
PAGES = (
    "/", "/connection/", "/connection/banner/", "/connection/limits/", "/connection/balance/", "/generations/",
    "/models/", "/models/gemini_omni_flash/", "/prices/", "/prices.toml", "/ledger/", "/shares/", "/simulator/",
    "/references/", "/health/ready", "/nowhere/",
)  # fmt: skip
OF_A_TAKE = ("", "card/", "tile/", "lineage/", "frame/", "clip.mp4", "download/")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, from DEBUG up, tracebacks included, without the filter of our own handler."""
    heard = io.StringIO()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(level)


def kept() -> str:
    """Every row of every table, and SQLite's files byte by byte."""
    found = []
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    if database.vendor == "sqlite":
        files = [Path(f"{database.settings_dict['NAME']}{end}") for end in ("", "-wal")]
        found += [file.read_bytes().decode("latin-1") for file in files if file.is_file()]
    return "\n".join(found)


async def read(answer: StreamingHttpResponse) -> bytes:
    """A clip, or a download with its recipe."""
    return b"".join([piece async for piece in answer.streaming_content])


@contextmanager
def a_row_that_cannot_be_written() -> Iterator[None]:
    """Our own mistake in the middle of it all."""

    def write(execute, sql, params, many, context):
        if "INSERT" in sql and "workspacekey" in sql:
            raise RuntimeError("a mistake of ours")
        return execute(sql, params, many, context)

    with database.execute_wrapper(write):
        yield


def test_no_page_log_row_or_file_holds_it(
    gateway: Scripted, by_key: ByKey, enter: Enter, watch: Watch, page: Client, log: io.StringIO
) -> None:
    """Entered, used for a take that ends, refused for the next one: then everything is searched for it."""
    assert enter(CANARY).status_code == 302
    take = watch(build.asked(), "ready")
    by_key.refused = {CANARY}
    gateway.always["create"] = error(401, 401, f"{CANARY} is not known here")
    watch(build.asked("Another"), lambda row: row.reason == "key_refused")
    assert any(CANARY in call.headers["authorization"] for call in gateway.called("create"))
    paths = [
        *PAGES,
        *(f"/generations/{take.pk}/{part}" for part in OF_A_TAKE),
        f"/generations/{take.pk}.json",
    ]
    for path in paths:
        answer = page.get(path)
        content = async_to_sync(read)(answer) if answer.streaming else answer.content
        assert (path, CANARY.encode() in content) == (path, False)
        assert CANARY not in repr(answer.headers)
    assert CANARY not in kept()
    assert CANARY not in log.getvalue()


def test_no_job_holds_it(gateway: Scripted, enter: Enter, page: Client) -> None:
    """What lies in the queue is ids and numbers, as bytes and opened."""
    enter(CANARY)
    page.post("/connection/test/")
    assert queue.waiting()
    for task in queue.waiting():
        assert all(isinstance(arg, int | str) for arg in task["args"])
        assert CANARY not in repr(task)
        assert CANARY.encode() not in pickle.dumps(task)


def test_no_error_page_or_mail_holds_it(enter: Enter, settings, log: io.StringIO, owner: User) -> None:
    """A mistake of ours while a key is stored: the 500 page, the log and the mail with all variables of all frames."""
    settings.DEBUG, settings.ADMINS = False, ["admin@studio.example"]
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    try:
        browser = Client(raise_request_exception=False)
        with a_row_that_cannot_be_written():
            answer = browser.post("/connection/key/", {"key": CANARY})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert (answer.status_code, CANARY in answer.text, len(mail.outbox) > 0) == (500, False, True)
    told = "".join(f"{each.body} {each.alternatives}" for each in mail.outbox)
    assert ("a mistake of ours" in told, CANARY in told, CANARY in log.getvalue()) == (True, False, False)
    assert not WorkspaceKey.objects.exists()


def test_no_repr_and_no_pickle_holds_it(gateway: Scripted, owner: User) -> None:
    """Of nothing that holds the key on its way: rows, the upstream, a watcher's line and its clients."""
    has_key(owner, CANARY)
    line = access.get_connection_to_use(owner)
    upstream = connection.upstream_of(line)
    assert upstream.key == CANARY
    watched = Desk(Fence("watch", 1), Share(0, 1)).line(line)
    held = [line, line.own_key, upstream, watched, watched._new(), *vars(watched).values()]
    held += [vars(line), vars(line.own_key), *Connection.objects.values(), *WorkspaceKey.objects.values()]
    assert CANARY not in "".join(f"{each!r} {each!s}" for each in held)
    assert CANARY.encode() not in pickle.dumps([line, line.own_key])
