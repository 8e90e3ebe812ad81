"""How much room this machine has, and what lies about on it besides the copies: asked at most twice a minute."""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection

BELIEVED = 30  # seconds


@dataclass(frozen=True)
class Room:
    """Bytes of this machine; None where it cannot be known."""

    free: int | None
    total: int | None
    temporary: int
    database: int | None
    in_bucket: bool


def room() -> Room:
    """As it was at most half a minute ago."""
    found: Any = cache.get_or_set("storage-room", _asked, BELIEVED)
    return found if isinstance(found, Room) else _asked()


def _asked() -> Room:
    free = total = None
    with contextlib.suppress(OSError):
        disk = shutil.disk_usage(settings.DATA_DIR)
        free, total = disk.free, disk.total
    temporary = sum(_size(path) for path in (Path(settings.MEDIA_DIR) / "temp").glob("*"))
    return Room(free, total, temporary, _database(), bool(settings.STORAGE_URL))


def _database() -> int | None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            row: Any = cursor.fetchone()
            return int(row[0])
    name = str(connection.settings_dict["NAME"])
    return sum(_size(Path(name + end)) for end in ("", "-wal", "-shm")) or None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
