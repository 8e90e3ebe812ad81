"""Rows 21–28: the gateway refuses, fails, can't be reached, or the line to it breaks."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from playground.models import Generation, Throttle
from tests.faults.crew import AT_MOST, GRACE, Crew
from tests.faults.raw import Raw, deaf, drips, resets, says, speaks_raw
from tests.faults.test_processes import paid
from tests.integration.installation import wait_until
from tests.integration.scripted import Answer, Call, error, html

PATIENCE = 35.0  # seconds: the whole of a request has thirty, on the clock of the wall


def in_two_seconds() -> str:
    """Retry-After as a date; a date has whole seconds, so it may be a second less."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)


def is_throttled(row: Generation) -> bool:
    """Whether it waits because the gateway asked for quiet, and counts no attempt."""
    return (row.state, row.reason, row.attempts) == ("queued", "throttled", 0)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_row_21_a_429_slows_all_submits_down(crew: Crew, form: str) -> None:
    """Row 21: nobody sends before the time that Retry-After names; it counts as no attempt and all are sent after."""
    begin = time.monotonic()

    def refuses(_: Call) -> Answer:
        """The date is reckoned when it is asked: the click may have taken its time."""
        return error(429, 429, Retry_After="2" if form == "seconds" else in_two_seconds())

    crew.gateway.says("create", refuses)
    first = crew.click()
    crew.until(
        lambda row: is_throttled(row) or row.state == "ready", first
    )  # too late on a machine that stalls
    crew.clicks(2)
    crew.until("ready")
    refused, *sent = crew.gateway.called("create")
    assert min(call.at for call in sent) - refused.at >= 1.9, time.monotonic() - begin
    assert (len(sent), [crew.now(take).attempts for take in crew.clicked]) == (3, [1, 1, 1])


def test_row_21_an_absurd_retry_after_is_capped(crew: Crew) -> None:
    """Row 21: a day's pause is taken as five minutes, for everybody."""
    crew.gateway.says("create", error(429, 429, Retry_After="86400"))
    crew.until(is_throttled, crew.click())
    left = [
        row.pause_left(datetime.now(UTC), timedelta(days=2)) for row in Throttle.objects.filter(kind="submit")
    ]
    assert 200 < max(left) <= 300
    Throttle.objects.all().delete()
    crew.restart(*crew.clusters)  # who sleeps through the pause is not what this row is about
    crew.until("ready")


def test_row_22_the_gateways_own_5xx_is_repeated_after_a_look_up(crew: Crew) -> None:
    """Row 22: refused three times in the gateway's envelope and unknown by our id each time: the fourth is accepted."""
    crew.gateway.says("create", *[error(status, "internal_error") for status in (500, 502, 503)])
    take = crew.click()
    crew.until("ready")
    asked = [call.name for call in crew.gateway.called("task")][:3]
    assert (crew.gateway.creates[str(take.pk)], asked) == (4, [str(take.pk)] * 3)


def test_row_22_after_three_repeats_it_fails_uncharged(crew: Crew) -> None:
    """Row 22: the gateway never takes it: four requests, no task, nothing charged, and the page says so."""
    crew.gateway.always["create"] = error(500, "internal_error")
    row = crew.until("failed", crew.click())
    assert (crew.gateway.creates[str(row.pk)], row.charged, crew.gateway.accepted[str(row.pk)]) == (
        4,
        "no",
        0,
    )


def test_row_22_a_proxys_5xx_is_ambiguous(crew: Crew) -> None:
    """Row 22: a page instead of an envelope: the task behind it is found by our id and not sent again."""
    crew.gateway.says("create", Answer(502, html(502).body, accepts=True))
    crew.click()
    crew.until("ready")
    assert (paid(crew), crew.clicked[0].events.filter(name="adopted").count()) == ({1}, 1)


def test_row_22_the_breaker_opens_and_closes(crew: Crew) -> None:
    """Row 22: after five failures in a row the account's submits rest; it shows, and it mends by itself."""
    crew.gateway.always["create"] = html(502)
    crew.clicks(6)
    assert wait_until(
        lambda: Throttle.objects.filter(kind="submit", open_until__isnull=False).exists(), AT_MOST
    )
    assert Throttle.objects.get(kind="submit").failures >= 5
    crew.gateway.always.clear()
    crew.until("ready", seconds=16)
    assert {crew.gateway.accepted[str(take.pk)] for take in crew.clicked} == {1}
    assert wait_until(lambda: Throttle.objects.get(kind="submit").breaker == "closed", AT_MOST)


@pytest.mark.parametrize("status", [400, 422])
def test_row_23_a_plain_refusal_is_final_and_shown(crew: Crew, status: int) -> None:
    """Row 23: sent once, failed with the gateway's words, escaped; nothing is charged."""
    crew.gateway.says("create", error(status, "invalid_request", "<b id=bad>no</b>"))
    row = crew.until("failed", crew.click())
    page = crew.browser.get(f"/generations/{row.pk}/").body.decode()
    assert "<b id=bad>" not in page
    assert "&lt;b id=bad&gt;" in page
    assert (paid(crew), row.charged) == ({1}, "no")


@pytest.mark.parametrize("status", [401, 403])
def test_row_24_a_refused_key_stops_all_submits(crew: Crew, status: int) -> None:
    """Row 24: takes wait and say why, nobody sends with that key; when it works again all go by themselves."""
    refused = error(status, "unauthorized", "this key is revoked")
    crew.gateway.always |= {"create": refused, "balance": refused}
    crew.until(lambda row: row.reason == "key_refused", crew.click())
    begun = crew.gateway.creates.total()
    waiting = crew.clicks(3)
    crew.until(lambda row: row.reason == "key_refused", *waiting)
    time.sleep(0.5)
    assert crew.gateway.creates.total() == begun == 1
    assert b'class="banner"' in crew.browser.get("/").body
    crew.gateway.always.clear()
    crew.until("ready")


def test_row_25_an_empty_account_waits_for_a_person(crew: Crew) -> None:
    """Row 25: all takes wait and say so; money alone moves nothing, a person's word does."""
    crew.gateway.always["create"] = error(402, "insufficient_quota", "no credits left")
    crew.until(lambda row: row.reason == "no_credits", crew.click())
    crew.until(lambda row: row.reason == "no_credits", crew.click())
    crew.gateway.always.clear()
    time.sleep(0.5)
    assert crew.gateway.creates.total() == 1
    assert b'class="banner"' in crew.browser.get("/").body
    crew.browser.post("/connection/test/")
    crew.until("ready")


def test_row_26_a_refused_connection_is_repeated_freely(crew: Crew) -> None:
    """Row 26: nothing left, so nothing is to be found out: it waits, says why, and is sent when somebody listens."""
    with deaf(crew.gateway):
        crew.restart(*crew.clusters)
        crew.until(lambda row: (row.state, row.reason) == ("queued", "unreachable"), crew.click())
        assert crew.clicked[0].events.filter(to_state="unconfirmed").count() == 0
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}


def test_row_26_no_name_and_no_tls_are_repeated_freely(crew: Crew) -> None:
    """Row 26: an unknown host, a server that speaks no TLS: nothing left; with the right address it is sent once."""
    for wrong in ("http://nobody.invalid", f"https://127.0.0.1:{crew.gateway.port}"):
        crew.restart(crew.web, *crew.clusters, grace=GRACE, TOAPIS_BASE_URL=wrong)
        crew.until(lambda row: (row.state, row.reason) == ("queued", "unreachable"), crew.click(wrong))
    assert crew.gateway.creates.total() == 0
    crew.restart(crew.web, *crew.clusters, grace=GRACE)
    crew.until("ready")
    assert paid(crew) == {1}


ENDS: dict[str, Answer] = {
    "closed": Answer(0),
    "reset": Raw(play=resets),
    "cut": Raw(play=says(b'{"id": "vid', framing="Content-Length: 80")),
}


@pytest.mark.parametrize("accepts", [True, False], ids=["accepted", "lost"])
def test_row_27_a_line_that_breaks_is_found_out_about(crew: Crew, *, accepts: bool) -> None:
    """Row 27: the request left and no answer came: what exists is adopted, what is proved absent is sent again."""
    speaks_raw(crew.gateway)

    def breaks(call: Call) -> Answer | None:
        asked = json.loads(call.body)
        is_first = crew.gateway.creates[asked["client_business_id"]] == 1
        return replace(ENDS[asked["prompt"]], accepts=accepts) if is_first else None

    crew.gateway.always["create"] = breaks
    for name in ENDS:
        crew.until(lambda row: row.attempts >= 1, crew.click(name))
    crew.until("ready", seconds=16)
    assert paid(crew) == {1 if accepts else 2}
    assert {take.events.filter(name="adopted").exists() for take in crew.clicked} == {accepts}


def test_row_28_a_dripping_answer_ends_and_holds_up_nobody(crew: Crew) -> None:
    """Row 28: bytes come within every pause that a client allows; the whole has an end, and others go on meanwhile."""
    speaks_raw(crew.gateway)
    crew.gateway.says("create", Raw(play=drips(60), accepts=True))
    slow = crew.click()
    crew.until("submitting")
    for number in range(3):
        crew.until("ready", crew.click(f"Meanwhile {number}"))
    crew.until("ready", slow, seconds=PATIENCE)
    assert (paid(crew), slow.events.filter(name="adopted").count()) == ({1}, 1)
