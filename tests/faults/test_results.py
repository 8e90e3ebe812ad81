"""Rows 35–40: the finished clip, and what may keep us from having it."""

import ctypes
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from playground.models import Generation
from tests.faults.crew import Crew
from tests.faults.raw import Raw, canary, says, speaks_raw
from tests.faults.test_processes import paid
from tests.integration.scripted import Answer, Call, html

LIBC = ctypes.CDLL(None)
MEBIBYTE = 1024 * 1024
VIDEO = "video/mp4"
PLAYLIST = b"#EXTM3U\n#EXTINF:6,\nhttp://127.0.0.1:1/part.ts\n"
PAGE = b"<html><script>alert(1)</script></html>"


def waits_for_its_clip(row: Generation) -> bool:
    """Finished upstream, and the card says that the download is tried again."""
    return (row.state, row.reason) == ("fetching", "download_failed")


def kept(crew: Crew) -> int:
    """Bytes below the media folder; a temporary file that goes while we look has none."""
    found = 0
    for path in crew.media.rglob("*"):
        with suppress(FileNotFoundError):
            found += path.stat().st_size if path.is_file() else 0
    return found


def refuses_then_has_it(crew: Crew, answer: Answer, words: str = "") -> None:
    """One such answer: nothing is served, the take waits and says why; then the clip comes."""
    speaks_raw(crew.gateway)
    before = kept(crew)
    crew.gateway.always["file"] = answer
    take = crew.click()
    row = crew.until(waits_for_its_clip)
    assert words in row.last_poll_error.lower()
    assert crew.browser.get(f"/generations/{take.pk}/clip.mp4").status == 404
    assert kept(crew) - before < MEBIBYTE
    crew.gateway.always.clear()
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}


@pytest.mark.parametrize("status", [403, 410])
def test_row_35_an_expired_address_is_asked_for_again(crew: Crew, status: int) -> None:
    """Row 35: the task is looked up again for a fresh address, and the clip arrives."""
    crew.gateway.says("file", html(status))
    take = crew.click()
    crew.until("ready")
    assert (len(crew.gateway.called("file")), paid(crew)) == (2, {1})
    assert take.events.filter(name="asking for a fresh address").count() == 1


def test_row_35_after_three_fresh_addresses_a_person_may_look_again(crew: Crew) -> None:
    """Row 35: no address is good: the result is lost, the money spent, and a button looks once more."""
    crew.gateway.always["file"] = html(410)
    take = crew.click()
    row = crew.until("failed")
    assert (row.error_code, row.charged, len(crew.gateway.called("file"))) == ("result_expired", "yes", 4)
    address = f"/generations/{take.pk}/retrieval/"
    assert address.encode() in crew.browser.get(f"/generations/{take.pk}/").body
    crew.gateway.always.clear()
    crew.browser.post(address)
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_36_a_body_shorter_than_it_said_is_had_again(crew: Crew) -> None:
    """Row 36: the line breaks before the promised length; the next download brings all of it."""
    crew.gateway.says(
        "file", lambda call: Answer(200, crew.gateway.film(call.name), {"Content-Type": VIDEO}, cut=90_000)
    )
    take = crew.click()
    crew.until("ready")
    assert crew.gateway.downloads(take) == 2


@pytest.mark.parametrize("framing", ["Transfer-Encoding: chunked", ""], ids=["broken chunk", "closed early"])
def test_row_36_a_cut_that_nobody_told_of_is_found(crew: Crew, framing: str) -> None:
    """Row 36: a chunk that breaks off, or a body that ends too early with its connection: the file shows it."""
    speaks_raw(crew.gateway)

    def cut(call: Call) -> Answer:
        half = crew.gateway.film(call.name)[:120_000]
        body = b"%x\r\n%b\r\n40000\r\nand" % (len(half), half) if framing else half
        return Raw(play=says(body, kind=VIDEO, framing=framing))

    crew.gateway.says("file", cut)
    take = crew.click()
    crew.until("ready")
    assert (crew.gateway.downloads(take), paid(crew)) == (2, {1})


def test_row_36_a_cut_download_goes_on_where_it_broke(crew: Crew) -> None:
    """Row 36: a server that names a strong ETag is asked for the rest alone, and the whole is checked."""
    asked: list[str] = []

    def part(call: Call) -> Answer:
        film = crew.gateway.film(call.name)
        asked.append(call.headers.get("range", ""))
        named = {"Content-Type": VIDEO, "ETag": '"one"'}
        if not asked[-1]:
            return Answer(200, film, named, cut=150_000)
        begin = int(asked[-1].removeprefix("bytes=").removesuffix("-"))
        return Answer(
            206, film[begin:], named | {"Content-Range": f"bytes {begin}-{len(film) - 1}/{len(film)}"}
        )

    crew.gateway.says("file", part, part)
    crew.click()
    crew.until("ready")
    assert asked == ["", "bytes=150000-"]


WRONG: dict[str, Answer] = {
    "a page": Answer(200, PAGE, {"Content-Type": "text/html"}),
    "a page called video": Answer(200, PAGE, {"Content-Type": VIDEO}),
    "a playlist": Answer(200, PLAYLIST, {"Content-Type": VIDEO}),
    "nothing": Answer(200, b"", {"Content-Type": VIDEO}),
    "packed": Answer(
        200, b"\x1f\x8b\x08" + bytes(50_000), {"Content-Type": VIDEO, "Content-Encoding": "gzip"}
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_row_37_what_is_no_clip_is_refused(crew: Crew, kind: str) -> None:
    """Row 37: nothing of it is kept or served, whatever it calls itself; a real clip is taken later."""
    refuses_then_has_it(crew, WRONG[kind])


def test_row_38_a_file_that_says_it_is_huge_is_not_begun(crew: Crew) -> None:
    """Row 38: three gibibytes are announced: too large, in words, and not a mebibyte of them is on the disk."""
    huge = Raw(play=says(bytes(MEBIBYTE), kind=VIDEO, framing=f"Content-Length: {3 * 1024**3}"))
    refuses_then_has_it(crew, huge, "at most")


def test_row_39_a_redirect_to_elsewhere_is_refused(crew: Crew) -> None:
    """Row 39: to this machine, to the metadata address, to a name that means this machine: nobody there is asked."""
    with canary() as (port, asked):
        places = [f"http://127.0.0.1:{port}/", "http://169.254.169.254/latest/", f"http://localhost:{port}/"]
        crew.gateway.says("file", *[Answer(302, b"", {"Location": place}) for place in places])
        take = crew.click()
        crew.until("ready", seconds=16)
        assert take.events.filter(name="download failed").exists()
    assert asked == []
    calls = crew.gateway.called("file")
    assert (len(calls), [call for call in calls if "authorization" in call.headers]) == (4, [])


@contextmanager
def in_its_place(folder: Path) -> Iterator[None]:
    """A folder that can't be written to, whoever tries: a file has its name."""
    file = folder.with_name(f"{folder.name}.aside")
    folder.mkdir(exist_ok=True)
    file.touch()
    exchange(folder, file)
    try:
        yield
    finally:
        exchange(folder, file)
        file.unlink()


def exchange(one: Path, other: Path) -> None:
    """Each gets the other's name in one step: between two, a downloader would make itself a folder."""
    here, exchanged = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    assert LIBC.renameat2(here, bytes(one), here, bytes(other), exchanged) == 0


@contextmanager
def at_most(crew: Crew, size: int) -> Iterator[None]:
    """No process of the clusters can make a file longer than `size` bytes, as on a disk that is full."""
    before, hard = resource.prlimit(crew.clusters[0].pid, resource.RLIMIT_FSIZE)
    limit(crew, (size, hard))
    try:
        yield
    finally:
        limit(crew, (before, hard))


def limit(crew: Crew, to: tuple[int, int]) -> None:
    """The same for all that lives, and for what was born meanwhile: a child has its parent's limit."""
    done: set[int] = set()
    while new := {pid for cluster in crew.clusters for pid in cluster.session()} - done:
        for pid in new:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, to)
        done |= new


def test_row_40_a_full_disk_delays_the_download(crew: Crew) -> None:
    """Row 40: the temporary file can't grow: the take waits and says so, pages go on; with space it arrives."""
    crew.gateway.always["file"] = Answer(200, bytes(40 * MEBIBYTE), {"Content-Type": VIDEO})
    with at_most(crew, 20 * MEBIBYTE):
        crew.click()
        row = crew.until(waits_for_its_clip)
        assert "disk" in row.last_poll_error.lower()
        assert crew.browser.get("/").status == 200
        crew.gateway.always.clear()
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}


@pytest.mark.parametrize("place", ["", "temp", "workspace"])
def test_row_40_a_folder_that_cannot_be_written_delays_the_clip(crew: Crew, place: str) -> None:
    """Row 40: no temporary file, no place to move it to: it waits with its reason and goes on by itself after."""
    crew.until("ready", crew.click("The one before"))
    folder = crew.media / {"workspace": str(crew.clicked[0].workspace_id)}.get(place, place)
    with in_its_place(folder):
        crew.until(waits_for_its_clip, crew.click())
        assert crew.browser.get("/").status == 200
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}


def test_row_40_a_database_that_cannot_grow_stops_nothing_for_good(crew: Crew) -> None:
    """Row 40: the clusters can write no row (on a server's disk: the server is gone): nothing is lost or paid twice."""
    crew.click("Before")
    with at_most(crew, 1) if crew.ground.kind == "sqlite" else crew.ground.away():
        late = crew.click_later()
        time.sleep(1.0)
    crew.click(token=late)  # or it would come in another row
    crew.click("After")
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}
