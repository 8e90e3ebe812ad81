"""Whose turn it is, without any clock."""

import asyncio

import pytest

from playground.jobs.turns import Turns


def order(*waiting: tuple[int, int]) -> list[int]:
    """The places, by the order in which they are called, of waiters given as (lane, workspace)."""

    async def run() -> list[int]:
        turns, called = Turns(), []
        for place, (lane, workspace) in enumerate(waiting):
            turns.wait(lane, workspace).add_done_callback(lambda _, place=place: called.append(place))
        for _ in waiting:
            turns.call()
            await asyncio.sleep(0)
        return called if not turns.call() else []

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        ([], []),
        ([(0, 1)] * 3, [0, 1, 2]),  # first come, first served
        ([(0, 1)] * 3 + [(0, 2)], [0, 3, 1, 2]),  # another workspace waits for one turn, not for all
        ([(0, 1), (0, 1), (0, 2), (0, 2), (0, 3)], [0, 2, 4, 1, 3]),
        ([(1, 1)] * 3 + [(0, 1)], [3, 0, 1, 2]),  # the low lane waits for the ordinary one
        ([(1, 1), (0, 2), (0, 2), (1, 3)], [1, 2, 0, 3]),
    ],
)
def test_turns_are_fair(waiting: list[tuple[int, int]], expected: list[int]) -> None:
    """Lanes by rank, workspaces in rotation, first come first served within one."""
    assert order(*waiting) == expected


def test_who_left_is_passed_over() -> None:
    """A waiter that was cancelled takes no turn, and an empty queue says so."""

    async def run() -> tuple[bool, bool, bool]:
        turns = Turns()
        first, second = turns.wait(0, 1), turns.wait(0, 1)
        first.cancel()
        return turns.call(), second.done(), turns.call()

    assert asyncio.run(run()) == (True, True, False)
