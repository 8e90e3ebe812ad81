"""The life of a task, as a function of time."""

import pytest

from playground.simulator import life
from playground.simulator.scenarios import Fate


@pytest.mark.parametrize("seed", range(40))
def test_an_ordinary_life_takes_six_to_eleven_seconds(seed: int) -> None:
    """Every seed's plan stays inside the promised time."""
    assert 6 <= life.plan(seed, Fate()).total <= 11


def test_the_time_scale_shortens_every_wait() -> None:
    """At a tenth of the time the same seed waits and works a tenth as long."""
    slow, fast = life.plan(5, Fate()), life.plan(5, Fate(), 0.1)
    assert (fast.waits, fast.works) == pytest.approx((slow.waits / 10, slow.works / 10))


def test_stages_follow_each_other_in_order() -> None:
    """Queued, in progress with progress that only rises, then completed."""
    plan = life.Plan(1.0, 8.0, "completed")
    seen = [life.stage(100.0, plan, 100.5, 100.0 + tenth / 10) for tenth in range(120)]
    order = ["queued", "in_progress", "completed"]
    assert [stage.status for stage in seen] == sorted((s.status for s in seen), key=order.index)
    assert [stage.progress for stage in seen] == sorted(stage.progress for stage in seen)
    assert {stage.status for stage in seen} == set(order)


def test_nothing_is_completed_before_its_film_exists() -> None:
    """However late it is: without a film the task is in progress, with one it is completed from then on."""
    plan = life.Plan(1.0, 8.0, "completed")
    assert life.stage(100, plan, None, 10_000).status == "in_progress"
    late = life.stage(100, plan, 500.0, 500.0)
    assert (late.status, late.completed_at, late.expires_at) == ("completed", 500, 500 + 86_400)


def test_a_planned_failure_comes_and_stays() -> None:
    """A task that is to fail is failed from its end on."""
    plan = life.plan(1, Fate(ending="failed"))
    assert life.stage(0, plan, 0, plan.total - 0.1).status == "in_progress"
    assert life.stage(0, plan, 0, plan.total + 9999).status == "failed"


def test_a_life_without_end_stays_in_progress() -> None:
    """The never-ending task is still in progress after a year."""
    stage = life.stage(0, life.plan(1, Fate(ending="never")), 0, 3e7)
    assert stage.status == "in_progress"
    assert stage.progress < 100
