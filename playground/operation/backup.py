"""A backup while everything runs: the database as of one moment, then each copy that is not there yet.

    DIR/media/<workspace>/<aa>/<sha256>.mp4       by content, shared by all snapshots
    DIR/snapshots/<time>/manifest.json            written last; with it the folder gets its name
                        /database.sqlite3 or tables/<table>.copy.gz
                        /media.txt                key and size of each copy that this moment knows
                        /keys/                    the secrets that DATA_DIR keeps

Rows first: a file is there before its row is, so whatever a row names can be copied after.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from playground.media import storage
from playground.models import Blob
from playground.operation import schema_state, tables

FORMAT = 1
BESIDE = (".poster.webp", ".thumbnail.webp")
KEPT = ("secret_key", "*_key", "prices.toml")  # of DATA_DIR
SQLITE_FILE, TABLES, MEDIA_LIST = "database.sqlite3", "tables", "media.txt"


@dataclass
class Report:
    """What was done: the snapshot, copies in all, those that were new, and the keys of those that are not there."""

    snapshot: Path
    copies: int
    new: int
    missing: list[str]


def make(into: Path) -> Report:
    """One more snapshot under `into`. Raises OSError, DatabaseError."""
    made_at = datetime.now(UTC)
    final = into / "snapshots" / made_at.strftime("%Y-%m-%dT%H-%M-%S.%f")[:-3]
    draft = final.with_name(f"{final.name}.partial")
    draft.mkdir(parents=True, mode=0o700)
    engine = connection.vendor
    migrations = (_sqlite if engine == "sqlite" else _postgres)(draft)
    report = _copy_media(into / "media", draft / MEDIA_LIST, final)
    _keep_keys(draft / "keys")
    told: dict[str, Any] = {"format": FORMAT, "made_at": made_at.isoformat(), "engine": engine}
    told |= {"migrations": migrations, "files": _hashes(draft), "secret_key": fingerprint()}
    told |= {"missing": report.missing, "storage": settings.STORAGE_URL}
    (draft / "manifest.json").write_text(json.dumps(told, indent=1) + "\n")
    draft.rename(final)
    return report


def fingerprint() -> str:
    """Tells one SECRET_KEY from another and gives nothing of it away."""
    return hashlib.sha256(f"fingerprint of {settings.SECRET_KEY}".encode()).hexdigest()[:16]


def _sqlite(draft: Path) -> list[str]:
    """SQLite's own online copy: one step, so one moment; writers are not held up."""
    copy = draft / SQLITE_FILE
    with (
        closing(sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode=DELETE")
        copy.chmod(0o600)
        _write_list(draft, target.execute(f"SELECT workspace_id, sha256, suffix, size FROM {_blobs()}"))  # noqa: S608
        found = target.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in found)


def _postgres(draft: Path) -> list[str]:
    """One transaction that sees one moment, however long it takes."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables.write(draft / TABLES)
        rows = Blob.objects.values_list("workspace_id", "sha256", "suffix", "size")
        _write_list(draft, rows.iterator(2_000))
        return schema_state.applied()


def _blobs() -> str:
    return str(Blob._meta.db_table)


def _write_list(draft: Path, rows: Any) -> None:
    with (draft / MEDIA_LIST).open("w") as file:
        file.writelines(
            f"{workspace}/{sha[:2]}/{sha}{suffix} {size}\n" for workspace, sha, suffix, size in rows
        )


def listed(media_list: Path) -> Iterator[tuple[str, int]]:
    """Key and size of each copy."""
    with media_list.open() as lines:
        for line in lines:
            key, _, size = line.strip().rpartition(" ")
            yield key, int(size)


def place_of(key: str) -> Any:
    """Where the storage has the copy of that key. Raises ValueError for one that is none."""
    workspace, _, name = key.split("/")
    sha, _, suffix = name.partition(".")
    return storage.blob_path(workspace, sha, f".{suffix}")


def _copy_media(media: Path, media_list: Path, final: Path) -> Report:
    report = Report(final, 0, 0, [])
    for key, size in listed(media_list):
        report.copies += 1
        target = media / key
        if target.exists() and target.stat().st_size == size:
            continue
        if not _copied(place_of(key), target, sha=target.name.partition(".")[0]):
            report.missing.append(key)
            continue
        report.new += 1
        for suffix in BESIDE:
            _copied(storage.beside(place_of(key), suffix), storage.beside(target, suffix))
    return report


def _copied(source: Any, target: Path, sha: str = "") -> bool:
    """False: it is not there (somebody deleted it), or it is not what its name says."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f"{target.name}.partial")
    try:
        with storage.local_copy(source) as here:
            shutil.copyfile(here, draft)
    except FileNotFoundError:
        return False
    with draft.open("rb") as file:
        if sha and hashlib.file_digest(file, "sha256").hexdigest() != sha:
            draft.unlink()
            return False
        os.fsync(file.fileno())
    draft.chmod(0o600)
    draft.rename(target)
    return True


def _keep_keys(folder: Path) -> None:
    """What else DATA_DIR keeps by itself. A key that comes from the environment is its keeper's to back up."""
    folder.mkdir(mode=0o700)
    for pattern in KEPT:
        for path in settings.DATA_DIR.glob(pattern):
            if not (path.name == "secret_key" and settings.SECRET_KEY_IS_SET):
                shutil.copyfile(path, folder / path.name)
                (folder / path.name).chmod(0o600)


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
