"""How to write a row of the fault table (the harness: crew.py, process.py, ground.py, gateway.py, promises.py).

    def test_row_35_expired_address_is_asked_for_again(crew: Crew) -> None:
        \"\"\"Row 35: a result that answers 403 is looked up again for a fresh address, and the clip arrives.\"\"\"
        crew.gateway.says("file", html(403))
        crew.click()
        crew.until("ready")
        assert len(crew.gateway.called("file")) == 2

`crew` comes twice: `one-worker` and `two-clusters`. Real processes run: `crew.web`, `crew.clusters`; they are kept
from row to row, so a row starts anew only what it needs otherwise (`crew.restart(process, VARIABLE=…)`,
`crew.crash_at(place)`). `crew.click()` presses the button over HTTP and notes the take; `crew.until(state or
condition)` waits for all noted takes and fails with their story. `crew.gateway` is tests/integration/scripted.py,
with `Slowly(after=, halfway=)` for the ordinary answer in its own time. The test's own ORM reads and writes the crew's
database. After the row the promises of promises.py are checked for every noted take, so a row leaves each of them in
an end or honestly waiting; before the next one `crew.calm()` makes everything well again.

The engine's clock runs fifty times as fast (TIME_SCALE): patience of 30 s takes 0.6 s here.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.faults import promises
from tests.faults.crew import Crew
from tests.faults.ground import stand_on

SIZES = {"one-worker": 1, "two-clusters": 2}


@pytest.fixture(scope="session")
def whole_crew(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Crew]:
    """Started with the first row, ended after the last."""
    found = Crew(tmp_path_factory.mktemp("crew"))
    try:
        with django_db_blocker.unblock(), stand_on(found.ground):
            found.start()
        yield found
    finally:
        found.end()


@pytest.fixture(params=list(SIZES), scope="module")
def size(request: pytest.FixtureRequest) -> int:
    """How many clusters share the work; all rows of a file with one, then all with two."""
    return SIZES[request.param]


@pytest.fixture
def crew(whole_crew: Crew, size: int, django_db_blocker: DjangoDbBlocker) -> Iterator[Crew]:
    """A crew that is well; after the row, the promises."""
    with django_db_blocker.unblock(), stand_on(whole_crew.ground), whole_crew.as_ours():
        whole_crew.become(size)
        whole_crew.calm()
        yield whole_crew
        promises.hold(whole_crew, whole_crew.clicked)
