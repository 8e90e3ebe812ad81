"""History with a thousand takes and with a million, side by side on both databases: what one more page costs.

As a program, in the environment of one database: `python -m tests.bench.history seed COUNT` writes takes;
`… ask` answers each line that names an address with the milliseconds that its page took.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from tests import servers
from tests.bench.stage import Measure
from tests.integration.installation import ROOT

FEW, MANY = 1_000, int(os.environ.get("BENCH_TAKES", "1000000"))
ROUNDS = 15
NEEDLES, TAGGED = 60, 20  # so many takes hold a rare word; one of so many has the tag
QUESTIONS = {
    "first page": "",
    "filtered page, frequent": "?state=ready&ratio=9:16",
    "filtered page, seldom": "?state=ready&rating=3&ratio=16:9",
    "filtered page, by tag": "?tag=bench",
    "search, frequent word": "?q=harbour ",
    "search, word in 60 takes": "?q=needle ",
    "search, two words and a filter": "?q=harbour street &state=ready",
    "search, half a word": "?q=need",
    "deep page": "?before={deep}",
    "deep page of a search": "?q=harbour &before={deep}",
    "between two days": "?since=2020-01-01&until=2100-01-01&state=ready",
}


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    for engine in ("SQLite", "PostgreSQL"):
        with ExitStack() as opened:
            few, many = (_takes(opened, engine, count) for count in (FEW, MANY))
            for what, query in QUESTIONS.items():
                times = [(few.ask(query), many.ask(query)) for _ in range(ROUNDS)][1:]
                small, large = (sorted(side)[len(side) // 2] for side in zip(*times, strict=True))
                yield f"History on {engine}, {MANY:,} takes: {what}", large, None, "ms"
                yield f"History on {engine}, {what}: times as long as with 1,000", large / small, 1.3, "×"


class Takes:
    """One database with so many takes, and a process that draws its pages."""

    def __init__(self, folder: Path, url: str, count: int) -> None:
        given = {"DATA_DIR": str(folder), "DATABASE_URL": url, "TOAPIS_API_KEY": "", "BROKER_URL": ""}
        self.environment = os.environ | given
        for words in (["manage.py", "migrate", "-v0"], ["manage.py", "build_static"]):
            subprocess.run([sys.executable, *words], cwd=ROOT, env=self.environment, check=True)
        self.program = [sys.executable, "-m", "tests.bench.history"]
        seeding = [*self.program, "seed", str(count)]
        done = subprocess.run(seeding, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        self.deep = json.loads(done.stdout)
        self.process: subprocess.Popen[str] | None = None

    def ask(self, query: str) -> float:
        """Milliseconds of one page."""
        if self.process is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.process = subprocess.Popen([*self.program, "ask"], cwd=ROOT, env=self.environment, **pipes)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(f"/generations/{query.format(deep=self.deep)}", file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def __enter__(self) -> "Takes":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def _takes(opened: ExitStack, engine: str, count: int) -> Takes:
    url = ""
    if engine == "PostgreSQL":
        server = servers.Postgres()
        opened.callback(server.end)
        server.start()
        url = server.create("bench")
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
    return opened.enter_context(Takes(folder, url, count))


def rows(count: int, now: datetime) -> Iterator[list[Any]]:
    """(id, born, state, rating, ratio, prompt) of takes a minute apart, the oldest first."""
    chance = random.Random(count)
    words = ["harbour", "street", *(f"word{number}" for number in range(4_000))]
    weights = list(accumulate(1 / (place + 4) for place in range(len(words))))
    for number in range(count):
        said = chance.choices(words, cum_weights=weights, k=25)
        if number % max(1, count // NEEDLES) == 0:
            said[3] = "needle"
        state = chance.choices(("ready", "failed", "cancelled"), (90, 8, 2))[0]
        rating = chance.choice((1, 2, 3, 4, 5)) if chance.random() < 0.2 else None
        ratio = chance.choices(("16:9", "9:16"), (7, 3))[0]
        born = now - timedelta(seconds=45) * (count - number)
        yield [uuid.UUID(int=chance.getrandbits(128)), born, state, rating, ratio, " ".join(said)]


def seed(count: int) -> None:
    """Takes with clips and tags; prints the id of one that nine of ten are younger than."""
    from django.db import connection
    from django.utils import timezone

    from playground.models import Finding, Tag, search_schema
    from tests import build

    first = build.generation("ready")
    tag = Tag.objects.create(workspace=first.workspace, name="bench")
    search_schema.remove()
    Finding.objects.all().delete()
    text = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if text:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-2000000")
        else:
            cursor.execute("DROP INDEX playground_finding_found")
        kinds = "id uuid, born timestamptz, state text, rating int, ratio text, prompt text, place serial"
        cursor.execute(
            f"CREATE TEMPORARY TABLE seeds ({kinds.replace('serial', 'integer primary key')})"
            if text
            else f"CREATE TEMPORARY TABLE seeds ({kinds})"
        )
        _fill(cursor, rows(count, timezone.now()), text)
        for statement in _copies(first, tag.pk):
            cursor.execute(statement)
    search_schema.install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if text else "VACUUM ANALYZE")
        cursor.execute("SELECT id FROM seeds WHERE place = %s", [count // 10])
        print(json.dumps(str(uuid.UUID(str(cursor.fetchone()[0])))))


def _fill(cursor: Any, made: Iterator[list[Any]], text: bool) -> None:
    columns = "seeds (id, born, state, rating, ratio, prompt)"
    if text:
        spelled = ([row[0].hex, row[1].replace(tzinfo=None).isoformat(" "), *row[2:]] for row in made)
        cursor.executemany(f"INSERT INTO {columns} VALUES (%s, %s, %s, %s, %s, %s)", spelled)
        return
    with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
        for row in made:
            copy.write_row(row)


def _copies(first: Any, tag: int) -> Iterator[str]:
    """The statements that make a take, a clip and perhaps a tag of every seed."""
    from playground.models import Clip, Generation

    told = {
        "id": "s.id", "form_token": "s.id", "created_at": "s.born", "born_version": "s.place", "version": "s.place",
        "state": "s.state", "rating": "s.rating", "upstream_id": "'video_' || s.place", "model_slug": "g.model_slug",
        "found_by": "'zzmodelgeminiomniflash zzratio' || replace(s.ratio, ':', 'x') || ' zzseconds6 ' || s.prompt",
        "values_text": "replace(replace(g.values_text, 'A quiet harbour', s.prompt), '16:9', s.ratio)",
    }  # fmt: skip
    names = [field.column for field in Generation._meta.concrete_fields]
    chosen = ", ".join(told.get(name, f"g.{name}") for name in names)
    source = f"seeds s CROSS JOIN playground_generation g WHERE g.id = '{_spelled(first.pk)}'"
    yield f"INSERT INTO playground_generation ({', '.join(names)}) SELECT {chosen} FROM {source} ORDER BY s.place"
    names = [
        field.column for field in Clip._meta.concrete_fields if field.column not in ("id", "generation_id")
    ]
    listed = ", ".join(f"c.{name}" for name in names)
    source = f"seeds s CROSS JOIN playground_clip c WHERE c.id = {first.clip.pk} AND s.state = 'ready'"
    yield f"INSERT INTO playground_clip (generation_id, {', '.join(names)}) SELECT s.id, {listed} FROM {source}"
    into = "INSERT INTO playground_generation_tags (generation_id, tag_id)"
    yield f"{into} SELECT id, {tag} FROM seeds WHERE place % {TAGGED} = 0"


def _spelled(pk: uuid.UUID) -> str:
    from django.db import connection

    return pk.hex if connection.vendor == "sqlite" else str(pk)


def answer() -> None:
    """Draw the pages that standard input names."""
    from django.test import Client

    client = Client(headers={"accept-language": "en", "host": "127.0.0.1"})
    for line in sys.stdin:
        began = time.perf_counter()
        found = client.get(line.strip("\n"))
        spent = (time.perf_counter() - began) * 1000
        assert found.text.count('class="tile"') == 48, (line, found.text.count('class="tile"'))
        print(spent, flush=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"
    import django

    django.setup()
    seed(int(sys.argv[2])) if sys.argv[1] == "seed" else answer()
