"""Who did what: every address that changes something leaves an entry, or has a reason here why it need not."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from playground.models import AuditEntry, Invitation, Membership, invitation, library, removal, review
from tests import build
from tests.integration.team.conftest import PASSWORD, Enter, Team

ITS_EVENTS = "told by the take's own events"
EVERYDAY = "something new of one's own, deleted as easily"
NOTHING = "changes nothing that lasts"
HERSELF = "about this browser or this person alone"
WORDS = "stands in the review itself, with who and when"
KEYS = "told when a key was kept or went (tests/integration/keys/test_entering.py)"
NEED_NONE = {
    "generations": ITS_EVENTS, "generation-watching": ITS_EVENTS, "generation-retrieval": ITS_EVENTS,
    "generation-decision": ITS_EVENTS, "generation-judgement": ITS_EVENTS, "generations-tagging": ITS_EVENTS,
    "batch-others": ITS_EVENTS, "generation-replay": ITS_EVENTS,
    "references": EVERYDAY, "reference-crop": EVERYDAY, "generation-frames": EVERYDAY,
    "generation-recording": EVERYDAY,
    "recipe": NOTHING, "health-live": NOTHING, "health-ready": NOTHING, "account_inactive": NOTHING,
    "preview": NOTHING, "carried": NOTHING, "draft": NOTHING, "request-json": NOTHING,
    "recipe-choice": HERSELF, "absence": HERSELF, "theme": HERSELF, "set_language": HERSELF,
    "workspace-choice": HERSELF,
    "share": "a wrong password is counted; too many in a row are told (tests/integration/sharing/test_password.py)",
    "webhooks-toapis": "the gateway's bell: nobody here did anything",
    "generation-review": WORDS, "generation-verdict": WORDS, "comment-text": WORDS, "comment-resolution": WORDS,
    "comment-revision": WORDS, "share-review": WORDS, "share-verdict": WORDS, "share-comment-text": WORDS,
    "share-comment-deletion": WORDS,
    "connection-key": KEYS, "connection-key-removal": KEYS,
    "account_reset_password_from_key": "the password it sets is told by the adapter, as the change of one is",
}  # fmt: skip
type Given = tuple[str, dict[str, Any]]


def _deleted_take(team: Team) -> dict[str, Any]:
    take = build.generation("ready", of=team.owner)
    removal.delete_takes([take], "owner")
    take.refresh_from_db()
    return {"moment": take.deleted_at.isoformat()}


def _said_by_the_viewer(team: Team) -> Any:
    take = build.generation("ready", of=team.owner)
    return review.say(review.Hand(user=team.viewer), take, "Warmer", None, [], None).pk


def _deleted_reference(team: Team) -> dict[str, Any]:
    reference = build.reference(team.owner)
    library.withdraw(reference)
    reference.refresh_from_db()
    return {"moment": reference.deleted_at.isoformat()}


def _take(team: Team) -> dict[str, Any]:
    return {"g": str(build.generation("ready", of=team.owner).pk)}


def _invited(team: Team) -> Invitation:
    return invitation.invite(team.workspace, team.owner, "editor", 1)[0]


def _token(team: Team) -> str:
    return invitation.invite(team.workspace, team.owner, "editor", 1)[1]


# Name → what its address is made of, and what its form holds; the owner sends it unless it is somebody else's
ARE_TOLD: dict[str, Callable[[Team], tuple[dict[str, Any], dict[str, Any]]]] = {
    "generation-cancellation": lambda team: ({"generation_id": build.asked(of=team.owner).pk}, {}),
    "generations-deletion": lambda team: ({}, _take(team)),
    "generations-clip-deletion": lambda team: ({}, _take(team)),
    "generations-restoration": lambda team: ({}, _deleted_take(team)),
    "generations-erasure": lambda team: ({}, _deleted_take(team)),
    "reference-deletion": lambda team: ({"reference_id": build.reference(team.owner).pk}, {}),
    "references-restoration": lambda team: ({}, _deleted_reference(team)),
    "references-erasure": lambda team: ({}, _deleted_reference(team)),
    "shares": lambda team: ({}, _take(team) | {"reveal": "clip", "closes": "never", "days": ""}),
    "share-revocation": lambda team: ({"share_id": _shared(team)}, {}),
    "share-password": lambda team: ({"share_id": _shared(team)}, {"password": "sesame"}),
    "batch-pause": lambda team: ({"batch_id": build.batch(2, of=team.owner).pk}, {}),
    "batch-cancellation": lambda team: ({"batch_id": build.batch(2, of=team.owner).pk}, {}),
    "comment-deletion": lambda team: ({"comment_id": _said_by_the_viewer(team)}, {}),
    "member-allowance": lambda team: ({"member_id": team.member("editor").pk}, {"allowance": "5"}),
    "workspace-limit": lambda team: ({}, {"monthly_limit": "50"}),
    "prices": lambda team: ({}, {}),
    "prices-import": lambda team: ({}, {"toml": ""}),
    "prices-reset": lambda team: ({}, {}),
    "prices-confirmation": lambda team: ({}, {"confirm_above": "40"}),
    "connection-test": lambda team: ({}, {}),
    "storage-retention": lambda team: ({}, {"rule": "posters", "days": "30"}),
    "account_login": lambda team: ({}, {"login": "editor", "password": PASSWORD}),
    "account_logout": lambda team: ({}, {}),
    "account_change_password": lambda team: (
        {},
        {"oldpassword": PASSWORD, "password1": "another harbour", "password2": "another harbour"},
    ),
    "invitation": lambda team: ({"token": _token(team)}, {}),
    "workspaces": lambda team: ({}, {"name": "Second unit"}),
    "workspace-name": lambda team: ({}, {"name": "Stage two"}),
    "workspace-departure": lambda team: ({}, {}),
    "workspace-invitations": lambda team: ({}, {"role": "viewer", "days": "7", "note": "Ada"}),
    "invitation-revocation": lambda team: ({"invitation_id": _invited(team).pk}, {}),
    "member-removal": lambda team: ({"member_id": team.member("viewer").pk}, {}),
    "member-role": lambda team: ({"member_id": team.member("viewer").pk}, {"role": "editor"}),
}
SENT_BY = {"account_login": "", "invitation": "stranger", "workspace-departure": "editor"}


def _shared(team: Team) -> Any:
    return build.share(build.generation("ready", of=team.owner))[0].pk


def _ids() -> dict[str, Any]:
    """For addresses that take no POST anyway."""
    zero = "0" * 8 + "-0000-4000-8000-" + "0" * 12
    ids = dict.fromkeys(("generation_id", "reference_id", "batch_id", "share_id", "comment_id"), zero)
    return (
        ids
        | {"uidb36": "1", "key": "x", "token": "x", "slug": "x", "number": 1, "member_id": 0}
        | {"invitation_id": 0}
    )


@pytest.mark.parametrize("name", sorted({str(each.name) for each in get_resolver().url_patterns}))
def test_every_address_that_changes_something_is_told(team: Team, enter: Enter, name: str) -> None:
    """A new one without a word here fails: it leaves an entry, or has a reason, or takes no POST."""
    if name in NEED_NONE:
        return
    path, form = ARE_TOLD[name](team) if name in ARE_TOLD else (_ids(), {})
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    where = reverse(name, kwargs={key: path[key] for key in wanted})
    before = AuditEntry.objects.count()
    answer = enter(SENT_BY.get(name, "owner")).post(where, form)
    if name in ARE_TOLD:
        assert AuditEntry.objects.count() > before, (answer.status_code, answer.text[:2000])
    else:
        assert answer.status_code in (404, 405), "say in this file why it leaves no entry"


def entries(**wanted: Any) -> list[AuditEntry]:
    """Those of the log."""
    return list(AuditEntry.objects.filter(**wanted).order_by("id"))


def test_an_entry_says_who_what_and_from_where(team: Team, enter: Enter) -> None:
    """The person, the record, the change, the address and the browser's family; a forged header says nothing."""
    headers = {"user-agent": "Mozilla/5.0 (X11) Gecko/20100101 Firefox/140.0", "x-forwarded-for": "6.6.6.6"}
    where = f"/workspace/members/{team.member('viewer').pk}/role/"
    enter("owner", REMOTE_ADDR="10.1.2.3").post(where, {"role": "editor"}, headers=headers)
    (entry,) = entries(action="role changed")
    assert (entry.actor, entry.actor_words, entry.workspace) == (team.owner, "owner", team.workspace)
    assert (entry.record_kind, entry.record_label) == ("person", "viewer")
    assert (entry.address, entry.agent) == ("10.1.2.3", "Firefox")
    assert entry.detail == {"role": ["viewer", "editor"]}


def test_a_deed_that_failed_is_not_told(team: Team, enter: Enter) -> None:
    """The last owner stays one, and the log says nothing of it: entry and deed share a transaction."""
    answer = enter("owner").post(f"/workspace/members/{team.member('owner').pk}/role/", {"role": "viewer"})
    assert (answer.status_code, entries(action="role changed")) == (409, [])
    assert team.member("owner").role == Membership.Role.OWNER


def test_sign_ins_are_told_and_what_was_typed_is_not(team: Team, enter: Enter) -> None:
    """A person who failed is named if there is one; a word typed into the name field may be a password."""
    for login, word in (("editor", PASSWORD), ("editor", "wrong"), ("my secret word", "wrong")):
        enter("").post("/sign-in/", {"login": login, "password": word})
    told = [(each.action, each.record_label, each.workspace) for each in entries()]
    assert told == [
        ("sign-in", "editor", None),
        ("sign-in failed", "editor", None),
        ("sign-in failed", "", None),
    ]
    html = enter("owner").get("/audit/").text
    assert html.count("Sign-in failed") == 3  # two entries and the filter's choice
    assert "my secret word" not in html + str([vars(each) for each in entries()])


@pytest.mark.parametrize("name", ["editor", "viewer", "stranger"])
def test_the_log_is_the_owners_alone(team: Team, enter: Enter, name: str) -> None:
    """404 for members; the owner of another workspace reads his own, in which nothing of this one stands."""
    enter("owner").post("/workspace/name/", {"name": "Stage two"})
    for where in ("/audit/", "/audit.csv"):
        answer = enter(name).get(where)
        assert answer.status_code == (200 if name == "stranger" else 404)
        assert "Stage two" not in answer.text


def test_it_is_narrowed_and_read_page_by_page(team: Team, enter: Enter) -> None:
    """By person, action and record; fifty on a page, the older ones behind a link that keeps the filters."""
    client = enter("owner")
    for number in range(52):
        client.post("/workspace/name/", {"name": f"Stage {number}"})
    build_one(client, team)
    first = client.get("/audit/?action=workspace renamed").text
    assert first.count("<tr>") == 51
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/audit/{older}").text.count("<tr>") == 3
    assert "Workspace renamed</span>" not in client.get("/audit/?record=paper boat").text
    assert "Take deleted</span>" in client.get("/audit/?record=paper boat").text
    assert "Nothing found" in client.get(f"/audit/?who={team.viewer.pk}").text


def build_one(client: Client, team: Team) -> None:
    """A deleted take with a formula for a prompt."""
    take = build.generation("ready", of=team.owner, prompt="=paper boat")
    client.post("/generations/deletion/", {"g": str(take.pk)})


def test_a_spreadsheet_reckons_with_nothing_of_it(team: Team, enter: Enter) -> None:
    """The file has a head and a row an entry; what begins as a formula is text."""
    client = enter("owner")
    build_one(client, team)
    answer = client.get("/audit.csv?action=take deleted")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer["Content-Type"].startswith("text/csv")
    assert [(row["who"], row["action"], row["label"]) for row in rows] == [
        ("owner", "take deleted", "'=paper boat")
    ]


def test_details_speak_the_readers_language(team: Team, enter: Enter) -> None:
    """A limit is told in credits and a role in words, both in Chinese for a Chinese reader."""
    client = enter("owner")
    client.post(reverse("workspace-limit"), {"monthly_limit": "50"})
    client.post(reverse("member-role", args=[team.member("viewer").pk]), {"role": "editor"})
    html = client.get("/audit/", headers={"accept-language": "zh-CN"}).text
    assert "每月上限 – → 50<" in html
    assert "角色 查看者 → 编辑者<" in html
