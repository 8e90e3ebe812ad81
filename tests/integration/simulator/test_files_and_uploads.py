"""Results, uploads, ranges, expiry."""

from typing import Any

import pytest

from .conftest import FILM, Gateway

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(64)


def upload(gateway: Gateway, kind: str, content: bytes, name: str = "a.bin") -> Any:
    return gateway.http.post(f"/v1/uploads/{kind}", files={"file": (name, content)}, headers=gateway.bearer)


def test_results_answer_ranges_and_heads(gateway: Gateway) -> None:
    """206 for a part, length without body for HEAD."""
    url = gateway.finished()["result"]["data"][0]["url"]
    part = gateway.http.get(url, headers={"Range": "bytes=3-5"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"345", "bytes 3-5/100")
    head = gateway.http.head(url)
    assert (head.content, head.headers["content-length"], head.headers["content-type"]) == (
        b"",
        "100",
        "video/mp4",
    )


def test_results_expire_after_a_day(gateway: Gateway) -> None:
    """Fetched until the last second, refused from then on."""
    task = gateway.finished()
    url = task["result"]["data"][0]["url"]
    gateway.clock.now = task["expires_at"] - 1
    assert gateway.http.get(url).content == FILM
    gateway.clock.now = task["expires_at"]
    assert gateway.http.get(url).status_code == 403


@pytest.mark.parametrize(
    ("kind", "content", "mime"), [("images", PNG, "image/png"), ("videos", MP4, "video/mp4")]
)
def test_uploads_come_back_as_they_went(gateway: Gateway, kind: str, content: bytes, mime: str) -> None:
    """The documented envelope, and an address that serves the same bytes."""
    answer = upload(gateway, kind, content, "../../etc/passwd").json()
    assert answer["success"] is True
    assert (answer["data"]["mime_type"], answer["data"]["size"]) == (mime, len(content))
    served = gateway.http.get(answer["data"]["url"])
    assert (served.content, served.headers["content-type"]) == (content, mime)


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("images", b"<svg/>", "Unsupported image type. Allowed: JPEG, PNG, WebP, GIF"),
        ("images", MP4, "Unsupported image type. Allowed: JPEG, PNG, WebP, GIF"),
        ("images", PNG + bytes(10 << 20), "Image too large. Maximum size is 10MB"),
        ("videos", PNG, "Unsupported or invalid video file. Allowed: MP4, WebM, MOV"),
    ],
)
def test_unfit_uploads_are_refused_in_the_upload_envelope(
    gateway: Gateway, kind: str, content: bytes, message: str
) -> None:
    """400 with success false and the documented words."""
    answer = upload(gateway, kind, content)
    assert (answer.status_code, answer.json()) == (400, {"success": False, "message": message})


@pytest.mark.parametrize(
    "path", ["/files/uploads/..%2fshelf.sqlite3", "/files/uploads/x.png", "/files/videos/x/y.mp4"]
)
def test_nothing_else_is_served(gateway: Gateway, path: str) -> None:
    """No path leads out of the folders, and none is guessed."""
    assert gateway.http.get(path).status_code == 404
