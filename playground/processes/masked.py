"""What no log may hold: the token of a share link, and signs that make one line look like two or move the cursor."""

import logging
import re

TOKEN = re.compile(r"(/s/)[^/\s?]{8,}")
# Control characters (a terminal obeys them), line ends of any kind, and what turns the direction of writing
SIGNS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MARGIN = "  | "


class WithoutTokens(logging.Filter):
    """Writes `/s/…` in place of a link's address, and every record as one line, whoever speaks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line. A traceback's own lines stand behind a margin, so that none looks like a record."""
        said = record.getMessage()
        told = one_line(TOKEN.sub(r"\1…", said))
        if told != said:
            record.msg, record.args = told, None
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text and not record.exc_text.startswith(MARGIN):
            lines = TOKEN.sub(r"\1…", record.exc_text).split("\n")
            record.exc_text = "\n".join(MARGIN + one_line(line) for line in lines)
        return True


def one_line(text: str) -> str:
    """The same with every such sign written out: `\\n`, `\\x1b`, `\\u202e`."""
    return SIGNS.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)
