"""What a person may wish of a take on its way."""

import pytest
from django.test import Client

from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted


def test_a_queued_take_can_be_cancelled_and_is_never_sent(
    gateway: Scripted, watch: Watch, page: Client
) -> None:
    """Cancelled means: nothing left, nothing charged."""
    take = build.asked()
    assert page.post(f"/generations/{take.pk}/cancellation/").status_code == 302
    watch(build.asked("Another"), "ready")
    take.refresh_from_db()
    assert (take.state, take.charged, gateway.creates[str(take.pk)]) == ("cancelled", "no", 0)


@pytest.mark.parametrize("state", ["submitting", "unconfirmed", "running", "fetching", "ready", "failed"])
def test_after_sending_there_is_no_cancel(page: Client, state: str) -> None:
    """Upstream has no cancel, so we offer none; the wish changes nothing and is no error."""
    take = build.generation(state)
    assert page.post(f"/generations/{take.pk}/cancellation/").status_code == 302
    take.refresh_from_db()
    assert (take.state, take.events.filter(name="cancelled").exists()) == (state, False)


def test_a_take_nobody_watches_is_still_collected(gateway: Scripted, watch: Watch, page: Client) -> None:
    """Stop watching is a flag: the late result comes all the same."""
    gateway.life = [{"status": "in_progress"}]
    take = watch(build.asked(), "running")
    page.post(f"/generations/{take.pk}/watching/", {"watching": "off"})
    take.refresh_from_db()
    assert (take.state, take.watching) == ("running", False)
    assert "late result is still collected" in page.get(f"/generations/{take.pk}/card/").text
    gateway.life = [{"status": "completed"}]
    watch(take, "ready")


def test_watching_again_is_one_click_and_one_event(page: Client) -> None:
    """Off, on, on again: two changes, two events."""
    take = build.generation("running")
    for wish in ("off", "on", "on"):
        page.post(f"/generations/{take.pk}/watching/", {"watching": wish})
    take.refresh_from_db()
    assert take.watching
    assert [event.name for event in take.events.all()][1:] == ["stopped watching", "watching again"]
