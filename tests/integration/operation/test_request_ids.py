"""Each request has an id: in the answer, in an error's page, in the log."""

import logging
import re

import pytest
from django.test import Client

from playground import logs
from playground.models import Generation
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted


def test_each_answer_has_an_id_of_its_own(browser: Client) -> None:
    """Pages, pictures and refusals alike; what a stranger sends as one is not believed."""
    given = {"x-request-id": "chosen-by-a-stranger"}
    ids = [browser.get(path, headers=given)["X-Request-ID"] for path in ("/", "/nowhere/", "/health/live")]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in ids)


@pytest.mark.parametrize(("given", "kept"), [("edge-1.7", True), ("a b", False), ("x" * 65, False)])
def test_a_proxys_id_is_kept_where_it_is_one(browser: Client, settings, given: str, kept: bool) -> None:
    """Behind a proxy the log of both can be read side by side; nonsense is replaced."""
    settings.BEHIND_PROXY = True
    answer = browser.get("/health/live", headers={"x-request-id": given})
    assert (answer["X-Request-ID"] == given) is kept


def test_an_error_page_names_the_request(static_files: None, owner: object, monkeypatch) -> None:
    """Who reports an error can say which one; the log has the same id."""
    monkeypatch.setattr(Generation.objects, "shown", None)  # any view that lists takes now fails
    browser = Client(raise_request_exception=False)
    answer = browser.get("/generations/")
    assert answer.status_code == 500
    assert f"Request {answer['X-Request-ID']}" in answer.text


def test_records_of_the_engine_name_the_take(gateway: Scripted, watch: Watch, caplog) -> None:
    """Each move is a record with the take's id and its workspace, and no word of the prompt."""
    caplog.set_level(logging.INFO, "playground.takes")
    take = watch(build.asked("A very secret harbour"), "ready")
    moves = [found for found in caplog.records if found.name == "playground.takes"]
    assert {str(found.generation_id) for found in moves} == {str(take.pk)}
    assert {"submitting", "accepted", "ready"} <= {found.event for found in moves}
    assert "secret" not in "".join(logs.Json().format(found) for found in moves)
