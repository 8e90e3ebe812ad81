"""Members: roles, removal, leaving, and several workspaces of one person."""

import pytest
from django.test import Client

from playground.models import Generation, Membership, Workspace
from tests import build
from tests.integration.team.conftest import Enter, Team


@pytest.fixture
def second(team: Team) -> Workspace:
    """Another workspace in which the editor is a viewer, with a take of its owner."""
    other = build.workspace("Annex")
    person = build.user("annexer", other)
    Membership.objects.create(user=team.editor, workspace=other, role="viewer")
    build.generation("ready", of=person, prompt="A lighthouse")
    return other


def test_a_new_role_holds_at_the_next_request(team: Team, enter: Enter) -> None:
    """A viewer made editor may generate; made viewer again, no more."""
    owner, viewer = enter("owner"), enter("viewer")
    path = f"/workspace/members/{team.member('viewer').pk}/role/"
    seen = []
    for role in ("editor", "viewer"):
        owner.post(path, {"role": role})
        seen.append('id="generate"' in viewer.get("/").text)
    assert seen == [True, False]


def test_removal_holds_at_the_next_request(team: Team, enter: Enter) -> None:
    """404 for whoever was removed, with a word and a way out; takes stay."""
    take = build.generation("ready", of=team.editor)
    browser = enter("editor")
    assert browser.get(f"/generations/{take.pk}/").status_code == 200
    enter("owner").post(f"/workspace/members/{team.member('editor').pk}/removal/")
    answers = [
        browser.get(path) for path in (f"/generations/{take.pk}/", f"/generations/{take.pk}/clip.mp4", "/")
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert "You are in no workspace here" in answers[2].text
    assert enter("owner").get(f"/generations/{take.pk}/").status_code == 200


def test_leaving_is_everybodys_own(team: Team, enter: Enter) -> None:
    """An editor leaves."""
    enter("editor").post("/workspace/departure/")
    assert not Membership.objects.filter(user=team.editor).exists()


@pytest.mark.parametrize("way", ["departure/", "members/{}/role/", "members/{}/removal/"])
def test_the_last_owner_stays(team: Team, enter: Enter, way: str) -> None:
    """Whichever way it is tried: 409 and words; with a second owner it works."""
    path = "/workspace/" + way.format(team.member("owner").pk)
    answer = enter("owner").post(path, {"role": "viewer"})
    assert (answer.status_code, "only owner" in answer.text) == (409, True)
    Membership.objects.filter(user=team.editor).update(role="owner")
    assert enter("owner").post(path, {"role": "viewer"}).status_code == 302


def test_nobody_manages_members_of_another_workspace(team: Team, enter: Enter) -> None:
    """The stranger owns a workspace, but not this one."""
    path = f"/workspace/members/{team.member('viewer').pk}/removal/"
    assert [enter(who).post(path).status_code for who in ("stranger", "editor", "viewer")] == [404] * 3


def test_the_list_is_for_members_and_emails_for_owners(team: Team, enter: Enter) -> None:
    """An editor sees names and roles."""
    assert "viewer@studio.example" in enter("owner").get("/workspace/members/").text
    html = enter("editor").get("/workspace/members/").text
    assert ("viewer" in html, "viewer@studio.example" in html, "/removal/" in html) == (True, False, False)


def test_lists_show_the_chosen_workspace_alone(team: Team, enter: Enter, second: Workspace) -> None:
    """What was chosen is remembered with the sign-in; the other's takes are in no list."""
    build.generation("ready", of=team.owner, prompt="Our harbour")
    browser = enter("editor")
    assert (
        "Our harbour" in browser.get("/generations/").text,
        "lighthouse" in browser.get("/generations/").text,
    ) == (True, False)
    assert browser.post("/workspace/choice/", {"workspace": second.pk}).url == "/"
    for path in ("/", "/generations/"):
        html = browser.get(path).text
        assert ("Our harbour" in html, "lighthouse" in html) == (False, True)


def test_a_direct_link_brings_its_workspace_along(team: Team, enter: Enter, second: Workspace) -> None:
    """A take of another workspace of mine opens there, for that page; what was chosen stays chosen."""
    take = Generation.objects.get(workspace=second)
    browser = enter("editor")
    html = browser.get(f"/generations/{take.pk}/").text
    assert (f'"X-Workspace": "{second.pk}"' in html, f"?workspace={second.pk}" in html) == (True, True)
    assert "/judgement/" not in html  # a viewer there
    assert f'"X-Workspace": "{team.workspace.pk}"' in browser.get("/").text


def test_a_page_acts_where_it_stands(team: Team, enter: Enter, second: Workspace) -> None:
    """A form of one workspace's page is carried out there, whichever was chosen in another tab meanwhile."""
    browser = enter("editor")
    browser.post("/workspace/choice/", {"workspace": second.pk})
    form = {
        "model": "gemini_omni_flash",
        "prompt": "x",
        "aspect_ratio": "16:9",
        "duration": "6",
        "resolution": "720P",
    }
    assert browser.post("/generations/", form).status_code == 404
    named = browser.post("/generations/", form, headers={"X-Workspace": str(team.workspace.pk)})
    assert named.status_code == 302
    assert Generation.objects.filter(workspace=team.workspace).count() == 1


def test_what_is_foreign_to_a_workspace_is_not_used_in_it(
    team: Team, enter: Enter, second: Workspace
) -> None:
    """An image of another workspace of mine is not attached to a take of this one."""
    Membership.objects.filter(user=team.editor, workspace=second).update(role="editor")
    theirs = build.reference(Membership.objects.get(workspace=second, role="owner").user)
    form = {"model": "gemini_omni_flash", "reference": str(theirs.pk), "workspace": team.workspace.pk}
    assert enter("editor").post("/references/", form).status_code == 404
    assert enter("editor").post("/references/", form | {"workspace": second.pk}).status_code == 200


@pytest.mark.parametrize("named", ["999999", "x", "-1", "9" * 30])
def test_a_workspace_that_is_not_mine_is_not_there(enter: Enter, named: str) -> None:
    """Neither chosen nor named."""
    browser = enter("editor")
    assert browser.post("/workspace/choice/", {"workspace": named}).status_code == 404
    assert browser.get("/workspace/standing/", headers={"X-Workspace": named}).status_code == 404


def test_an_owner_begins_and_names_workspaces(team: Team, enter: Enter) -> None:
    """The new one is chosen; an editor who owns none may not."""
    browser = enter("owner")
    browser.post("/workspaces/", {"name": "  Night   shoot "})
    assert "Night shoot" in browser.get("/").text
    browser.post("/workspace/name/", {"name": "Dawn"})
    assert set(Workspace.objects.values_list("name", flat=True)) >= {"Studio", "Dawn"}
    assert enter("editor").post("/workspaces/", {"name": "Mine"}).status_code == 404


def test_standing_says_whether_a_page_may_stay(team: Team, enter: Enter) -> None:
    """204, and 404 once removed or signed out."""
    browser, where = enter("editor"), f"/workspace/standing/?workspace={team.workspace.pk}"
    assert browser.get(where).status_code == 204
    Membership.objects.filter(user=team.editor).delete()
    assert (browser.get(where).status_code, Client().get(where).status_code) == (404, 404)
