"""The rows of a PostgreSQL database as files, one a table, by COPY: written in one snapshot, read in one transaction.

pg_dump is not in the image, and one of another version than the server refuses; COPY is what it does for rows anyway.
The schema is not written: migrations are, by name, and make it again.
"""

import gzip
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from playground.models import search_schema

# A queue of bells, whoever is signed in, and an index that is made anew
LEFT_OUT = {"django_q_ormq", "django_q_task", "django_q_schedule", "django_session", "playground_finding"}
SUFFIX = ".copy.gz"


def names() -> list[str]:
    """The tables of a backup."""
    there = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(there) - LEFT_OUT)


def write(folder: Path) -> None:
    """Each table into its file, in the transaction that the caller has begun."""
    folder.mkdir(mode=0o700)
    with connection.cursor() as cursor:
        for table in names():
            quoted = ", ".join(map(connection.ops.quote_name, _columns(cursor, table)))
            head = f"{quoted}\n".encode()
            with gzip.open(folder / f"{table}{SUFFIX}", "wb", compresslevel=3) as file:
                file.write(head)
                words = f"COPY {connection.ops.quote_name(table)} ({quoted}) TO STDOUT"
                with cursor.copy(words) as rows:
                    for piece in rows:
                        file.write(piece)


def read(folder: Path) -> None:
    """Each file into its table, what the tables held before is gone; in the caller's transaction."""
    files = {path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob(f"*{SUFFIX}"))}
    search_schema.remove()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, files))} CASCADE")
        for table, path in files.items():
            with gzip.open(path, "rb") as file:
                quoted = file.readline().decode().strip()
                with cursor.copy(f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN") as rows:
                    while piece := file.read(1 << 16):
                        rows.write(piece)
        models = [each for each in apps.get_models(include_auto_created=True) if each._meta.db_table in files]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _columns(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]
