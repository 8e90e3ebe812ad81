"""Amounts of credits, sizes and folders in the environment."""

from pathlib import Path

import pytest

from playground.environment import BadEnvironment, folder, milli_credits, size


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("", 10_000), ("2.5", 2500), ("0", 0), ("none", None), ("None", None), ("1000000", 10**9)],
)
def test_credits_are_read_as_milli_credits(
    monkeypatch: pytest.MonkeyPatch, typed: str, milli: int | None
) -> None:
    """With the default where nothing is said, and a word for no limit."""
    monkeypatch.setenv("DEFAULT_ALLOWANCE", typed)
    assert milli_credits("DEFAULT_ALLOWANCE", "10") == milli


@pytest.mark.parametrize("typed", ["ten", "-1", "1.2345", "NaN", "Infinity", "1000001"])
def test_what_is_no_amount_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Nothing starts with a limit that was meant otherwise."""
    monkeypatch.setenv("DEFAULT_ALLOWANCE", typed)
    with pytest.raises(BadEnvironment, match="DEFAULT_ALLOWANCE must be credits"):
        milli_credits("DEFAULT_ALLOWANCE", "10")


@pytest.mark.parametrize(
    ("typed", "octets"),
    [
        ("", 2 * 1024**3),
        ("0", 0),
        ("4096", 4096),
        ("10 B", 10),
        ("500 MB", 500 * 1024**2),
        ("3tb", 3 * 1024**4),
    ],
)
def test_sizes_are_read_as_bytes(monkeypatch: pytest.MonkeyPatch, typed: str, octets: int) -> None:
    """A number of bytes, or of a unit, written in either case."""
    monkeypatch.setenv("UPLOADS_PER_PERSON", typed)
    assert size("UPLOADS_PER_PERSON", "2 GB") == octets


@pytest.mark.parametrize("typed", ["much", "-1", "1.5 GB", "2 PB", "GB", "2 GB a month"])
def test_what_is_no_size_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Nothing starts with a limit that was meant otherwise."""
    monkeypatch.setenv("UPLOADS_PER_PERSON", typed)
    with pytest.raises(BadEnvironment, match="UPLOADS_PER_PERSON must be bytes or a size such as"):
        size("UPLOADS_PER_PERSON", "2 GB")


def test_a_folder_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the ones above it, for nobody else to read."""
    monkeypatch.setenv("DATA_DIR", f"{tmp_path}/new/var")
    assert folder("DATA_DIR", tmp_path).stat().st_mode & 0o777 == 0o700


def test_what_can_be_no_folder_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file has that name: whoever starts it reads which variable, which path and why."""
    (tmp_path / "var").touch()
    monkeypatch.setenv("DATA_DIR", f"{tmp_path}/var")
    with pytest.raises(BadEnvironment, match=r"DATA_DIR must be a folder .*/var \(File exists\)"):
        folder("DATA_DIR", tmp_path)
