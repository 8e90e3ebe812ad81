"""Every model's rules as a client meets them."""

import io
from pathlib import Path

import av
import pytest
from PIL import Image

from playground.simulator.film.cutting import draw, frames
from playground.simulator.film.references import fitted
from playground.simulator.film.request import FilmRequest
from playground.simulator.orders import film_order
from playground.simulator.rules import listed

from .conftest import Gateway

EDIT = "gemini-omni-flash-preview-official"


def uploaded(gateway: Gateway, kind: str, content: bytes) -> str:
    files = {"file": ("a.bin", content)}
    answer = gateway.http.post(f"/v1/uploads/{kind}", files=files, headers=gateway.bearer).json()
    return str(answer["data"]["url"])


def png(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(content, "PNG")
    return content.getvalue()


def test_the_list_of_video_models_is_whole(gateway: Gateway) -> None:
    """GET /v1/models?type=video names every model that has rules."""
    answer = gateway.http.get("/v1/models?type=video", headers=gateway.bearer).json()
    assert [row["id"] for row in answer["data"]] == list(listed())
    assert len(listed()) > 40


def test_a_trap_is_a_400_that_names_the_field(gateway: Gateway) -> None:
    """The envelope of the task pages; nothing is charged."""
    answer = gateway.create(model="veo3.1-fast", resolution="1080p")
    message = "Invalid request: resolution must be sent as metadata.resolution"
    assert answer.status_code == 400
    assert answer.json()["error"] == {"code": 400, "message": message, "type": "invalid_request_error"}
    assert gateway.credits() == 1000


def test_what_does_not_fit_the_task_fails_later(gateway: Gateway) -> None:
    """Seedance 2.5 accepts a mix of frames and references, fails with its own code, and gives the credits back."""
    mixed = [
        {"url": "https://example.com/a.jpg", "role": role} for role in ("first_frame", "reference_image")
    ]
    task_id = gateway.create(model="seedance-2-5", image_with_roles=mixed).json()["id"]
    assert gateway.credits() < 1000
    gateway.clock.now += 20
    task = gateway.task(task_id).json()
    assert (task["status"], task["error"]["code"]) == ("failed", "InvalidParameter.TaskTypeConstraint")
    assert gateway.credits() == 1000


@pytest.mark.parametrize(("size", "status"), [((1280, 720), 200), ((640, 360), 400)])
def test_an_uploaded_picture_is_measured(gateway: Gateway, size: tuple[int, int], status: int) -> None:
    """Sora's official channel takes exact sizes only."""
    url = uploaded(gateway, "images", png(*size))
    assert gateway.create(model="sora-2-official", image_urls=[url]).status_code == status


def test_an_edit_orders_a_film_of_its_clip(gateway: Gateway) -> None:
    """A clip made here is what the film follows and refers to; the card says what is done with it."""
    made = gateway.finished()
    url = made["result"]["data"][0]["url"]
    shelf = gateway.http.app.state.desk.shelf  # type: ignore[attr-defined]
    order = film_order({"model": EDIT, "prompt": "rain", "video_list": [{"video_url": url}]}, shelf)
    task = shelf.find(made["id"])
    assert order.references == (shelf.films / f"{task.film}.mp4",)
    assert (order.follows, order.card) == (order.references[0], "edit")


def test_first_and_last_frames_are_found(gateway: Gateway) -> None:
    """By role, in whatever order they stand; what is not ours is left alone."""
    first, last = (uploaded(gateway, "images", png(*size)) for size in ((400, 300), (300, 400)))
    roles = [{"url": last, "role": "last_frame"}, {"url": first, "role": "first_frame"}]
    shelf = gateway.http.app.state.desk.shelf  # type: ignore[attr-defined]
    order = film_order({"model": "seedance-2", "image_with_roles": roles}, shelf)
    assert [path and path.name for path in (order.opening, order.closing)] == [
        url.rsplit("/", 1)[1] for url in (first, last)
    ]
    away = [{"url": "https://example.com/files/uploads/1_a.png", "role": "first_frame"}]
    assert film_order({"model": "seedance-2", "image_with_roles": away}, shelf).references == ()


def test_a_film_begins_and_ends_with_the_given_frames(tmp_path: Path) -> None:
    """Red first, green last."""
    red, green = tmp_path / "red.png", tmp_path / "green.png"
    Image.new("RGB", (300, 200), (200, 30, 30)).save(red)
    Image.new("RGB", (300, 200), (30, 160, 30)).save(green)
    request = FilmRequest("sea", 128, 72, 5, 1, (red, green), opening=red, closing=green)
    shown = [frame.picture().getpixel((64, 36)) for frame in frames(request)]
    assert shown[0] == pytest.approx((200, 30, 30), abs=6)
    assert shown[-1] == pytest.approx((30, 160, 30), abs=6)


def test_an_edit_begins_with_its_clip_under_a_card(tmp_path: Path) -> None:
    """Square like the clip that it follows; the card lies in the lower left, and is gone in the end."""
    clip = tmp_path / "clip.mp4"
    draw(FilmRequest("a beach", 96, 96, 1, 7), clip)
    request = fitted(FilmRequest("forest", 128, 72, 4, 1, (clip,), follows=clip))
    assert (request.width, request.height) == (72, 72)
    plain = [frame.picture() for frame in frames(request)]
    carded = [frame.picture() for frame in frames(FilmRequest(**{**vars(request), "card": "edit"}))]
    corner = (0, 36, 40, 72)
    assert plain[0].crop(corner).tobytes() != carded[0].crop(corner).tobytes()
    assert plain[0].crop((40, 0, 72, 36)).tobytes() == carded[0].crop((40, 0, 72, 36)).tobytes()
    assert plain[-1].tobytes() == carded[-1].tobytes()


def test_a_large_film_is_laid_small_and_comes_out_large(tmp_path: Path) -> None:
    """1,080 lines are ordered, and 1,080 are in the file."""
    path = tmp_path / "film.mp4"
    draw(FilmRequest("a lake", 1920, 1080, 1, 7), path)
    with av.open(str(path)) as film:
        video = film.streams.video[0]
        assert (video.width, video.height, video.frames) == (1920, 1080, 24)
