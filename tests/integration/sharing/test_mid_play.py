"""A guest who watches while the take is deleted for good, with a real web process: the next range is a 404."""

import contextlib
import http.client
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.installation import wait_until
from tests.integration.serving import Form, Web

SCRIPT = """
from tests import build
take = build.generation("ready")
print(take.pk, build.share(take)[1])
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """`manage.py serve` alone."""
    found = Web(tmp_path / "var")
    found.begin()
    yield found
    found.end()


def post(form: Form, path: str, **fields: str) -> int:
    """Press a button of the owner's page; the status."""
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": form.fields["csrfmiddlewaretoken"], **fields})
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", form.web.port, timeout=20)) as line:
        line.request("POST", path, body, form.headers)
        return line.getresponse().status


def test_deleting_for_good_ends_a_guest_s_clip_at_the_next_range(web: Web) -> None:
    """206 while it is there; 404 from the click on, for clip, picture and page; no file of it is left."""
    take, token = web.run(SCRIPT).split()[-2:]
    where = f"/s/{token}/1/clip.mp4"
    assert web.get(where, {"Range": "bytes=0-99"}).status == 206
    form = Form(web, "unused")
    assert post(form, "/generations/deletion/", g=take) == 302
    assert web.get(where, {"Range": "bytes=100-199"}).status == 404
    html = web.get("/generations/").body.decode()
    moment = html.split('name="moment" value="')[1].split('"')[0]
    assert post(form, "/generations/erasure/", moment=moment) == 302
    for path in (where, f"/s/{token}/", f"/s/{token}/1/poster.webp"):
        assert web.get(path, {"Range": "bytes=100-199"}).status == 404
    media = web.data_dir / "media"
    assert wait_until(lambda: not [each for each in media.rglob("*") if each.is_file()], 20)
