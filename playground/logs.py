"""What this process says, one record a line: for a person at a terminal, or as JSON for a machine that collects.

Whoever works on a request or a take says so once (`about`), and each record written meanwhile names it. Values come
from outside: what would begin a line of its own, or colour the terminal, is written as an escape.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from playground.processes.masked import without_tokens

FORMATS = ("line", "json")
NAMES = ("request_id", "generation_id", "workspace_id")
# All that moves a cursor (but for the tabulator), ends a line, or turns the direction of writing
UNSEEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039  never written to


@contextmanager
def about(**names: object) -> Iterator[None]:
    """Within it each record of this thread or task carries these names (request_id, generation_id, workspace_id)."""
    token = _about.set({**_about.get(), **{name: str(value) for name, value in names.items()}})
    try:
        yield
    finally:
        _about.reset(token)


def now_about(name: str) -> str:
    """What is being worked on; empty: nothing of that kind."""
    return _about.get().get(name, "")


def on_one_line(text: str) -> str:
    """The text with its line ends and control characters written out."""
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class WithWhatItIsAbout(logging.Filter):
    """Puts the names of `about` on each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line; what the record brought along itself (`extra=`) stays."""
        for name, value in _about.get().items():
            if not hasattr(record, name):
                setattr(record, name, value)
        return True


class Line(logging.Formatter):
    """`12:00:00 W playground.jobs words`; a traceback follows in lines that no record begins with."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the marked ones of a traceback."""
        record.message = on_one_line(record.getMessage())
        record.asctime = self.formatTime(record, self.datefmt)
        told = self._told(record)
        return "\n".join(
            [self.formatMessage(record), *(f"  | {on_one_line(without_tokens(line))}" for line in told)]
        )

    def _told(self, record: logging.LogRecord) -> list[str]:
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        stack = self.formatStack(record.stack_info) if record.stack_info else ""
        return [*(record.exc_text or "").splitlines(), *stack.splitlines()]


class Json(Line):
    """One JSON object a line; a traceback is one of its strings."""

    def format(self, record: logging.LogRecord) -> str:
        """time, level, logger, message, and what it is about as far as that is known."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": on_one_line(record.getMessage()),
        }
        for name in (*NAMES, "event", "method", "path", "status", "milliseconds", "was", "now"):
            if (value := getattr(record, name, None)) not in (None, ""):
                said[name] = value if isinstance(value, int | float) else without_tokens(str(value))
        if told := self._told(record):
            said["traceback"] = without_tokens("\n".join(told))
        return json.dumps(said, ensure_ascii=False)


def configuration(form: str) -> dict[str, Any]:
    """What LOGGING takes. As JSON each request and each move of a take is a record too: machines read them."""
    told = "INFO" if form == "json" else "WARNING"
    quiet = {"httpx": "WARNING", "httpcore": "WARNING", "botocore": "WARNING", "django-q": "WARNING"}
    quiet |= {"psycopg.pool": "ERROR"}  # views/outage.py says it once a request
    quiet |= {"playground.requests": told, "playground.takes": told}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "playground.logs.Line",
                "format": "%(asctime)s %(levelname).1s %(name)s %(message)s",
                "datefmt": "%H:%M:%S",
            },
            "json": {"()": "playground.logs.Json"},
        },
        "filters": {
            "without tokens": {"()": "playground.processes.masked.WithoutTokens"},
            "with what it is about": {"()": "playground.logs.WithWhatItIsAbout"},
        },
        "handlers": {
            "stream": {
                "class": "logging.StreamHandler",
                "stream": sys.stderr,
                "formatter": form,
                "filters": ["without tokens", "with what it is about"],
            }
        },
        "root": {"handlers": ["stream"], "level": "INFO"},
        "loggers": {name: {"level": level} for name, level in quiet.items()},
    }
