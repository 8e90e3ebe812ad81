"""Allowances over HTTP: who begins with one, who sets it, and what a click past it is told."""

import re
import uuid

import pytest
from django.test import Client

from playground.models import Generation, Membership, MoneySettings, invitation
from playground.models.state import PERSON
from tests import build
from tests.integration.team.conftest import Enter, Team

FORM = {"model": "gemini_omni_flash", "prompt": "A red fox", "aspect_ratio": "16:9"}
FORM |= {"duration": "6", "resolution": "720P"}


def click(browser: Client, *, htmx: bool = True, **fields: str):
    """The composer's form; a take costs 12 credits."""
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post("/generations/", FORM | {"token": str(uuid.uuid4())} | fields, headers=headers)


def said(html: str) -> str:
    """What stands beside the price."""
    return " ".join(re.search(r'id="generate-month"[^>]*>([^<]*)<', html)[1].split())


@pytest.fixture
def limited(team: Team) -> Team:
    """The editor may spend 20 credits a month."""
    Membership.objects.filter(user=team.editor).update(allowance=20_000)
    return team


@pytest.mark.parametrize(("role", "begins"), [("editor", 7500), ("viewer", 7500), ("owner", None)])
def test_who_comes_by_a_link_begins_with_the_default(team: Team, settings, role: str, begins: int) -> None:
    """Owners have no limit; who was here before keeps what they had."""
    settings.DEFAULT_ALLOWANCE = 7500
    made, _ = invitation.invite(team.workspace, team.owner, role, 1)
    invitation.accept(made, team.stranger)
    assert Membership.objects.get(user=team.stranger, workspace=team.workspace).allowance == begins
    assert team.member("editor").allowance is None


def test_only_owners_set_limits(limited: Team, enter: Enter) -> None:
    """404 for everybody else, their own allowance included."""
    member = limited.member("editor").pk
    posts = [(f"/workspace/members/{member}/allowance/", {"allowance": "99.5"})]
    posts += [("/workspace/limit/", {"monthly_limit": "50"})]
    for who in ("editor", "viewer", "stranger"):
        answers = [enter(who).post(path, form | {"workspace": limited.workspace.pk}) for path, form in posts]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert limited.member("editor").allowance == 20_000
    assert [enter("owner").post(path, form).status_code for path, form in posts] == [302, 302]
    assert limited.member("editor").allowance == 99_500
    assert MoneySettings.objects.get().monthly_limit == 50_000


@pytest.mark.parametrize("typed", ["ten", "-1", "1.2345", "NaN"])
def test_a_mistyped_limit_is_kept_and_explained(limited: Team, enter: Enter, typed: str) -> None:
    """422, what was typed stands there, and the old one holds; an empty one is no limit."""
    browser, path = enter("owner"), f"/workspace/members/{limited.member('editor').pk}/allowance/"
    for where, name in ((path, "allowance"), ("/workspace/limit/", "monthly_limit")):
        answer = browser.post(where, {name: typed})
        assert (answer.status_code, f'value="{typed}"' in answer.text) == (422, True)
    assert limited.member("editor").allowance == 20_000
    browser.post(path, {"allowance": ""})
    assert limited.member("editor").allowance is None


def test_what_is_left_stands_beside_the_price(limited: Team, enter: Enter) -> None:
    """Only where there is a limit; the answer to a click brings the new sum."""
    assert said(enter("owner").get("/").text) == ""
    editor = enter("editor")
    assert said(editor.get("/?prompt=x").text) == "20 of 20 credits left this month"
    assert said(click(editor, duration="4").text) == "12 of 20 credits left this month"
    MoneySettings.objects.create(workspace=limited.workspace, monthly_limit=9000)
    assert said(editor.post("/preview/", FORM | {"duration": "4"}).text).startswith(
        "This costs 8 credits; 1 of"
    )
    MoneySettings.objects.update(monthly_limit=18_000)
    both = "12 of 20 credits left this month · 10 of the workspace&#x27;s 18 credits left this month"
    assert said(editor.get("/?prompt=x&duration=4").text) == both


@pytest.mark.parametrize("htmx", [True, False])
def test_a_click_past_the_allowance_is_refused_in_words(limited: Team, enter: Enter, htmx: bool) -> None:
    """Which limit, what is left, what this costs, who can change it; nothing is made and the form is kept."""
    editor = enter("editor")
    click(editor)
    answer = click(editor, htmx=htmx)
    words = "This costs 12 credits; 8 of your 20 are left this month. owner can change the limit on the members page."
    assert answer.status_code == 422
    assert said(answer.text) == f"{words} Nothing was sent."
    assert htmx or "A red fox</textarea>" in answer.text
    assert not re.search(r'<button class="generate"[^>]* disabled', answer.text)
    assert Generation.objects.count() == 1


def test_a_batch_past_the_allowance_says_how_many_fit(limited: Team, enter: Enter) -> None:
    """Nothing of it is made."""
    answer = click(enter("editor"), count="3", duration="4")
    assert (
        "These 3 takes cost 24 credits; 20 of your 20 are left this month, enough for 2 of them."
        in answer.text
    )
    assert not Generation.objects.exists()


def test_an_owner_is_told_where_to_change_the_workspaces(team: Team, enter: Enter) -> None:
    """It binds owners too."""
    MoneySettings.objects.create(workspace=team.workspace, monthly_limit=1000)
    told = said(click(enter("owner")).text)
    words = "This costs 12 credits; 1 of the workspace&#x27;s 1 are left this month."
    assert told == f"{words} You can change the limit on the members page. Nothing was sent."


def test_an_unpriced_take_is_refused_under_a_limit(limited: Team, enter: Enter) -> None:
    """It says why, and what helps."""
    MoneySettings.objects.create(workspace=limited.workspace, prices_text="")
    words = "The price is unknown, so it can&#x27;t be counted against your 20 credits a month."
    assert (
        said(click(enter("editor")).text)
        == f"{words} owner can set its price, or lift the limit. Nothing was sent."
    )
    assert click(enter("owner")).status_code == 200


def test_who_is_limited_does_not_set_what_is_counted(team: Team, enter: Enter) -> None:
    """An editor sets prices while nobody has a limit; then owners alone, and the page says so."""
    form = {"toml": '[gemini_omni_flash]\nunit = "task"\ncredits = 0\n'}
    assert enter("editor").post("/prices/import/", form).status_code == 302
    Membership.objects.filter(user=team.editor).update(allowance=20_000)
    refused = [
        enter("editor").post(f"/prices/{path}", form).status_code for path in ("", "import/", "reset/")
    ]
    assert refused == [404] * 3
    page = enter("editor").get("/prices/").text
    assert ("only owners set prices" in page, "Save prices" in page) == (True, False)
    assert enter("owner").post("/prices/import/", form).status_code == 302


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_sent_again_counts_for_who_asked_for_it(limited: Team, enter: Enter, htmx: bool) -> None:
    """Whoever presses the button: the refusal names whose allowance it is, with and without script."""
    told = {"error_code": "unconfirmed", "charged": "unknown", "reason": PERSON}
    take = build.generation("unconfirmed", of=limited.editor, **told)
    where, headers = f"/generations/{take.pk}/decision/", {"HX-Request": "true"} if htmx else {}
    answer = enter("owner").post(where, {"decision": "again"}, headers=headers)
    words = "This costs 12 credits; 8 of the 20 that editor may spend are left this month."
    assert (words in answer.text, answer.status_code) == (True, 200 if htmx else 422)
    take.refresh_from_db()
    assert take.state == "unconfirmed"


def test_what_a_budget_left_out_passes_no_limit_later(limited: Team, enter: Enter) -> None:
    """Raising a batch's own budget does not raise the month's."""
    editor = enter("editor")
    answer = click(editor, count="3", duration="4", budget="8", htmx=False)
    again = editor.post(f"{answer.url}others/", {"budget": "24"})
    assert (again.status_code, Generation.objects.count()) == (422, 1)
    assert "These 2 takes cost 16 credits; 12 of your 20 are left this month" in again.text


def test_the_members_page_says_what_each_has_spent(limited: Team, enter: Enter) -> None:
    """Everybody sees it; owners alone have the fields."""
    build.asked(of=limited.editor)
    for who, fields in (("owner", True), ("editor", False), ("viewer", False)):
        page = enter(who).get("/workspace/members/").text
        row = page.split(f'id="member-{limited.member("editor").pk}"')[1].split("</li>")[0]
        assert "0 charged, 12 reserved" in row
        assert ('name="allowance"' in row, 'name="monthly_limit"' in page) == (fields, fields)
        assert fields or "of 20 a month" in row


def test_the_log_tells_limits_in_credits(limited: Team, enter: Enter) -> None:
    """An owner reads there what was typed, not the thousandths that are kept."""
    owner, member = enter("owner"), limited.member("editor").pk
    owner.post(f"/workspace/members/{member}/allowance/", {"allowance": "99.5"})
    owner.post("/workspace/limit/", {"monthly_limit": "1234.567"})
    page = owner.get("/audit/").content.decode()
    assert "allowance 20 → 99.5<" in page
    assert "monthly limit – → 1234.567<" in page
