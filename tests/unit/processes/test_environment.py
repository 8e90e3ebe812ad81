"""Amounts of credits in the environment."""

import pytest

from playground.environment import BadEnvironment, milli_credits


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
