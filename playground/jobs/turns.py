"""Whose turn it is: the ordinary lane before the low one, workspaces in rotation, first come first served within."""

import asyncio
from collections import OrderedDict, deque

type Queue = OrderedDict[int, deque[asyncio.Future[None]]]


class Turns:
    """The waiting of one bucket. A batch of a thousand delays another workspace's single take by one turn."""

    def __init__(self) -> None:
        self._lanes: dict[int, Queue] = {}

    def __bool__(self) -> bool:
        return bool(self._lanes)

    def wait(self, lane: int, workspace: int) -> asyncio.Future[None]:
        """A place in the queue; its future is done when the turn has come."""
        turn = asyncio.get_running_loop().create_future()
        self._lanes.setdefault(lane, OrderedDict()).setdefault(workspace, deque()).append(turn)
        return turn

    def call(self) -> bool:
        """Give the next turn; False: nobody waits any more."""
        while self._lanes:
            lane = min(self._lanes)
            queues = self._lanes[lane]
            workspace, waiting = next(iter(queues.items()))
            turn = waiting.popleft()
            if waiting:
                queues.move_to_end(workspace)
            else:
                del queues[workspace]
                if not queues:
                    del self._lanes[lane]
            if not turn.done():  # else who waited was cancelled
                turn.set_result(None)
                return True
        return False
