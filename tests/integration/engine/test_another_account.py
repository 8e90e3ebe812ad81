"""A key or an address that changes while takes are on their way: one account's word proves nothing of another's."""

from django.test import Client

from playground.models import Connection, GatewayUpload
from playground.models.asking import Attached
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted, error, html

LOST = Answer(0)  # read and thrown away: no task was made
REFUSED = error(401, 401, "Authentication failed, please check your API key")


def test_a_404_of_another_account_proves_nothing(settings, gateway: Scripted, watch: Watch) -> None:
    """The take was sent with another key: it is never sent again, and a person is asked."""
    gateway.says("create", LOST)
    take = watch(build.asked(), "unconfirmed")
    Connection.objects.update(proved_at=take.created_at)
    settings.TOAPIS_API_KEY = "sk-another"
    take = watch(take, lambda row: row.reason == "person", seconds=12)
    assert take.state == "unconfirmed"
    assert gateway.creates == {str(take.pk): 1}


def test_what_was_never_sent_goes_with_the_new_key(settings, gateway: Scripted, watch: Watch) -> None:
    """A mended key frees what waited for it, without a click."""
    gateway.always |= {"create": REFUSED, "balance": REFUSED}
    take = watch(build.asked(), lambda row: row.reason == "key_refused")
    gateway.always.clear()
    settings.TOAPIS_API_KEY = "sk-mended"
    take = watch(take, "ready")
    assert take.connection.blocked == ""


def test_a_running_take_waits_for_its_own_key(settings, gateway: Scripted, watch: Watch) -> None:
    """Another account denies the task: the take says so and is collected when its key is back."""
    gateway.life = [{"status": "in_progress", "progress": 10}]
    take = watch(build.asked(), lambda row: row.progress == 10)
    key, settings.TOAPIS_API_KEY = settings.TOAPIS_API_KEY, "sk-another"
    take = watch(take, lambda row: row.poll_errors >= 1)
    assert (take.state, "another key" in take.last_poll_error) == ("running", True)
    settings.TOAPIS_API_KEY, gateway.life = key, [{"status": "completed"}]
    assert watch(take, "ready").error is None


def test_an_upload_of_another_account_is_not_used(settings, gateway: Scripted, watch: Watch) -> None:
    """Each account gets its own copy of a reference."""
    reference = build.reference()
    watch(build.asked("One", None, Attached(reference)), "ready")
    settings.TOAPIS_API_KEY = "sk-another"
    watch(build.asked("Two", None, Attached(reference)), "ready")
    assert GatewayUpload.objects.count() == 2


def test_a_lost_clip_can_be_looked_for_again(gateway: Scripted, watch: Watch, client: Client) -> None:
    """The gateway serves it after all: one press collects it, and nothing is paid anew."""
    gateway.always["file"] = html(403)
    take = watch(build.asked(), "failed", seconds=20)
    del gateway.always["file"]
    client.post(f"/generations/{take.pk}/retrieval/")
    take = watch(take, "ready")
    assert (take.error, gateway.creates) == (None, {str(take.pk): 1})
