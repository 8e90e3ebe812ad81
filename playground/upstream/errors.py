"""What can go wrong on the way to the gateway, as classes that answer the caller.

Three questions decide what happens to a paid request, and every error here answers them:

* may_have_been_accepted: could a paid task exist upstream although we hold no id?
  True means: look it up by our own id before anything else. False means: certainly not.
* repeat: "now" (after the short back-off of 1, 2, 4 s) · "later" (after retry_after, or when the cause, a key
  or credits, is mended) · "never" (not as it is). Where may_have_been_accepted is True this counts only
  once a look-up by our own id has answered 404.
* charged: "no" | "unknown". There is no "yes": an error that tells a price does not exist on this wire.
"""

from __future__ import annotations

from typing import Literal

Repeat = Literal["now", "later", "never"]
Charged = Literal["no", "unknown"]

BODY_CHARACTERS = 4_000


def _(text: str) -> str:
    """Mark an English msgid for makemessages; whoever shows it translates it."""
    return text


class UpstreamError(Exception):
    """Base of everything the client raises; `str()` is a sentence for a person, free of secrets.

    status: HTTP status, None without an answer. code: the API's own code as text.
    message: the API's own words, or ours. body: the answer's text, at most 4,000 characters.
    retry_after: seconds, already capped.
    """

    repeat: Repeat = "never"
    charged: Charged = "no"
    lead = _("The gateway could not do this")

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        body: str = "",
        retry_after: float | None = None,
        paid: bool = False,
        own_envelope: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.request_id = request_id
        self.body = body[:BODY_CHARACTERS]
        self.retry_after = retry_after
        self.own_envelope = own_envelope
        self.may_have_been_accepted = False
        self.settle(paid)

    def settle(self, paid: bool) -> None:
        """Set what depends on whether the request was the paid one; the default is a plain refusal."""

    def __str__(self) -> str:
        words = self.message.strip().rstrip(".") or "it gave no reason"
        where = f" (HTTP {self.status})" if self.status else ""
        return f"{self.lead}{where}: {words}."


class NotSent(UpstreamError):
    """Refused, no such host, TLS failure, no connection in time: certainly no byte of the request left."""

    repeat: Repeat = "now"
    lead = _("The gateway could not be reached and nothing was sent")


class Undecided(UpstreamError):
    """Bytes left and no verdict came back: for the paid request nobody knows yet. Never raised itself."""

    def settle(self, paid: bool) -> None:
        self.may_have_been_accepted = paid
        self.charged = "unknown" if paid else "no"
        self.repeat = "never" if paid else "now"


class Unanswered(Undecided):
    """Timeout, reset, or a connection closed without a word (a stale kept-alive one included)."""

    lead = _("The request left, but no answer came back")


class Unreadable(Undecided):
    """An answer that is not the gateway's: HTML, broken or endless JSON, a redirect, a task without an id."""

    lead = _("The answer could not be understood")


class Refused(UpstreamError):
    """The gateway said no in so many words; no task exists and nothing is charged."""

    lead = _("The gateway refused the request")


class BadRequest(Refused):
    """400 and every other 4xx without a class of its own: the request must change first."""


class KeyRefused(Refused):
    """401, 403: every request with this key fails alike until the key is mended."""

    repeat: Repeat = "later"
    lead = _("The gateway does not accept the API key")


class OutOfCredits(Refused):
    """402, or quota words under another status: nothing goes on before the account is topped up."""

    repeat: Repeat = "later"
    lead = _("The account has no credits left")


class NotFound(Refused):
    """404 in JSON with words, or `task_not_exist`: the gateway itself knows nothing of this id.

    A look-up that meets a bare or HTML 404 is Unreadable instead: a proxy's page proves nothing.
    """

    lead = _("The gateway does not know this")


class ContentRefused(Refused):
    """422: the content policy said no."""

    lead = _("The content policy refused the request")


class TooManyRequests(Refused):
    """429: the whole bucket of the key waits `retry_after` seconds (None: back off)."""

    repeat: Repeat = "later"
    lead = _("The gateway asks us to slow down")


class GatewayFailed(UpstreamError):
    """5xx. own_envelope: it came in the gateway's own JSON error; a refusal once one look-up answers 404.

    Without own_envelope some proxy spoke, and the task may exist behind it.
    """

    lead = _("The gateway failed")

    def settle(self, paid: bool) -> None:
        self.may_have_been_accepted = paid
        self.charged = "unknown" if paid else "no"
        self.repeat = "now" if self.own_envelope or not paid else "never"
        if self.repeat == "now" and self.retry_after is not None:
            self.repeat = "later"
