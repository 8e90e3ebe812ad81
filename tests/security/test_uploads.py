"""Check 8: no upload is larger, slower or more than we take, and none leaves anything behind."""

import asyncio
import http.client
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.core.files.uploadedfile import SimpleUploadedFile

from playground.asgi import LARGEST, Bounded
from playground.models import Blob, Generation
from tests.security.conftest import Enter, Team
from tests.security.serving import Site

PIECE = 64 * 1024


def sent(app: Bounded, pieces: Any) -> tuple[int, int]:
    """(status, pieces taken) of a POST whose body comes like that; `pieces` yields bytes, or seconds to wait."""
    taken, is_over, answers = 0, False, []

    async def receive() -> dict[str, Any]:
        nonlocal taken, is_over
        if is_over:
            await asyncio.Event().wait()  # nobody leaves
        piece = next(pieces, None)
        is_over = piece is None
        if isinstance(piece, float):
            await asyncio.sleep(piece)
            piece = b"x"
        taken += 1
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/theme/", "query_string": b"", "headers": headers}
    asyncio.run(app(scope, receive, send))
    return answers[0]["status"], taken


def test_a_body_without_end_is_broken_off(settings, tmp_path: Path) -> None:
    """Check 8: a chunked body tells no length; it is 413 once it is too large, and no temporary file stays."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    app = Bounded(get_asgi_application(), largest=80 * PIECE)
    endless = iter(lambda: b"x" * PIECE, None)
    assert sent(app, endless) == (413, 81)
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_drips_is_broken_off() -> None:
    """Check 8: 408 for a pause that is too long, and for a body that takes too long altogether."""
    app = Bounded(get_asgi_application(), pause=0.05)
    assert sent(app, iter([b"theme=", 5.0])) == (408, 1)
    slowly = Bounded(get_asgi_application(), pause=5.0, longest=0.1)
    status, taken = sent(slowly, iter(lambda: 0.03, None))
    assert (status, taken < 10) == (408, True)


@pytest.mark.django_db(transaction=True)
def test_an_ordinary_body_passes() -> None:
    """Check 8: in one piece or in many, of the very size that is allowed."""
    app = Bounded(get_asgi_application(), largest=600)
    assert sent(app, iter([b"theme=dark&x=" + b"y" * 587]))[0] == 403  # no token: Django has read it
    assert sent(app, iter([b"x"] * 600))[0] == 403
    assert sent(app, iter([b"x"] * 601))[0] == 413


def test_a_server_refuses_ten_gigabytes_before_they_come(site: Site) -> None:
    """Check 8: by the length that is declared; an absurd one, too."""
    for length in (LARGEST + 1, 10 * 1024**3, "9" * 30):
        with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as line:
            line.putrequest("POST", "/references/")
            line.putheader("Content-Length", str(length))
            line.endheaders(b"x")
            assert line.getresponse().status in (413, 400)


def test_too_many_files_are_none(team: Team, enter: Enter) -> None:
    """Check 8: 101 files, and 1,000 fields, in one form are 400, and nothing of them is kept."""
    files = [SimpleUploadedFile(f"{n}.png", b"x") for n in range(101)]
    browser = enter("editor")
    assert browser.post("/references/", {"file": files}).status_code == 400
    assert browser.post("/references/", {f"f{n}": "x" for n in range(1000)}).status_code == 400
    assert not Blob.objects.exists()
    assert not Generation.objects.exists()
