"""Check 27: what somebody writes cannot write our log."""

import io
import logging

import pytest
from django.conf import settings as configured

from playground import logs
from playground.processes.masked import WithoutTokens
from tests.security.conftest import PASSWORD, Enter, Team

FORGED = "x\n2026-01-01 INFO admin login\r\x1b[2K\x1b]0;title\x07\u2028\u202e\x9b31m"


def written(log: logging.Logger, act) -> list[str]:
    """The lines that a handler with our filter and formatter writes while something is done."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Line("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(WithoutTokens())
    log.addHandler(handler)
    level = log.level
    log.setLevel(logging.INFO)  # whatever other tests left its parents at
    try:
        act()
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
    return out.getvalue().removesuffix("\n").split("\n")


@pytest.mark.parametrize(("words", "values"), [("asked for %s", (FORGED,)), (FORGED, ()), ("%r", (FORGED,))])
def test_a_record_is_one_line(words: str, values: tuple[str, ...]) -> None:
    """Check 27: a line end, an escape sequence and a turned direction of writing are written out."""
    lines = written(
        logging.getLogger("playground.test"),
        lambda: logging.getLogger("playground.test").info(words, *values),
    )
    assert len(lines) == 1
    assert lines[0].isprintable()
    assert "\\n2026-01-01 INFO admin login" in lines[0]


def test_a_traceback_cannot_pretend() -> None:
    """Check 27: an error's own words may span lines, but none of them looks like a record."""
    log = logging.getLogger("playground.test")

    def fail() -> None:
        try:
            raise ValueError(FORGED)
        except ValueError:
            log.exception("it failed")

    first, *others = written(log, fail)
    assert first.endswith("it failed")
    assert others
    assert all(line.startswith("  | ") and line.isprintable() for line in others)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_an_address_is_one_line(team: Team, enter: Enter) -> None:
    """Check 27: a path with an encoded line end that is not found, as Django itself logs it."""
    log = logging.getLogger("django.request")
    lines = written(log, lambda: enter("editor").get("/nowhere/%0A2026%20INFO%20admin%20login%1B[2K"))
    assert len(lines) == 1
    assert lines[0].isprintable()


def test_what_matters_is_logged(team: Team, enter: Enter, caplog: pytest.LogCaptureFixture) -> None:
    """Check 27: sign-ins, refused ones, 404 by scope and limits leave a line, without name or password."""
    caplog.set_level(logging.INFO)
    enter("").post("/sign-in/", {"login": "editor", "password": "wrong"})
    enter("").post("/sign-in/", {"login": "editor", "password": PASSWORD})
    for _ in range(11):
        enter("").post("/sign-in/", {"login": "viewer", "password": "wrong"})
    enter("viewer").post("/workspace/name/", {"name": "x"})
    said = caplog.text
    for words in (
        "sign-in refused, from 127.0.0.1",
        "sign-in of person",
        "too many tries",
        "Not Found: /workspace/name/",
    ):
        assert words in said
    assert PASSWORD not in said


def test_every_handler_of_ours_has_the_filter() -> None:
    """Check 27: whoever logs, the line passes there."""
    assert all(
        any("token" in name for name in handler["filters"])
        for handler in configured.LOGGING["handlers"].values()
    )


def test_no_prompt_is_logged(team: Team, enter: Enter, caplog: pytest.LogCaptureFixture) -> None:
    """Check 27: a click leaves no word of its prompt in the log."""
    caplog.set_level(logging.DEBUG, "playground")
    form = {"model": "gemini_omni_flash", "prompt": "whispered lighthouse", "token": "8" * 32}
    enter("editor").post("/generations/", form)
    assert "whispered" not in caplog.text
