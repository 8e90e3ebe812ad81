"""The recipe inside a clip: kept by other people's tools, read as a stranger's word."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from playground.media.probe import NotAVideo, probe
from playground.media.recipe import LONGEST, NoRecipe, parse_recipe, read_recipe, recipe_text, with_recipe

from .conftest import draw_film

if TYPE_CHECKING:
    from pathlib import Path

WORDS = 'A "quiet" harbour; 安静的港口 🎬 \\ # = \nand a second line </script>'
FACTS: dict[str, Any] = {
    "model": "gemini_omni_flash",
    "request": {"model": "gemini_omni_flash", "prompt": WORDS, "duration": 6, "ours": {"deep": [1, None]}},
    "references": [{"name": "cat.png", "sha256": "a" * 64}, {"url": "https://images.example/b.png"}],
    "take": "8a1f",
    "task": "video_1",
}


def ffmpeg(*words: str) -> str:
    """Run Debian's ffmpeg; its complaints fail the test."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pictures(path: Path) -> str:
    """A hash of each stream's packets, as ffmpeg reads them."""
    return ffmpeg("-i", str(path), "-map", "0", "-c", "copy", "-f", "streamhash", "-")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two seconds with a key frame each half: it can be cut without being drawn anew."""
    return draw_film(tmp_path / "film.mp4", codec="libx264", seconds=2, preset="ultrafast", g="12")


@pytest.fixture
def carrying(film: Path, tmp_path: Path) -> Path:
    """The film with the recipe in it."""
    with_recipe(film, tmp_path / "carrying.mp4", recipe_text(FACTS))
    return tmp_path / "carrying.mp4"


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_clip_gives_back_the_recipe_it_was_given(kind: str, tmp_path: Path, request) -> None:
    """Every sign of it, in both containers, and not one packet is another."""
    source, copy = request.getfixturevalue(kind), tmp_path / f"out.{kind}"
    with_recipe(source, copy, recipe_text(FACTS))
    found = read_recipe(copy)
    assert (found.model, found.request, found.take, found.task) == (
        FACTS["model"], FACTS["request"], "8a1f", "video_1",
    )  # fmt: skip
    assert [(each.sha256, each.url) for each in found.references] == [
        ("a" * 64, ""),
        ("", "https://images.example/b.png"),
    ]
    assert pictures(copy) == pictures(source)


def test_the_source_stays_as_it_is(mp4: Path, tmp_path: Path) -> None:
    """Putting a recipe in writes a copy; two copies are the same bytes."""
    before = mp4.read_bytes()
    for name in ("a", "b"):
        with_recipe(mp4, tmp_path / name, recipe_text(FACTS))
    assert mp4.read_bytes() == before
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_copy_is_a_whole_clip_with_its_index_in_front(carrying: Path, film: Path) -> None:
    """Facts are those of the source, brands stand there once, and players can begin before the end has come."""
    ours, theirs = probe(carrying), probe(film)
    assert (ours.seconds, ours.fps, ours.codec) == (theirs.seconds, theirs.fps, theirs.codec)
    content = carrying.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert b"major_brand" not in content


def test_ffprobe_reads_it_as_the_comment(carrying: Path) -> None:
    """It stands in the tag that every tool calls comment."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format_tags=comment", "-of", "json", str(carrying)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert json.loads(told["format"]["tags"]["comment"])["request"]["prompt"] == WORDS


@pytest.mark.parametrize(
    "words",
    [
        ["-c", "copy"],
        ["-c", "copy", "-movflags", "+faststart"],
        ["-c", "copy", "-movflags", "+faststart+use_metadata_tags"],
        ["-ss", "0.6", "-t", "0.9", "-c", "copy"],
        ["-ss", "0.6", "-t", "0.9", "-c:v", "libx264", "-preset", "ultrafast"],
    ],
)
def test_it_survives_what_editors_do(carrying: Path, tmp_path: Path, words: list[str]) -> None:
    """Remux, faststart, a cut, and a cut drawn anew; twice in a row."""
    first, second = tmp_path / "first.mp4", tmp_path / "second.mp4"
    ffmpeg("-i", str(carrying), *words, str(first))
    ffmpeg("-i", str(first), "-c", "copy", "-movflags", "+faststart", str(second))
    assert read_recipe(second).request == FACTS["request"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no recipe"),
        ("Made with love", "no recipe"),
        ("[1, 2]", "no recipe"),
        ('{"prompt": "somebody else"}', "no recipe"),
        ("[" * 30_000, "no recipe"),
        ('{"playground": 1, "n": NaN}', "no recipe"),
        ('{"playground": 1, "request": {"prompt": "\\ud800"}}', "no recipe"),
        ('{"playground": 1, "request": {}}' + " " * LONGEST, "no recipe"),
        ('{"playground": 2, "request": {}}', "newer version"),
        ('{"playground": 1}', "damaged"),
        ('{"playground": 1, "request": []}', "damaged"),
        ('{"playground": 1, "request": {}, "model": 5}', "damaged"),
        ('{"playground": 1, "request": {}, "references": {}}', "damaged"),
        ('{"playground": 1, "request": {}, "references": [{"sha256": "../../etc"}]}', "damaged"),
        ('{"playground": 1, "request": {}, "references": [{"url": "javascript:alert(1)"}]}', "damaged"),
        (recipe_text({"request": {}, "references": [{"sha256": "a" * 64}] * 33}), "damaged"),
    ],
)
def test_a_text_that_is_no_recipe_is_refused(text: str, words: str) -> None:
    """Whatever is wrong with it, the reason is a sentence and nothing is half read."""
    with pytest.raises(NoRecipe, match=words):
        parse_recipe(text)


def test_a_file_that_is_no_clip_is_refused(tmp_path: Path, mp4: Path) -> None:
    """Neither a text nor half a film gives a recipe or takes one; no half copy stays."""
    (tmp_path / "a.mp4").write_bytes(b"<html>")
    (tmp_path / "cut.mp4").write_bytes(mp4.read_bytes()[:200])
    for name, words in (("a.mp4", "neither"), ("cut.mp4", "cannot be read|no recipe")):
        with pytest.raises(NoRecipe, match=words):
            read_recipe(tmp_path / name)
        with pytest.raises(NotAVideo):
            with_recipe(tmp_path / name, tmp_path / "out.mp4", "{}")
    assert not (tmp_path / "out.mp4").exists()


def test_a_clip_without_a_comment_says_so(mp4: Path) -> None:
    """An ordinary clip carries none."""
    with pytest.raises(NoRecipe, match="no recipe"):
        read_recipe(mp4)
