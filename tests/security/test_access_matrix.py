"""Checks 12 and 28: every route × who asks × every method, as access_table.py says."""

import uuid

import pytest
from django.http import HttpResponse
from django.urls import get_resolver

from playground.live import feed, hub
from tests.security.access_table import ANY_METHOD, ROWS
from tests.security.calling import Caller
from tests.security.conftest import Enter, Studio

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
# As what each asks; "elsewhere" owns another workspace, and "guest" has a link of this one
EDITOR, OWNER = {"members", "editors"}, {"members", "editors", "owners"}
KNOWN = {"viewer": {"members"}, "editor": EDITOR, "owner": OWNER, "elsewhere": OWNER}
NAMES = sorted(str(pattern.name) for pattern in get_resolver().url_patterns)
OURS = {"generation_id", "reference_id", "batch_id", "share_id", "member_id", "invitation_id", "comment_id"}
COUNTED = {"share", "share-embed"}  # a visit of a guest
CLOSED = {"account_inactive": 403, "health-ready": 503}  # what these say when they answer


@pytest.fixture(autouse=True)
def _no_stream_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams end as they begin: the hub of these tests is closed."""
    closed = hub.Hub()
    closed.close()
    monkeypatch.setattr(feed, "hub", closed)


def ids_of(name: str) -> set[str]:
    """Which rows of a workspace its address names."""
    return OURS & set(get_resolver().reverse_dict.getlist(name)[0][0][0][1])


def verdict(who: str, name: str, method: str) -> str:
    """ "in", "door", "404", "405" or "closed"."""
    row = ROWS[name]
    wanted = {"GET": row.get, "HEAD": row.get, "POST": row.post}.get(method, "")
    if who not in KNOWN and not {row.get, row.post} & {"all", "link", "hand", "signed"}:
        return "door"
    if name in CLOSED or wanted == "signed":
        return "closed"
    if not wanted:
        return "any" if name in ANY_METHOD else "405"
    said = row.form if method == "POST" else row.query
    is_theirs = who == "elsewhere" and (ids_of(name) or OURS & set(said.values()))
    if is_theirs or (wanted == "link" and who == "anonymous"):
        return "404"
    if wanted == "hand":
        return "404"  # nobody here wrote as a guest
    return "in" if wanted in ("all", "link") or wanted in KNOWN.get(who, ()) else "404"


def is_right(answer: HttpResponse, verdict: str, name: str, method: str) -> bool:
    """Whether an answer is the one that was told. Pages may refuse a HEAD."""
    status = answer.status_code
    if method == "HEAD" and status == 405 and verdict in ("in", "404"):
        return True
    if verdict == "door" and status == 302:
        return method in ("GET", "HEAD") and answer.url.startswith("/sign-in/")
    is_in = 200 <= status < 300 or status in (302, 409, 422)
    right = {"in": is_in, "any": is_in or status == 405, "door": status == 404}
    return right.get(
        verdict, status == CLOSED.get(name, 403) if verdict == "closed" else str(status) == verdict
    )


def test_every_route_has_its_row() -> None:
    """Checks 12, 28: an address without a row is nobody's; a row without an address is of the past."""
    assert set(NAMES) == set(ROWS)
    assert not any("admin" in name or "debug" in name or "schema" in name for name in NAMES)


@pytest.mark.parametrize("who", ["anonymous", "guest", "viewer", "editor", "owner", "elsewhere"])
def test_who_may_what(studio: Studio, enter: Enter, who: str) -> None:
    """Check 12: what the table allows is answered, what it does not is refused, and what is refused writes nothing."""
    call, wrong = Caller(studio, enter, who), []
    for name in NAMES:
        for method in METHODS:
            answer, told = call(name, method), verdict(who, name, method)
            may_write = told == "in" and (method == "POST" or (name in COUNTED and method == "GET"))
            if not is_right(answer, told, name, method) or (call.wrote and not may_write):
                wrong.append((name, method, told, answer.status_code, sorted(call.wrote)))
    assert wrong == []


@pytest.mark.parametrize("who", ["elsewhere", "viewer"])
def test_what_is_refused_reads_as_what_never_was(studio: Studio, enter: Enter, who: str) -> None:
    """Check 12: an id of others and an id of nothing give one answer, word for word."""
    call, nothing = Caller(studio, enter, who), {}
    for name in OURS:
        nothing[name] = 987654 if name in ("member_id", "invitation_id") else uuid.UUID(int=9)
    for name in [name for name in NAMES if ids_of(name)]:
        for method in ("GET", "POST"):
            if verdict(who, name, method) == "404":
                theirs = call(name, method).status_code, call.text
                assert theirs == (call(name, method, **nothing).status_code, call.text), (name, method)
                assert theirs[0] == 404, name


@pytest.mark.parametrize(
    "path", ["/admin/", "/openapi.json", "/docs", "/__debug__/", "/api/schema/", "/.env", "/.git/config"]
)
def test_nothing_speaks_of_our_insides(team, enter: Enter, path: str) -> None:
    """Check 28: no admin, no debug page and no list of addresses, for nobody and for an owner alike."""
    assert [enter(who).get(path).status_code for who in ("", "owner")] == [404, 404]
