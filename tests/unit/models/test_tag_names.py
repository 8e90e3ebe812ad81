"""Tags as people type them."""

import pytest

from playground.models.judging import tag_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("boats, night  sky ,boats", ["boats", "night sky"]),
        ("Boats,boats", ["boats"]),
        ("小船，夜晚、雨；风", ["小船", "夜晚", "雨", "风"]),
        (" , ;", []),
        ("x" * 60, ["x" * 40]),
    ],
)
def test_tags_are_taken_from_a_line(text: str, names: list[str]) -> None:
    """Commas of either keyboard part them; each word counts once."""
    assert tag_names(text) == names
