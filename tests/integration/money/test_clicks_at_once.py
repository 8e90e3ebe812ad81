"""Fifty clicks at one moment under a limit of ten: ten paid requests, forty refusals, on real processes."""

import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from playground import access
from playground.models import Generation, Membership, User, budget
from tests import build, servers
from tests.conftest import ON
from tests.integration.conftest import KEY, Watch
from tests.integration.installation import Answer, Installation, wait_until
from tests.integration.scripted import Scripted, error
from tests.integration.serving import Form

PRICES = '[gemini_omni_flash]\nunit = "task"\ncredits = 1\n'
CLICKS, LIMIT = 50, 10
REFUSED = "This costs 1 credit; 0 of the workspace&#x27;s 10 are left this month."


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[tuple[Installation, Scripted]]:
    """A whole installation with two web processes and a key, on the chosen database; each take costs a credit."""
    gateway, server = Scripted(), servers.Postgres() if ON == "postgres" else None
    if server:
        server.start()
    (tmp_path / "prices.toml").write_text(PRICES)
    engines = {"DATABASE_URL": server.create("playground") if server else "", "BROKER_URL": ""}
    engines |= {"TOAPIS_API_KEY": KEY, "TOAPIS_BASE_URL": gateway.url, "TIME_SCALE": "0.2"}
    engines["TRUSTED_RESULT_HOSTS"] = f"127.0.0.1:{gateway.port}"
    found = Installation(
        tmp_path / "var", WEB_PROCESSES="2", PRICES_FILE=str(tmp_path / "prices.toml"), **engines
    )
    found.start()
    yield found, gateway
    found.end()
    gateway.close()
    if server:
        server.end()


def click(form: Form) -> Answer:
    """One click; a database that has no connection free just then (503) is asked again, by the same token."""
    token = str(uuid.uuid4())
    for _ in range(30):
        if (answer := form.send(token=token)).status != 503:
            break
    return answer


def test_fifty_clicks_at_a_limit_of_ten_are_ten_paid_requests(studio: tuple[Installation, Scripted]) -> None:
    """Each of the others is refused in words, and the ledger has ten reservations."""
    web, gateway = studio
    form = Form(web, "A quiet harbour")
    assert form.send("/workspace/limit/", monthly_limit=str(LIMIT)).status == 302
    with ThreadPoolExecutor(CLICKS) as many:
        answers = list(many.map(lambda _: click(form), range(CLICKS)))
    assert Counter(answer.status for answer in answers) == {302: LIMIT, 422: CLICKS - LIMIT}
    assert all(REFUSED in answer.body.decode() for answer in answers if answer.status == 422)
    assert wait_until(lambda: web.get("/ledger.csv").body.count(b",charged,") == LIMIT, 90), web.output()
    assert (gateway.creates.total(), gateway.accepted.total()) == (LIMIT, LIMIT)
    assert web.get("/ledger.csv").body.count(b",reserved,") == LIMIT


@pytest.mark.django_db(transaction=True)
def test_each_person_at_once_gets_their_own_allowance(gateway: Scripted, transactional_db: None) -> None:
    """Twenty clicks of each of two people, all at one moment: ten each are made."""
    owner = access.local_owner()
    people = [owner, build.user("mate", access.workspace_of(owner), "editor")]
    Membership.objects.update(allowance=LIMIT * 12_000)

    def click(person: User) -> str:
        try:
            return build.asked(of=person).state
        except budget.OverBudget:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as many:
        outcomes = Counter(many.map(click, people * 20))
    assert outcomes == {"queued": 2 * LIMIT, "refused": 20}
    assert [Generation.objects.filter(owner=each).count() for each in people] == [LIMIT, LIMIT]


def test_a_failure_frees_what_it_held(gateway: Scripted, watch: Watch) -> None:
    """What the gateway refused costs nothing, so the next click has its place."""
    Membership.objects.filter(user=access.local_owner()).update(allowance=12_000)
    gateway.says("create", error(400, "invalid_request_error"))
    watch(build.asked(), "failed")
    watch(build.asked(), "ready")
    with pytest.raises(budget.OverBudget):
        build.asked()
