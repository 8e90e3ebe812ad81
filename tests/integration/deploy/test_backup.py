"""A backup of an installation that runs, restored into another: clips play, hashes match, nothing is paid twice."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import servers
from tests.faults.browser import Browser
from tests.faults.gateway import Gateway
from tests.integration.deploy.managed import KEY, Managed, settings
from tests.integration.installation import Installation


@dataclass
class Loss:
    """An installation that was backed up and went on for a while, and the empty one that comes after it."""

    backup: Path
    gateway: Gateway
    first: Installation
    second: Installation
    ready: str
    queued: str
    clip: bytes


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Two of one kind; the names of two that PostgreSQL has, or none for SQLite's file."""
    if request.param == "sqlite":
        yield "", ""
        return
    server = servers.Postgres()
    server.start()
    yield server.create("first"), server.create("second")
    server.end()


@pytest.fixture(scope="module")
def loss(tmp_path_factory: pytest.TempPathFactory, databases: tuple[str, str]) -> Iterator[Loss]:
    """One take was ready and one queued at the backup; the queued one was sent after it, then all was lost."""
    folder, gateway = tmp_path_factory.mktemp("loss"), Gateway()
    first, second = (
        Managed(folder / name, **settings(gateway, url)) for name, url in zip("ab", databases, strict=True)
    )
    first.start()
    browser = Browser(first.port, KEY)
    ready = browser.click("A quiet harbour")
    assert first.comes_to(ready, "ready"), first.output()
    first.manage("drain")
    queued = browser.click("Sent after the backup")
    assert "1 copies, 1 of them new" in first.manage("backup", str(folder / "kept"))
    first.manage("drain", "--end")
    assert first.comes_to(queued, "ready"), first.output()
    clip = first.get(f"/generations/{ready}/clip.mp4").body
    first.end()
    yield Loss(folder / "kept", gateway, first, second, ready, queued, clip)
    second.end()
    gateway.close()


@pytest.fixture(scope="module")
def restored(loss: Loss) -> Managed:
    """The second installation, started on what the backup held."""
    said = loss.second.manage("restore", str(loss.backup))
    assert "1 takes had no task yet" in said
    loss.second.start()
    return loss.second


def test_what_was_ready_plays_from_the_restored_copy(loss: Loss, restored: Managed) -> None:
    """The same bytes, and its picture, out of the second data folder."""
    clip = restored.get(f"/generations/{loss.ready}/clip.mp4")
    assert (clip.status, hashlib.sha256(clip.body).digest()) == (200, hashlib.sha256(loss.clip).digest())
    assert restored.get(f"/generations/{loss.ready}/poster.webp").status == 200
    assert not list(loss.second.data_dir.glob("*.restoring*"))


def test_what_was_sent_after_the_backup_is_not_paid_again(loss: Loss, restored: Managed) -> None:
    """It is found by our id and becomes ready; the gateway has seen one paid request for it."""
    assert restored.comes_to(loss.queued, "ready"), restored.output()
    assert loss.gateway.creates == {loss.ready: 1, loss.queued: 1}


def test_the_restored_installation_goes_on(loss: Loss, restored: Managed) -> None:
    """A new take is made and found by a search, and old words are found too."""
    take = Browser(restored.port, KEY).click("A lighthouse afterwards")
    assert restored.comes_to(take, "ready"), restored.output()
    for words, found in (("lighthouse", take), ("harbour", loss.ready)):
        assert found in restored.get(f"/generations/?q={words}").body.decode()


def test_a_restore_refuses_where_somebody_is(loss: Loss, restored: Managed) -> None:
    """Nothing is overwritten."""
    assert "not empty" in restored.manage("restore", str(loss.backup), code=1)
    assert restored.state(loss.ready) == "ready"


def test_the_next_backup_copies_what_is_new(loss: Loss, restored: Managed) -> None:
    """Clips by content, so the second snapshot shares the first one's."""
    restored.manage("backup", str(loss.backup))
    said = restored.manage("backup", str(loss.backup))
    assert ", 0 of them new" in said
    assert len(list((loss.backup / "snapshots").iterdir())) == 3


def test_a_damaged_backup_is_refused(loss: Loss, restored: Managed, tmp_path: Path) -> None:
    """What does not match its manifest is not believed."""
    snapshot = min((loss.backup / "snapshots").iterdir())
    manifest = json.loads((snapshot / "manifest.json").read_text())
    manifest["files"]["media.txt"] = "0" * 64
    for name in ("database.sqlite3", "media.txt", "manifest.json"):
        (tmp_path / name).write_text(json.dumps(manifest))
    assert "damaged" in restored.manage("restore", str(tmp_path), code=1)
