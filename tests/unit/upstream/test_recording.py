"""A recorded run, played again: what it says at a moment, and how its lines are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.upstream.recording import Playing, Run, Step, steps_in

STEPS = (Step(0.0, "queued"), Step(4.0, "in_progress", 0), Step(10.0, "in_progress", 60))
RUN = Run(STEPS, answered=0.5, lasted=16.0)


def said(speed: int, after: float) -> tuple[str, int | None]:
    """Status and percentage so many seconds after the yes."""
    told = Playing("abc", RUN, speed, begun=1_000.0).answer(1_000.0 + after)
    return told["status"], told["progress"]


@pytest.mark.parametrize("speed", [1, 2, 4, 8, 16])
def test_the_delays_are_those_of_the_run_divided_by_the_speed(speed: int) -> None:
    """Each status comes at its own moment and not before."""
    moments = [3.9, 4.0, 9.9, 10.0, 15.9, 16.0]
    told = [said(speed, moment / speed) for moment in moments]
    assert told == [
        ("queued", None),
        ("in_progress", 0),
        ("in_progress", 0),
        ("in_progress", 60),
        ("in_progress", 60),
        ("completed", 100),
    ]


def test_without_the_wait_it_is_finished_at_the_first_look() -> None:
    """Speed 0 has no delays, not even that of the create's answer."""
    assert said(0, 0.001) == ("completed", 100)
    assert Playing("abc", RUN, 0, None).pause == 0.0


def test_before_its_yes_and_with_a_clock_set_back_it_says_its_first_word() -> None:
    """Neither is ever read as the end."""
    assert Playing("abc", RUN, 8, None).answer(5.0)["status"] == "queued"
    assert said(8, -300.0) == ("queued", None)


def test_the_pause_before_the_yes_is_the_runs_own_and_bounded() -> None:
    """A create that took a minute does not hold a client for a minute."""
    assert Playing("abc", RUN, 2, None).pause == 0.25
    assert Playing("abc", Run(STEPS, 60.0, 70.0), 1, None).pause == 10.0


def test_every_answer_is_marked_as_played() -> None:
    """Nothing it says passes for a gateway's own answer, and its clip lies where no resolver finds it."""
    told = Playing("abc", RUN, 1, begun=0.0).answer(16.0)
    assert (told["rehearsal"], told["id"]) == (True, "rehearsal_abc")
    assert told["result"]["data"][0]["url"].startswith("https://rehearsal.invalid/")


WORDS = st.text(min_size=1, max_size=60).filter(lambda word: word.split())


@given(st.lists(st.tuples(st.floats(0, 9_000), WORDS, st.none() | st.integers(0, 100)), max_size=9))
def test_what_is_kept_is_read_again(found: list[tuple[float, str, int | None]]) -> None:
    """Whatever word a gateway uses: one line each, in order of time."""
    lines = "".join(Step(*each).line for each in sorted(found, key=lambda each: each[0]))
    read = steps_in(lines)
    assert [(step.word.split(), step.progress) for step in read] == [
        (word.split(), progress) for _, word, progress in sorted(found, key=lambda each: each[0])
    ]


def test_a_line_without_a_word_keeps_the_one_before() -> None:
    """The database adds the word only where it is new."""
    told = steps_in("0.0 - queued\n4.0 10 in progress\n7.5 60\n")
    assert [(step.word, step.progress) for step in told] == [
        ("queued", None),
        ("in progress", 10),
        ("in progress", 60),
    ]


def test_lines_that_are_none_are_passed_over() -> None:
    """A row cut short by its ceiling still plays."""
    assert steps_in("0.0 - queued\n4.0 x in_progress\n\n7") == (Step(0.0, "queued"),)
