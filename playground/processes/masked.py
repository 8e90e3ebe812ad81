"""What no log may hold: the token of a share link opens it for whoever reads the line, an API key pays."""

import logging
import re

TOKEN = re.compile(r"(/s/)[^/\s?]{8,}")
KEY = re.compile(r"\bsk-[\w-]{8,}")


def without_tokens(text: str) -> str:
    """The same, with `/s/…` in place of each link's address and `sk-…` in place of each key."""
    return KEY.sub("sk-…", TOKEN.sub(r"\1…", text))


class WithoutTokens(logging.Filter):
    """Writes `/s/…` in place of a link's address and `sk-…` in place of a key, whoever speaks of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line."""
        said = record.getMessage()
        if "/s/" in said or "sk-" in said:
            record.msg, record.args = without_tokens(said), None
        return True
