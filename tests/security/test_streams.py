"""Check 24: however many streams a person has, pages answer, and there is a last one."""

import http.client
from contextlib import ExitStack, closing

from tests.integration.installation import wait_until
from tests.security.serving import HOST, Site

ALLOWED = 12


def listening(site: Site, stack: ExitStack) -> http.client.HTTPResponse:
    """The answer to one more stream of the editor's; one that is open stays so."""
    line = stack.enter_context(closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)))
    told = {"Host": HOST, "X-Forwarded-Proto": "https", "Cookie": f"__Host-session={site.known['session']}"}
    line.request("GET", "/live/", headers=told)
    return stack.enter_context(line.getresponse())


def has_place(site: Site) -> bool:
    """Whether one more stream is let in."""
    with ExitStack() as stack:
        return listening(site, stack).status == 200


def fills(site: Site, stack: ExitStack) -> bool:
    """Whether all that are allowed are let in, and stay; if not, for one that has just left, they go again."""
    with ExitStack() as held:
        found = [listening(site, held).status for _ in range(ALLOWED)]
        assert set(found) <= {200, 429}
        if 429 not in found:
            stack.push(held.pop_all())
        return 429 not in found


def test_a_page_answers_beside_all_the_streams_there_may_be(site: Site) -> None:
    """Check 24: twelve of one person in one process; the thirteenth is 429, and the composer opens all the same."""
    with ExitStack() as stack:
        assert wait_until(lambda: fills(site, stack), 20)
        refused = listening(site, stack)
        assert refused.status == 429
        assert int(refused.headers["Retry-After"]) > 0
        assert site.ask("GET", "/").status == 200
    assert wait_until(lambda: has_place(site), 20)
