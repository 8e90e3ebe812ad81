"""Which models the key may use: asked beside the balance and by "Test connection", kept, and asked again later."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from playground.jobs import listing
from playground.models import Connection
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted

LISTED = ["gemini_omni_flash", "kling-v3"]


def test_the_watcher_asks_once_and_keeps_the_answer(gateway: Scripted, watch: Watch) -> None:
    """While a take runs the list is read once, however often the balance is."""
    take = watch(build.asked(), "ready")
    watch(take, lambda row: row.connection.models_asked_at)
    assert Connection.objects.get().models_listed == LISTED
    assert len(gateway.called("models")) == 1


def test_a_gateway_that_does_not_say_keeps_what_was_heard(gateway: Scripted, watch: Watch) -> None:
    """A broken list is no news: the older one stands, nothing else suffers, and it is not asked again at once."""
    gateway.always["models"] = Answer(503, b"down")
    take = build.asked()
    take.connection.book_models(LISTED, timezone.now() - timedelta(hours=1))
    assert watch(take, "ready").connection.models_listed == LISTED
    assert not listing.is_due(Connection.objects.get())


def test_testing_the_connection_asks_for_the_list(gateway: Scripted, page: Client) -> None:
    """The models are marked right after the key was tested; a list that fails does not fail the test."""
    assert "The connection works" in page.post("/connection/test/").text
    assert Connection.objects.get().models_listed == LISTED
    gateway.always["models"] = Answer(500, b"broken")
    assert "The connection works" in page.post("/connection/test/").text
    assert Connection.objects.get().models_listed == LISTED


def test_testing_the_connection_brings_the_balance(gateway: Scripted, page: Client) -> None:
    """The bar's balance comes with the answer; a whole page has the one in its bar."""
    assert "Balance unknown" in page.get("/connection/").text
    answer = page.post("/connection/test/", headers={"HX-Request": "true"}).text
    balance = answer.split('id="balance" hx-swap-oob="true"')[1]
    assert (" credits" in balance, "Balance unknown" in answer) == (True, False)
    whole = page.post("/connection/test/").text
    assert (whole.count('id="balance"'), "hx-swap-oob" in whole) == (1, False)


def test_the_list_is_due_again_after_half_an_hour() -> None:
    """Never asked, long ago, or by a clock that was set back since."""
    now = timezone.now()
    ages = {None: True, timedelta(minutes=1): False, timedelta(minutes=31): True, timedelta(hours=-2): True}
    for age, due in ages.items():
        assert listing.is_due(Connection(models_asked_at=None if age is None else now - age)) is due
