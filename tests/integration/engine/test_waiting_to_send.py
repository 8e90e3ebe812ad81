"""What certainly never became a task is sent again, at the pace the gateway asks for."""

import time
from email.utils import formatdate

from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted, error, html
from tests.ports import free_ports


def test_retry_after_in_seconds_is_obeyed(gateway: Scripted, watch: Watch) -> None:
    """429: the next POST comes no sooner than asked, and no attempt is burnt."""
    gateway.says("create", error(429, "rate_limit_exceeded", Retry_After="1"))
    take = watch(build.asked(), "ready")
    first, second = gateway.called("create")
    assert second.at - first.at >= 1.0
    assert (take.attempts, gateway.accepted[str(take.pk)]) == (1, 1)


def test_a_throttled_take_says_so(gateway: Scripted, watch: Watch) -> None:
    """It is queued again with nothing sent, uncharged, and its reason in words."""
    gateway.says("create", error(429, "rate_limit_exceeded", Retry_After="9"))
    take = watch(build.asked(), lambda row: row.reason == "throttled")
    assert (take.state, take.attempts, take.submitted_at, take.error.charged) == ("queued", 0, None, "no")
    assert take.headline == "Waiting: the gateway asked us to slow down"


def test_retry_after_as_a_date_is_obeyed(gateway: Scripted, watch: Watch) -> None:
    """The HTTP-date form means the same."""
    until = int(time.time()) + 2
    gateway.says("create", error(429, "rate_limit_exceeded", Retry_After=formatdate(until, usegmt=True)))
    watch(build.asked(), "ready")
    assert len(gateway.called("create")) == 2
    assert time.time() >= until


def test_a_throttled_take_holds_the_others_back_too(gateway: Scripted, watch: Watch) -> None:
    """The budget is the key's, not the take's: a second take is not sent into the same wall."""
    gateway.says("create", error(429, "rate_limit_exceeded", Retry_After="3"))
    first, second = build.asked("One"), build.asked("Two")
    watch(first, "ready")
    watch(second, "ready")
    told = min(call.at for call in gateway.called("create"))
    # What was in the air together with the refused one may arrive; nothing else does before the second is over
    assert not [call for call in gateway.called("create") if 2.0 < call.at - told < 3.0]


def test_a_pause_outlives_the_watchers_slice(gateway: Scripted, watch: Watch) -> None:
    """The next slice, perhaps in another process, keeps to what the gateway asked of the key."""
    gateway.says("create", error(429, "rate_limit_exceeded", Retry_After="1"))
    # Or it was sent again before we looked: later than that, too
    watch(build.asked("One"), lambda row: row.reason == "throttled" or row.state == "ready")
    watch(build.asked("Two"), "ready")
    first, *later = [call.at for call in gateway.called("create")]
    assert min(later) - first >= 1.0


def test_a_refused_connection_waits_until_the_server_is_up(settings, gateway: Scripted, watch: Watch) -> None:
    """Nothing left this machine, so nothing is unknown: the take waits and is sent once somebody listens."""
    (port,) = free_ports(1)
    settings.TOAPIS_BASE_URL = f"http://127.0.0.1:{port}"
    take = watch(build.asked(), lambda row: row.reason == "unreachable")
    assert (take.state, take.error.charged, take.attempts) == ("queued", "no", 0)
    settings.TRUSTED_RESULT_HOSTS = frozenset({f"127.0.0.1:{port}"})
    late = Scripted(port)
    take = watch(take, "ready")
    late.close()
    assert (late.creates, take.error) == ({str(take.pk): 1}, None)


def test_the_gateways_own_500_is_repeated_after_a_look_up(gateway: Scripted, watch: Watch) -> None:
    """Its own envelope is a refusal once a look-up by our id answers 404; only then the POST is repeated."""
    gateway.says("create", error(500, "internal_error"))
    take = watch(build.asked(), "ready")
    order = [call.route for call in gateway.calls if call.route in ("create", "task")]
    assert order[:3] == ["create", "task", "create"]
    assert gateway.called("task")[0].name == str(take.pk)
    assert gateway.accepted == {str(take.pk): 1}


def test_the_gateways_own_500_is_repeated_three_times_at_most(gateway: Scripted, watch: Watch) -> None:
    """Four POSTs in all, a look-up before each repeat, then a failure that is known to be uncharged."""
    gateway.always["create"] = error(500, "internal_error")
    take = watch(build.asked(), "failed")
    assert len(gateway.called("create")) == 4
    assert len(gateway.called("task")) == 4
    assert take.error.charged == "no"


def test_an_own_500_behind_which_a_task_exists_is_adopted(gateway: Scripted, watch: Watch) -> None:
    """Should the gateway have made the task all the same, the look-up finds it and it is not paid again."""
    lied = error(500, "internal_error")
    gateway.says("create", Answer(500, lied.body, accepts=True))
    take = watch(build.asked(), "ready")
    assert gateway.creates == {str(take.pk): 1}


def test_a_failed_upload_waits_and_goes_on(gateway: Scripted, watch: Watch) -> None:
    """A reference that did not go up costs nothing: the take waits and the image is sent again."""
    gateway.says("upload", html(502))
    take = build.asked("With a cat", None, build.Attached(build.reference()))
    take = watch(take, "ready")
    assert (len(gateway.called("upload")), gateway.accepted[str(take.pk)]) == (2, 1)
