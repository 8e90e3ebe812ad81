"""The stream of changes of one workspace: ids and a cursor, never HTML; the cards fetch themselves."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async

from playground.live.hub import Change, changes_since, hub

HEARTBEAT = 15.0
LONGEST = 3600.0


async def stream(workspace_id: int, since: int) -> AsyncIterator[str]:
    """Server-sent events from `since` on: what was missed first, then each change, and a heartbeat."""
    loop = asyncio.get_running_loop()
    with hub.subscribed(workspace_id) as subscriber:
        missed = await sync_to_async(changes_since)(since, workspace_id)
        yield "retry: 1000\n\n"
        if workspace_id in missed:
            yield _message(missed[workspace_id])
        end = loop.time() + LONGEST
        while loop.time() < end:
            try:
                change = await asyncio.wait_for(subscriber.queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if change is None:
                return
            yield _message(change)


def _message(change: Change) -> str:
    data: dict[str, Any] = change.as_dict()
    return f"id: {change.cursor}\ndata: {json.dumps(data)}\n\n"


def start_hub() -> None:
    """Begin to notice changes, and to watch over the watcher, when the server starts."""
    hub.start()


def close_hub() -> None:
    """End every stream at once: a server with an open stream would never exit."""
    hub.close()
