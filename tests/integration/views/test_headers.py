"""What every answer carries, and what the health addresses say."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from playground.jobs import lease
from playground.models import Lease
from tests import build

PAGES = (
    "/",
    "/generations/",
    "/references/",
    "/models/",
    "/models/gemini_omni_flash/",
    "/connection/",
    "/prices/",
    "/ledger/",
    "/storage/",
    "/audit/",
    "/simulator/",
    "/recipe/",
    "/request/",
    "/compare/",
    "/shares/",
    "/nowhere/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_strict(browser: Client, path: str) -> None:
    """A policy without inline script or foreign hosts, no frames, no sniffing, no referrer for others."""
    answer = browser.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Cross-Origin-Opener-Policy" in answer


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_code(browser: Client, path: str) -> None:
    """No handler attributes, no style attributes, and every script that runs has the nonce of its answer."""
    html = browser.get(path).text
    for forbidden in (" onclick=", " onload=", " onerror=", " style=", "<style", "javascript:", "hx-on"):
        assert forbidden not in html
    scripts = [part.split(">")[0] for part in html.split("<script")[1:]]
    assert all("nonce=" in tag or 'type="application/json"' in tag for tag in scripts)


def test_the_nonce_is_new_each_time(browser: Client) -> None:
    """Two answers, two nonces."""
    policies = {browser.get("/")["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2


def test_a_csrf_refusal_is_a_page_with_the_policy(static_files: None, owner: object) -> None:
    """Errors are as strict as pages."""
    answer = Client(enforce_csrf_checks=True).post("/generations/")
    assert answer.status_code == 403
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("suffix", ["css", "js"])
def test_the_bundles_are_hashed_and_kept_for_ever(browser: Client, suffix: str) -> None:
    """A name with the hash of its content never changes, so a browser need not ask again."""
    html = browser.get("/").text
    name = next(
        part for part in html.split('"') if part.startswith("/static/bundle/") and part.endswith(suffix)
    )
    answer = browser.get(name)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_static_sources_are_not_served(browser: Client) -> None:
    """Neither the sources of the bundle nor anything above the folder."""
    assert Path(configured.STATIC_ROOT).is_dir()
    for path in ("/static/css/app.css", "/static/../manage.py", "/static/%2e%2e/manage.py"):
        assert browser.get(path).status_code == 404


def test_live_is_always_well(db: None) -> None:
    """The process answers, whatever else is broken."""
    assert Client().get("/health/live").status_code == 200


def test_ready_names_a_watcher_that_is_not_heard(db: None) -> None:
    """503, naming the one thing that is missing."""
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["watcher"])


def test_ready_is_well_while_a_watcher_is_heard(db: None) -> None:
    """A sign of life in the last ten seconds counts; an older one does not."""
    lease.acquire("watch")
    assert Client().get("/health/ready").status_code == 200
    Lease.objects.update(renewed_at=timezone.now() - timedelta(seconds=11))
    assert Client().get("/health/ready").status_code == 503


def test_ready_names_a_storage_that_cannot_be_written(db: None, settings, tmp_path: Path) -> None:
    """A media folder that is a file takes no clips."""
    settings.MEDIA_DIR = tmp_path / "media"
    settings.MEDIA_DIR.write_text("in the way")
    lease.acquire("watch")
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["storage"])


def test_a_foreign_host_is_refused(db: None) -> None:
    """A name that is not ours is 400: no rebinding, no poisoned links."""
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_a_list_of_many_takes_asks_the_database_a_few_times(
    browser: Client, django_assert_max_num_queries
) -> None:
    """The history's queries do not grow with its length."""
    for _ in range(30):
        build.asked()
    with django_assert_max_num_queries(12):
        html = browser.get("/generations/").text
    assert html.count("/generations/") > 24
