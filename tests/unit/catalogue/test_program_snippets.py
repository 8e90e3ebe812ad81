"""The request as a program; that the programs run is proved in tests/integration/test_snippets.py."""

import ast
import re

import pytest

from playground.catalogue import video_model
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.snippets import SNIPPETS, Snippet, render

GEMINI = video_model("gemini_omni_flash")
BASE = "https://toapis.com/v1"
EACH = pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.slug)
CURL, PYTHON, JAVASCRIPT = SNIPPETS
ODD = "true \"null\" \\ %REQUEST% %BASE_URL% $HOME `id` $(id) ${x} $& 你好 🎬\u2028\nJSON\nEOF '''"


def text_of(**values: object) -> str:
    """The shown request for a prompt full of traps."""
    return request_text(request_fields(GEMINI, GEMINI.defaults() | {"prompt": ODD} | values))


@EACH
def test_a_program_holds_the_address_and_no_key(snippet: Snippet):
    """All holes are filled, /v1 stands once, the key is read from the environment."""
    program = render(snippet, BASE, request_text({"model": "m"}))
    assert not re.search("%[A-Z_]+%", program)
    assert "https://toapis.com" in program
    assert "/v1/videos/generations" in program
    assert "/v1/v1" not in program
    assert "TOAPIS_API_KEY" in program
    assert "sk-" not in program


@pytest.mark.parametrize("snippet", [CURL, JAVASCRIPT], ids=lambda snippet: snippet.slug)
def test_json_stands_in_the_program_as_it_is_shown(snippet: Snippet):
    """The shell's quoted heredoc and JavaScript both take the text unchanged."""
    assert text_of() in render(snippet, BASE, text_of())


def test_no_line_of_a_request_can_end_the_heredoc():
    """Every line of the text is indented or a brace, whatever the prompt holds."""
    assert all(line[:1] in (" ", "{", "}") for line in text_of().split("\n"))


def test_python_reads_the_request_as_the_same_object():
    """Words of JSON become Python's outside of strings only."""
    text = request_text({"prompt": ODD, "a": True, "b": [None, False], "c": "true"})
    program = ast.parse(render(PYTHON, BASE, text))
    [value] = [
        node.value
        for node in program.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "request"
    ]
    assert ast.literal_eval(value) == {"prompt": ODD, "a": True, "b": [None, False], "c": "true"}


@EACH
def test_a_waiting_file_is_pointed_out(snippet: Snippet):
    """The note comes with the first upload: item, not with a prompt that speaks of one."""
    assert snippet.note in render(snippet, BASE, text_of(image_urls=["upload:a.png"]))
    assert snippet.note not in render(
        snippet, BASE, text_of(prompt='"upload:a" url": "upload:', image_urls=[])
    )


@pytest.mark.parametrize(
    "address", ["https://a.b", "https://a.b/", "https://a.b/v1", "https://a.b/v1/", "https://a.b//v1"]
)
def test_any_spelling_of_the_base_address_is_the_same_program(address: str):
    """People paste it with and without /v1 and slashes."""
    assert render(CURL, address, "{}") == render(CURL, "https://a.b", "{}")


@EACH
def test_an_address_cannot_carry_code_into_a_program(snippet: Snippet):
    """Characters that no address needs are left out."""
    program = render(snippet, "https://a.b/'\"`$(rm -rf x);\n", "{}")
    assert "rm -rf x" not in program
    assert "https://a.b/rm-rfx" in program
