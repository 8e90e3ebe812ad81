"""The web's end of a connection: whoever does not get a request's head across in time is hung up on.

uvicorn waits for a head without end, and each connection that drips one is an open file. Bodies have their own limits
(asgi.py), and a connection that is kept alive without a word is ended by uvicorn itself.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class TimelyHeads(H11Protocol):
    """uvicorn's protocol with a limit: seconds for a whole head, from the connection or from the head's first byte."""

    seconds = 10.0
    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection owes its first head from now on."""
        super().connection_made(transport)
        self._mind_the_head()

    def data_received(self, data: bytes) -> None:
        """What comes may begin a head, go on with one, or complete it; a body is none."""
        super().data_received(data)
        self._mind_the_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is owed any more."""
        self._forgive()
        super().connection_lost(exc)

    def _mind_the_head(self) -> None:
        """One limit for each head: a further byte of it does not begin another."""
        if self.conn.their_state is not h11.IDLE:
            self._forgive()
        elif self._limit is None:
            self._limit = self.loop.call_later(self.seconds, self.timeout_keep_alive_handler)

    def _forgive(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def heads_within(seconds: float) -> type[TimelyHeads]:
    """The protocol with that limit: uvicorn takes a class."""
    return type("TimelyHeads", (TimelyHeads,), {"seconds": seconds})
