"""The index of History lives in the database: it is taken away for a migration and comes back whole."""

from django.db import connection

from playground.models import Finding, Generation, search_schema
from playground.models.search import Place, Wanted, page
from tests import build


def found(words: str, take: Generation) -> list[Generation]:
    """What a search in the take's workspace finds."""
    return page(Generation.objects.shown(), [take.workspace_id], Wanted(text=words), Place(), 9).takes


def test_takes_made_while_there_is_no_index_are_found_after_it(owner: object) -> None:
    """Those of an installation that is older than the search, and those born while a migration ran."""
    old = build.asked("An old boat")
    search_schema.remove()
    Finding.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # this test is one transaction
            cursor.execute("ALTER TABLE playground_finding DROP COLUMN found")
        else:
            cursor.execute("DROP TABLE playground_findingtext")
            for name in ("new", "gone", "moved"):
                cursor.execute(f"DROP TRIGGER IF EXISTS playground_finding_{name}")
    born = build.asked("A boat born meanwhile")
    search_schema.install()
    assert found("boat", old) == [born, old]
    Generation.objects.filter(pk=old.pk).update(state="failed")
    assert "zzstatefailed" in Finding.objects.get(generation=old).text
    search_schema.install()  # a second time there is nothing to do
    assert found("boat", old) == [born, old]
