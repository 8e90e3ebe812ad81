"""What may be asked of the gateway, and whether it answers, as pages tell it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import Throttle


@pytest.fixture
def throttle(browser: Client, owner: object) -> Throttle:
    """The looks of the owner's account, of which twelve have failed."""
    now = timezone.now()
    account = access.get_connection_to_use(owner).account
    kept = {"left": 7.0, "failures": 12, "failing_since": now - timedelta(minutes=4), "words": "HTTP 502"}
    counted = now + timedelta(minutes=1)  # until then the bucket fills no further, however slow the test
    return Throttle.objects.create(account=account, kind=Throttle.Kind.QUERY, at=counted, **kept)


def opened(throttle: Throttle, seconds: float) -> None:
    """Its breaker opens until so many seconds from now."""
    throttle.open_until = timezone.now() + timedelta(seconds=seconds)
    throttle.save()


@pytest.mark.parametrize("path", ["/", "/generations/", "/models/", "/connection/"])
def test_an_open_breaker_is_told_on_every_page(browser: Client, throttle: Throttle, path: str) -> None:
    """What is wrong, how often, that nothing is lost, and when the next try is."""
    opened(throttle, 8)
    text = browser.get(path).text
    assert "The gateway does not answer (12 errors in a row)." in text
    assert "Takes wait and go on by themselves." in text
    assert f'data-until="{throttle.open_until.isoformat(timespec="microseconds")[:19]}' in text


def test_a_closed_breaker_is_not_told(browser: Client, throttle: Throttle) -> None:
    """Nor one that is half-open for so long that nobody knows; half-open just now is told as a try under way."""
    assert "The gateway does not answer" not in browser.get("/generations/").text
    opened(throttle, -5)
    assert "One request is going ahead to find out." in browser.get("/generations/").text
    opened(throttle, -3600)
    assert "The gateway does not answer" not in browser.get("/generations/").text


def test_another_accounts_breaker_is_not_ours(browser: Client, throttle: Throttle) -> None:
    """Only the account that this person's takes use is spoken of."""
    throttle.account = "environment:somebody-else"
    opened(throttle, 8)
    assert "The gateway does not answer" not in browser.get("/generations/").text


def test_the_connection_page_counts_what_is_left(browser: Client, throttle: Throttle) -> None:
    """Of both kinds: what may go at once, the long run, a pause that was asked for, and the last words."""
    throttle.paused_until = timezone.now() + timedelta(seconds=100)
    opened(throttle, 8)
    text = " ".join(browser.get("/connection/limits/").text.split())
    assert "8 of 8" in text
    assert ">240<" in text
    assert "7 of 80" in text
    assert ">2400<" in text
    assert "The gateway asked for quiet." in text
    assert "HTTP 502" in text


def test_nothing_asked_yet_is_a_full_bucket(browser: Client) -> None:
    """An account that was never asked has all its turns and answers, as far as anybody knows."""
    text = browser.get("/connection/limits/").text
    assert "8 of 8" in text
    assert "80 of 80" in text
    assert text.count("Answering") == 2
