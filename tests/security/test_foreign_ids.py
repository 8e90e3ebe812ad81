"""Check 13: what a form or an address names is looked up where the person works, like what a path names."""

from typing import Any

import pytest

from playground.live import feed, hub
from tests.security.access_table import ROWS
from tests.security.calling import Caller, everything
from tests.security.conftest import Enter, Studio

NAMED = [(name, field) for name, row in ROWS.items() for field in row.named]
# Members who own another workspace act there: none of these names a row in its path
ACTING = sorted(name for name, row in ROWS.items() if {row.get, row.post} & {"members", "editors", "owners"})


class Watch:
    """What stood there before a request, and what somebody else's rows came to by it."""

    def __init__(self, studio: Studio) -> None:
        self.before = everything()
        ids = {
            str(value) for name, value in studio.ids.items() if name.endswith("_id") and len(str(value)) > 30
        }
        self.studio, self.ids, self.wrong = studio, ids, set[str]()
        mine = studio.team.stranger
        own = {("User", mine.pk), *(("Membership", each.pk) for each in mine.memberships.all())}
        self.own = own | {("Workspace", each.pk) for each in mine.workspaces.all()}

    def look(self) -> None:
        """Inside the request's transaction: whatever changed or was born must be the stranger's own."""
        after = everything()
        for key, row in self.before.items():
            if after.get(key) != row and key not in self.own and key[0] not in ("Session", "Attempt"):
                self.wrong.add(f"{key} was changed")
        for key in after.keys() - self.before.keys():
            if any(name in str(after[key]) for name in self.ids) or self._is_in_the_studio(key, after[key]):
                self.wrong.add(f"{key} was made of the studio's")

    def _is_in_the_studio(self, key: tuple[str, Any], row: Any) -> bool:
        from django.apps import apps

        names = (
            [each.attname for each in apps.get_model("playground", key[0])._meta.concrete_fields]
            if (key[0] not in ("Session", "ContentType", "OrmQ"))
            else []
        )
        return dict(zip(names, row[1:], strict=False)).get("workspace_id") == self.studio.ids["workspace"]


@pytest.fixture(autouse=True)
def _no_stream_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams end as they begin: the hub of these tests is closed."""
    closed = hub.Hub()
    closed.close()
    monkeypatch.setattr(feed, "hub", closed)


def tells(text: str) -> bool:
    """Whether an answer holds a word of the studio's."""
    return any(word in text for word in ("Our harbour", "cat.png", "Studio"))


def test_what_a_form_names_is_ones_own(studio: Studio, enter: Enter) -> None:
    """Check 13: each id that a body or a query may hold, of another workspace: nothing told, changed or made of it."""
    call, watch, wrong = Caller(studio, enter, "elsewhere"), Watch(studio), []
    for name, field in NAMED:
        row = ROWS[name]
        for method in [method for method, who in (("GET", row.get), ("POST", row.post)) if who]:
            form = row.form if method == "POST" else row.query
            given = {key: studio.filled(value) for key, value in (form | {field: row.named[field]}).items()}
            answer = call.send(studio.address(name), method, given, watch.look)
            if answer.status_code >= 500 or tells(call.text):
                wrong.append((name, field, method, answer.status_code))
    assert (wrong, watch.wrong) == ([], set())


def test_what_names_a_workspace_of_others_does_nothing(studio: Studio, enter: Enter) -> None:
    """Check 13: a page's X-Workspace header that names a workspace of others opens none of its rooms."""
    call, watch, wrong = Caller(studio, enter, "elsewhere"), Watch(studio), []
    header = {"X-Workspace": str(studio.team.workspace.pk)}
    for name in ACTING:
        for method in [m for m, who in (("GET", ROWS[name].get), ("POST", ROWS[name].post)) if who]:
            form = {key: studio.filled(value) for key, value in ROWS[name].form.items()}
            given = form if method == "POST" else {}
            call.send(studio.address(name), method, given, watch.look, **header)
            if tells(call.text):
                wrong.append((name, method))
    assert (wrong, watch.wrong) == ([], set())


def test_an_id_in_a_form_would_be_seen(studio: Studio, enter: Enter) -> None:
    """Check 13: the same requests of an editor do reach those rows, so what is looked for could be found."""
    call = Caller(studio, enter, "editor")
    seen = {name for name, field in NAMED if _is_reached(call, studio, name, field)}
    assert {"home", "generations-deletion", "shares", "stage", "compare", "references"} <= seen


def _is_reached(call: Caller, studio: Studio, name: str, field: str) -> bool:
    row = ROWS[name]
    form = row.form if row.post else row.query
    given = {key: studio.filled(value) for key, value in (form | {field: row.named[field]}).items()}
    answer = call.send(studio.address(name), "POST" if row.post else "GET", given)
    return tells(call.text) or (answer.status_code == 302 and bool(call.wrote))
