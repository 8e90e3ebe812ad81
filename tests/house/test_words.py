"""What the project does not speak of: the machine it was written on, registries, the tools that were at hand."""

import re

import pytest

from tests.house.tree import name, texts

# Each word is written so that it does not match itself.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:wor[k]|roo[t]|farm|home/[a-z]+|User[s]/[a-z]+)/",
    "a registry's host": r"(?:pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.|deb\.debia[n]\.org)",
    "a tool or a session": r"\b(?:sub-?agen[t]|claud[e]|anthropi[c]|copilo[t]|chatgp[t]|farm-(?:studio|bench))\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    """The files read the same wherever and however they were written."""
    found = [
        f"{name(path)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(FORBIDDEN[what], line, re.IGNORECASE)
    ]
    assert found == []
