"""No log holds the address of a share link, or an API key."""

import logging

import pytest

from playground.processes.masked import WithoutTokens

TOKEN = "DrU_J1A_IRolHzPz7bLK4zjtavYo6eWZDp3pARsljno"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("%s: %s", ("Not Found", f"/s/{TOKEN}/1/clip.mp4")),
        (f"POST /s/{TOKEN}/", ()),
        ("asked %s twice %s", (f"http://h/s/{TOKEN}/embed/", f"/s/{TOKEN}?x=1")),
    ],
)
def test_a_token_is_left_out_of_a_line(words: str, values: tuple[str, ...]) -> None:
    """Whether it stands in the words or in their values."""
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, words, values, None)
    assert WithoutTokens().filter(record)
    assert TOKEN not in record.getMessage()
    assert "/s/…" in record.getMessage()


def test_a_key_is_left_out_of_a_line() -> None:
    """Also where it stands among other words; a word like task-… is none."""
    words, values = "Authorization: Bearer %s for task-0123456789abcdef", ("sk-canary_0123456789",)
    record = logging.LogRecord("httpx", logging.WARNING, "", 1, words, values, None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Authorization: Bearer sk-… for task-0123456789abcdef"


def test_other_lines_stay_as_they_are() -> None:
    """With their values apart, for whoever reads those."""
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s of %d", ("/generations/", 7), None)
    assert WithoutTokens().filter(record)
    assert (record.msg, record.args) == ("%s of %d", ("/generations/", 7))


def test_every_handler_of_ours_leaves_tokens_out(settings: object) -> None:
    """Errors and warnings of every logger pass there."""
    from django.conf import settings as configured

    handlers = configured.LOGGING["handlers"].values()
    assert all("without tokens" in handler["filters"] for handler in handlers)
