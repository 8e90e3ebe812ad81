"""compose.yaml, proved without an engine: its processes start with its settings, make a take and go one by one."""

import json
import re
import signal
from collections.abc import Iterator

import pytest
import yaml
from django.core.management import get_commands

from tests.faults.gateway import LIFE, RUNNING, Slowly
from tests.integration.deploy.composed import NAME, Composed, services
from tests.integration.deploy.person import Person, link_in
from tests.integration.installation import ROOT, wait_until

OURS = ("prepare", "web", "worker")
LIBRARIES = {"AWS_ENDPOINT_URL", "AWS_REGION"}  # read by boto itself


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    """Two workers and a web on PostgreSQL, Valkey and a bucket."""
    found = Composed(tmp_path_factory.mktemp("compose"))
    try:
        found.up(workers=2)
        yield found
    finally:
        found.end()


@pytest.fixture(scope="module")
def person(composed: Composed) -> Person:
    """The first owner, signed in."""
    found = Person(composed.port, NAME)
    found.choose_password(link_in(composed.run("web", "team", "--email", "you@studio.example")))
    return found


def test_every_name_in_the_compose_file_is_one_that_is_read() -> None:
    """Nothing is set that nobody hears; each is explained in .env.example."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)) | LIBRARIES
    for service in OURS:
        names = {name.removesuffix("_FILE") for name in services()[service]["environment"]}
        assert names - known == set(), service


def test_every_command_of_ours_exists() -> None:
    """A service's first word is a command of manage.py."""
    assert {services()[name]["command"][0] for name in OURS} <= set(get_commands())


def test_every_secret_that_is_named_is_mounted() -> None:
    """NAME_FILE points at a secret of that very service, and each secret has its file."""
    files = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["secrets"]
    for name, service in services().items():
        said = json.dumps([service.get("environment", {}), service.get("command", [])])
        wanted = set(re.findall(r"/run/secrets/(\w+)", said))
        assert wanted == set(service.get("secrets", [])), name
        assert wanted <= set(files)


def test_only_the_proxy_can_be_reached() -> None:
    """No other service publishes a port, and the stores are on a network that leads nowhere."""
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]
    assert {name for name in services() if services()[name]["networks"] == ["inside"]} >= {"postgres", "s3"}


def test_a_take_of_a_signed_in_person_becomes_ready(composed: Composed, person: Person) -> None:
    """Through what the proxy says: secure cookies, our copy in the bucket, one paid request."""
    take = person.click("A quiet harbour")
    assert wait_until(lambda: person.state(take) == "ready", 60), composed.log("worker-1")
    clip = person.get(f"{take}clip.mp4")
    assert (clip.status, clip.headers["Content-Type"]) == (200, "video/mp4")
    assert any(key.endswith(".mp4") for key in composed.bucket())
    assert set(composed.gateway.accepted.values()) == {1}


def test_a_backup_goes_back_into_a_prepared_database_and_bucket(composed: Composed, person: Person) -> None:
    """Made while all runs: people, takes and each copy are there again, and new rows find numbers of their own."""
    take = person.click("Kept in a backup")
    assert wait_until(lambda: person.state(take) == "ready", 60), composed.log("worker-1")
    kept, second = str(composed.folder / "kept"), composed.beside()
    composed.run("web", "backup", kept)
    second.run("prepare")
    assert "is back, with " in second.run("web", "restore", kept)
    assert second.bucket() == composed.bucket()
    second.start("web")
    try:
        assert wait_until(lambda: second.is_healthy("web"), 60), second.log("web-1")
        again = Person(second.port, NAME)
        again.sign_in("you@studio.example")
        assert again.get(f"{take}clip.mp4").body == person.get(f"{take}clip.mp4").body != b""
        assert again.state(again.click("Afterwards")) == "queued"  # nobody sends it: there is no worker
    finally:
        second.stop("web-1")


def test_every_line_of_every_container_is_json(composed: Composed, person: Person) -> None:
    """Requests and moves of a take are records with their ids; no key and no prompt is among them."""
    lines = "".join(composed.log(name) for name in composed.running).splitlines()
    records = [json.loads(line) for line in lines]
    assert {"playground.requests", "playground.takes"} <= {each["logger"] for each in records}
    assert all(each["generation_id"] for each in records if each["logger"] == "playground.takes")
    assert all(each["request_id"] for each in records if each["logger"] == "playground.requests")
    assert not re.search(r"sk-kkk|quiet harbour", "".join(lines))


def test_plain_http_past_the_proxy_is_sent_to_https(composed: Composed, person: Person) -> None:
    """Whoever asks without the proxy's word gets nothing but the way to it."""
    answer = person.ask("GET", "/", **{"X-Forwarded-Proto": "http"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/")


def test_metrics_are_for_who_has_the_token(composed: Composed, person: Person) -> None:
    """Behind a proxy nobody is local: without the token the address is not there."""
    assert person.ask("GET", "/metrics").status == 404
    answer = person.ask("GET", "/metrics", Authorization="Bearer " + "m" * 40, Host="web")
    assert (answer.status, b"playground_takes" in answer.body) == (200, True)


def test_workers_restart_one_by_one_with_takes_in_flight(composed: Composed, person: Person) -> None:
    """Each is asked to end while one take is being sent and others are watched: all become ready, each paid once."""
    composed.gateway.life = RUNNING * 12 + LIFE
    composed.gateway.creates.clear()
    watched = [person.click(f"Watched {number}") for number in range(3)]
    assert wait_until(lambda: composed.gateway.creates.total() == len(watched), 30)
    for number in (1, 2):
        composed.gateway.says("create", Slowly(after=1.5))
        watched.append(person.click(f"Sent during restart {number}"))
        assert wait_until(
            lambda: composed.gateway.creates.total() == len(watched), 30
        )  # its answer is not there
        assert composed.stop(f"worker-{number}") == 0
        assert person.get("/").status == 200
        composed.start("worker", number)
    assert wait_until(lambda: {person.state(each) for each in watched} == {"ready"}, 90)
    assert set(composed.gateway.creates.values()) == {1}


def test_the_web_ends_within_its_grace_and_its_streams_with_it(composed: Composed, person: Person) -> None:
    """SIGTERM of the web ends at once; the next one serves the same session."""
    assert composed.stop("web-1") in (0, -signal.SIGTERM)
    composed.start("web")
    assert wait_until(lambda: composed.is_healthy("web"), 60), composed.log("web-1")
    assert person.get("/generations/").status == 200
