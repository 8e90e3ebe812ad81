"""A new model is one new file."""

import importlib
import sys
from pathlib import Path

import pytest

from playground.catalogue import discover, video_models
from playground.catalogue.flaws import flaws
from playground.catalogue.video_model import VideoModel

ENTRY = """
from dataclasses import replace
from playground.catalogue.entries.gemini_omni_flash import VIDEO_MODEL as GEMINI
VIDEO_MODEL = replace(GEMINI, slug="{slug}", wire_id="{wire_id}", aliases=(), rank={rank})
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes entries into a package of their own and discovers them."""
    package = tmp_path / "extra_entries"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    def put(**files: tuple[str, int]) -> tuple[VideoModel, ...]:
        for slug, (wire_id, rank) in files.items():
            (package / f"{slug}.py").write_text(ENTRY.format(slug=slug, wire_id=wire_id, rank=rank))
        importlib.invalidate_caches()
        return discover(importlib.import_module("extra_entries"))

    yield put
    for name in [name for name in sys.modules if name.startswith("extra_entries")]:
        del sys.modules[name]


def test_a_dropped_in_file_is_a_known_model(shelf):
    """No list is edited: the file being there is enough, and rank decides the order."""
    assert [model.slug for model in shelf(later=("later-1", 50), sooner=("sooner-1", 5))] == [
        "sooner",
        "later",
    ]


def test_two_entries_with_one_name_are_refused(shelf):
    """The catalogue says which two claim it."""
    with pytest.raises(ValueError, match=r"one and two|two and one"):
        shelf(one=("same", 1), two=("same", 2))


@pytest.mark.parametrize("model", video_models(), ids=lambda model: model.slug)
def test_every_shipped_entry_is_sound(model: VideoModel):
    """Names, defaults, rules and conditions fit together, and the source and its date are given."""
    assert flaws(model) == []
    assert model.source.startswith("https://")
    assert len(model.dated) == len("2026-11-22")
