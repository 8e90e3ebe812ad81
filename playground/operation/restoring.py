"""A backup into an empty installation: checked first, copies next, rows last; nothing is sent that may have been sent.

A restore that was cut short can be begun again: until its end the database holds nothing, or nothing that is sent.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from playground.jobs import drain
from playground.media import storage
from playground.models import User
from playground.operation import backup, schema_state, settling, tables
from playground.operation.backup import BESIDE, MEDIA_LIST, SQLITE_FILE, TABLES


class CannotRestore(Exception):
    """In words for the operator."""


@dataclass
class Report:
    """What came back; `doubted`: takes that may have been sent after the backup; `other_key`: SECRET_KEY differs."""

    snapshot: Path
    copies: int
    missing: list[str]
    doubted: int
    other_key: bool


def restore(source: Path) -> Report:
    """The snapshot at `source`, or the latest of the backup there. Raises CannotRestore, OSError, DatabaseError."""
    snapshot = _chosen(source)
    manifest = _checked(snapshot)
    if schema_state.unknown_here(manifest["migrations"]):
        raise CannotRestore("A newer version of Playground made this backup: restore it with that version.")
    _refuse_unless_empty()
    missing, copies = _place_media(snapshot)
    doubted = (_sqlite if connection.vendor == "sqlite" else _postgres)(snapshot, manifest)
    own_key = _keep_keys(snapshot / "keys")
    other_key = not own_key and manifest["secret_key"] != backup.fingerprint()
    return Report(snapshot, copies, missing, doubted, other_key)


def _chosen(source: Path) -> Path:
    if (source / "manifest.json").is_file():
        return source
    whole = sorted((source / "snapshots").glob("*/manifest.json"))
    if not whole:
        raise CannotRestore(f"There is no finished backup in {source}.")
    return whole[-1].parent


def _checked(snapshot: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((snapshot / "manifest.json").read_text())
    if manifest["format"] != backup.FORMAT:
        raise CannotRestore("This version does not know the format of this backup.")
    if manifest["engine"] != connection.vendor:
        words = f"This backup is of {manifest['engine']}; DATABASE_URL names {connection.vendor}."
        raise CannotRestore(words)
    for name, wanted in manifest["files"].items():
        path = snapshot / name
        if not path.is_file() or _sha(path) != wanted:
            raise CannotRestore(f"{name} of this backup is missing or damaged; choose another snapshot.")
    return manifest


def _refuse_unless_empty() -> None:
    """A database without a person has nothing to lose; asked without making one."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return
    there = User._meta.db_table in connection.introspection.table_names()
    if there and User.objects.exists():
        raise CannotRestore("This installation is not empty. Restore into a new DATA_DIR or database.")


def _place_media(snapshot: Path) -> tuple[list[str], int]:
    media, missing, copies = snapshot.parent.parent / "media", [], 0
    for key, _ in backup.listed(snapshot / MEDIA_LIST):
        source, final = media / key, backup.place_of(key)
        if not source.is_file() or _sha(source) != source.name.partition(".")[0]:
            missing.append(key)
            continue
        copies += 1
        temp = storage.temp_path(f"restore.{source.name}")
        shutil.copyfile(source, temp)
        storage.place(temp, final)
        for suffix in BESIDE:
            if (picture := storage.beside(source, suffix)).is_file():
                storage.write(storage.beside(final, suffix), picture.read_bytes())
    return missing, copies


def _sqlite(snapshot: Path, _manifest: dict[str, Any]) -> int:
    """Made ready under another name: with its own name it is whole, up to date and settled."""
    final = Path(connection.settings_dict["NAME"])
    draft = final.with_name(f"{final.name}.restoring")
    for left in final.parent.glob(f"{draft.name}*"):
        left.unlink()
    shutil.copyfile(snapshot / SQLITE_FILE, draft)
    draft.chmod(0o600)
    with closing(sqlite3.connect(draft)) as line, line:
        for table in ("django_session", "django_q_ormq"):
            line.execute(f"DELETE FROM {table}")  # noqa: S608  who was signed in, and bells of another time
    with _as_database(draft):
        call_command("migrate", interactive=False, verbosity=0)
        doubted = settling.settle()
    with closing(sqlite3.connect(draft)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for left in final.parent.glob(f"{final.name}-*"):
        left.unlink()
    os.replace(draft, final)  # noqa: PTH105
    return doubted


@contextmanager
def _as_database(path: Path) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def _postgres(snapshot: Path, manifest: dict[str, Any]) -> int:
    """All rows in one transaction, with the mark that nothing is sent; it goes when all is settled."""
    try:
        schema_state.make(manifest["migrations"])
    except ValueError as error:
        raise CannotRestore(f"The database is not empty: {error}. Make it anew.") from None
    with transaction.atomic():
        tables.read(snapshot / TABLES)
        drain.start(drain.AT_MOST)
    call_command("migrate", interactive=False, verbosity=0)
    return settling.settle()


def _keep_keys(folder: Path) -> bool:
    """Whether the backup's own SECRET_KEY is the one in use from now on."""
    for path in folder.glob("*"):
        if path.name == "secret_key" and settings.SECRET_KEY_IS_SET:
            continue
        target = settings.DATA_DIR / path.name
        draft = target.with_name(f"{target.name}.restoring")
        shutil.copyfile(path, draft)
        draft.chmod(0o600)
        draft.replace(target)
    return (folder / "secret_key").exists() and not settings.SECRET_KEY_IS_SET


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
