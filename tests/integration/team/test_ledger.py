"""The ledger of a team: every booking by person and month, as a page and as a file."""

import csv
import re
from io import StringIO

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from playground.models import Booking, Membership, MoneySettings, User, wishes
from tests import build
from tests.integration.team.conftest import Enter, Team


def rows(browser: Client, query: str = "") -> list[list[str]]:
    """The ledger's file, without its heads."""
    answer = browser.get(f"/ledger.csv{query}")

    async def whole() -> bytes:
        return b"".join([piece async for piece in answer.streaming_content])

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(async_to_sync(whole)().decode(), newline="")))[1:]


@pytest.fixture
def booked(team: Team) -> Team:
    """Takes of two people, one of them released, one unpriced; and a stranger's."""
    wishes.cancel(build.asked("小船", of=team.editor), "editor")
    build.asked("=HYPERLINK(1)\nline two", of=team.owner)
    MoneySettings.objects.create(workspace=team.workspace, prices_text="")
    build.asked("Unpriced", of=team.editor)
    build.asked("Theirs", of=team.stranger)
    return team


def test_the_ledgers_file_holds_what_the_page_shows(booked: Team, enter: Enter) -> None:
    """For viewers too: every booking of the choice, unknowns in words, formulas as words, times as ISO."""
    viewer = enter("viewer")
    everything = rows(viewer)
    assert [row[2] for row in everything] == ["editor", "owner", "editor", "editor"]
    assert [row[6] for row in everything] == ["reserved", "reserved", "released", "reserved"]
    assert [row[7:] for row in everything] == [["price unknown"] * 2, ["12", "0"], ["-12", "0"], ["12", "0"]]
    assert everything[1][5] == "'=HYPERLINK(1)\nline two"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", everything[0][0])
    assert [row[5] for row in rows(viewer, f"?person={booked.owner.pk}")] == ["'=HYPERLINK(1)\nline two"]


def test_the_ledger_is_read_by_person_and_month(booked: Team, enter: Enter) -> None:
    """The sums are those of what is shown; a choice that does not exist is none."""
    Booking.objects.filter(owner=booked.owner).update(month="2026-01-01")
    booked.owner.spend.update(month="2026-01-01")
    browser = enter("viewer")
    january = browser.get("/ledger/?month=2026-01").text
    assert "HYPERLINK" in january
    assert "小船" not in january
    assert re.findall(r"<dd>([^<]*)</dd>", january)[:3] == ["0", "12", "12"]
    mine = browser.get(f"/ledger/?person={booked.editor.pk}").text
    assert ("HYPERLINK" in mine, "1 take had no known price" in mine) == (False, True)
    assert (
        browser.get(f"/ledger/?month=2026-01&person={booked.editor.pk}").text.count(
            "Nothing is booked for this"
        )
        == 1
    )
    for nonsense in ("?month=x&person=y", f"?person={booked.stranger.pk}"):
        assert len(rows(browser, nonsense)) == 4


def test_a_long_ledger_comes_in_pieces(team: Team, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row twice, none left out, and the pager keeps the choice."""
    from playground.views import ledger

    monkeypatch.setattr(ledger, "PIECE", 7)
    takes = [build.asked(f"Take {number}", of=team.owner) for number in range(60)]
    browser = enter("viewer")
    assert [row[3] for row in rows(browser)] == [str(take.pk) for take in reversed(takes)]
    older = re.search(r'href="([^"]*before=\d+)"', browser.get(f"/ledger/?person={team.owner.pk}").text)[1]
    assert older.startswith(f"?person={team.owner.pk}&amp;before=")
    assert "Take 9<" in browser.get(f"/ledger/{older.replace('&amp;', '&')}").text


def test_people_of_other_workspaces_are_not_named(booked: Team, enter: Enter) -> None:
    """The choice of people is the workspace's; who left and has bookings stays in it."""
    Membership.objects.filter(user=booked.editor).delete()
    page = enter("viewer").get("/ledger/").text
    assert ("editor</option>" in page, "stranger</option>" in page) == (True, False)
    assert User.objects.count() == 4
