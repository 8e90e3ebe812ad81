"""The database goes away under a running web: 503 in words, and all is well again when it is back."""

import json
import signal
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from psycopg_pool import ConnectionPool

from playground.settings import POSTGRESQL_POOL
from tests import servers
from tests.integration.installation import Answer, wait_until
from tests.integration.serving import Form, Web, WebOnPostgres, heard, streams

PAGES = ("/", "/generations/", "/connection/", f"/generations/{uuid.UUID(int=1)}/")


@pytest.fixture(scope="module", params=[Web, WebOnPostgres], ids=["sqlite", "postgres"])
def web(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Web]:
    """A web process that has been asked before; it ends without a trace of an error in its log."""
    found = request.param(tmp_path_factory.mktemp("outage") / "var")
    found.begin()
    assert found.get("/").status == 200
    yield found
    found.finish()
    assert "Traceback" not in found.output(), found.output()
    found.end()


def refused(answer: Answer) -> bool:
    """Whether it is the 503 that says when to come back."""
    return answer.status == 503 and 0 < int(answer.headers["Retry-After"]) < 60


def test_pages_are_refused_in_words_and_come_back(web: Web) -> None:
    """Each page says that the database does not answer; the first question after its return is answered."""
    with web.away():
        for path in PAGES:
            answer = web.get(path, {"Accept": "text/html"})
            assert refused(answer), (path, answer.status)
            assert "The database does not answer" in answer.body.decode()
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [web.get(path).status for path in PAGES] == [200, 200, 200, 404]


def test_programs_and_fragments_get_their_own_words(web: Web) -> None:
    """A program gets JSON; htmx gets the banner alone, to be put where it belongs; a stream gets its refusal."""
    with web.away():
        told = web.get(f"/generations/{uuid.UUID(int=1)}.json")
        assert refused(told)
        assert json.loads(told.body)["retry_after"] == int(told.headers["Retry-After"])
        fragment = web.get(f"/generations/{uuid.UUID(int=1)}/card/", {"HX-Request": "true"})
        assert refused(fragment)
        assert fragment.body.strip().startswith(b'<outage-banner id="outage" role="alert" hx-swap-oob="true"')
        assert refused(web.get("/live/", {"Accept": "text/event-stream"}))
        assert web.get("/models/gemini_omni_flash/").status in (200, 503)


def test_health_tells_living_from_ready(web: Web) -> None:
    """The process lives; it is not ready, because of its database."""
    with web.away():
        assert web.get("/health/live").status == 200
        ready = web.get("/health/ready")
        assert (ready.status, json.loads(ready.body)["missing"]) == (503, ["database"])


def test_a_click_during_the_outage_makes_a_take_when_it_is_repeated(web: Web) -> None:
    """The refused form keeps its token: sent again it makes one take."""
    form = Form(web, "A harbour after the storm")
    before = web.get("/generations/").body.count(b'class="tile"')
    with web.away():
        answer = form.send()
        assert refused(answer)
        assert b"go back and send it again" in answer.body
    assert [form.send().status for _ in "ab"] == [302, 302]
    assert web.get("/generations/").body.count(b'class="tile"') == before + 1


def test_an_open_stream_lives_through_it(web: Web) -> None:
    """A reader that was there before hears of the first take made after it."""
    make = "from tests import build; print(build.asked().pk)"
    with streams(web, 1) as (reader,):
        reader.settimeout(0.2)
        before = web.run(make)
        assert wait_until(lambda: before in heard(reader), 30)
        with web.away():
            assert refused(web.get("/"))
        after = web.run(make)
        assert wait_until(lambda: after in heard(reader), 30), web.output()


def test_who_waits_already_is_answered_when_the_database_is_back() -> None:
    """A connection that is waited for comes after the outage, however many attempts have failed by then."""
    server = servers.Postgres()
    server.start()
    with ConnectionPool(server.url(), **POSTGRESQL_POOL | {"timeout": 90}) as pool:
        pool.wait()
        server.kill(signal.SIGQUIT)
        pool.check()
        with ThreadPoolExecutor(1) as aside:
            waiting = aside.submit(pool.getconn)
            assert wait_until(lambda: pool.get_stats().get("connections_errors", 0) > 3, 30)
            server.start()
            pool.putconn(waiting.result(90))
    server.end()
