"""What a watcher has in mind between two looks, and what it writes of it."""

from datetime import timedelta

from django.utils import timezone

from playground.jobs.rounds import Rounds, Seen
from playground.models import Generation


class Clock:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def running() -> Generation:
    """A take that upstream works at; in no database."""
    return Generation(state="running", upstream_word="in_progress", progress=40)


def same(row: Generation) -> Seen:
    """A look that met nothing new."""
    return Seen(row.upstream_word, row.progress, timezone.now())


def test_a_take_comes_again_when_its_time_has_come_and_only_once() -> None:
    """Until then, and until it was seen again, it is not among those to be looked at."""
    clock, row = Clock(), running()
    rounds = Rounds(clock)
    rounds.saw(row, same(row), 1.0)
    assert (rounds.due(), rounds.wait()) == ([], 1.0)
    clock.now = 1.0
    assert (rounds.due(), rounds.due()) == ([row], [])


def test_a_later_word_takes_the_place_of_an_earlier_one() -> None:
    """The heap may hold an old date of the same take; it rings for nobody."""
    rounds, row = Rounds(), running()
    rounds.keep(row, 0.0)
    rounds.keep(row, 500.0)
    assert (rounds.due(), len(rounds)) == ([], 1)


def test_news_is_written_before_what_is_no_news() -> None:
    """A look without news waits for company; progress does not."""
    clock, still, moving = Clock(), running(), running()
    rounds = Rounds(clock)
    rounds.saw(still, same(still), 1.0)
    rounds.saw(moving, Seen("in_progress", 60, timezone.now()), 1.0)
    clock.now = 0.6
    assert [note.row for note in rounds.notes()] == [moving]
    clock.now = 3.1
    assert [note.row for note in rounds.notes()] == [still]
    assert rounds.notes(all_of_them=True) == []


def test_the_row_comes_due_behind_the_look_that_is_planned() -> None:
    """So a due date in the past is a ring; a failed look has no slack, for nobody waits for it in mind alone."""
    rounds, row, failing = Rounds(), running(), running()
    rounds.saw(row, same(row), 1.0)
    rounds.saw(failing, Seen("in_progress", 40, None, errors=1, error="502"), 1.0)
    of_failing, of_row = sorted(rounds.notes(all_of_them=True), key=lambda note: note.due_at)
    assert (of_failing.row, of_row.row) == (failing, row)
    assert of_row.due_at > timezone.now() + timedelta(seconds=3)


def test_a_due_date_of_somebody_else_is_told_apart() -> None:
    """The one that was written by us is known, any other is a ring."""
    rounds, row = Rounds(), running()
    rounds.saw(row, same(row), 1.0)
    (note,) = rounds.notes(all_of_them=True)
    rounds.written([note], {row.pk})
    assert rounds.is_known(row.pk, note.due_at)
    assert not rounds.is_known(row.pk, timezone.now())


def test_a_take_that_somebody_has_ended_is_forgotten() -> None:
    """Its note met no running row: it is not looked at again."""
    rounds, row = Rounds(), running()
    rounds.saw(row, same(row), 0.0)
    rounds.written(rounds.notes(all_of_them=True), set())
    assert (rounds.due(), len(rounds)) == ([], 0)
