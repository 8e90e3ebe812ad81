"""Full text in the database itself: the index beside `Finding`, and the triggers that keep both true.

Made anew after every migration: SQLite's way to alter a table drops its triggers, and refuses to rename one that a
trigger elsewhere names. So they go before a migration and come back after it, with what was born in between.
No word here comes from a person.
"""

from typing import Any

from django.db import connection, transaction

GROUP = "CASE WHEN g.state IN ('ready', 'failed', 'cancelled') THEN g.state ELSE 'open' END"
TAGS = "(SELECT {concat} FROM playground_generation_tags t WHERE t.generation_id = g.id)"
TEXT = f"""CASE WHEN g.deleted_at IS NOT NULL THEN '' ELSE
  'zzworkspace' || g.workspace_id || ' zzstate' || {GROUP}
  || COALESCE(' zzrating' || g.rating, '')
  || CASE WHEN g.verdict <> '' THEN ' zzverdict' || g.verdict ELSE '' END
  || COALESCE(' ' || {TAGS}, '') || ' ' || g.found_by END"""
VIEW = f"""CREATE VIEW playground_findable AS
  SELECT g.id AS generation_id, g.workspace_id, g.created_at, {TEXT} AS text FROM playground_generation g"""  # noqa: S608
ROW = "INSERT INTO playground_finding (generation_id, workspace_id, created_at, text)"
COLUMNS = "generation_id, workspace_id, created_at, text"
MISSING = f"""{ROW} SELECT {COLUMNS} FROM playground_findable f WHERE NOT EXISTS
  (SELECT 1 FROM playground_finding i WHERE i.generation_id = f.generation_id) ORDER BY created_at, generation_id"""  # noqa: S608
WATCHED = "state, rating, verdict, deleted_at, found_by, created_at"
RENEW = """UPDATE playground_finding SET text = f.text, created_at = f.created_at FROM playground_findable f
  WHERE f.generation_id = {which} AND playground_finding.generation_id = {which}
  AND (playground_finding.text <> f.text OR playground_finding.created_at <> f.created_at);"""

# What FTS5 holds follows what the rows hold; beginnings of 2 to 6 letters have lists of their own
FTS5 = """CREATE VIRTUAL TABLE playground_findingtext USING fts5(text, content='playground_finding',
  content_rowid='id', tokenize='unicode61 remove_diacritics 0', columnsize=0, prefix='2 3 4 5 6')"""
FORGET = "INSERT INTO playground_findingtext (playground_findingtext, rowid, text) VALUES ('delete', old.id, old.text);"
LEARN = "INSERT INTO playground_findingtext (rowid, text) VALUES (new.id, new.text);"
BORN = f"{ROW} SELECT {COLUMNS} FROM playground_findable WHERE generation_id = new.id;"  # noqa: S608
SQLITE_TRIGGERS = {
    "playground_found_born": f"AFTER INSERT ON playground_generation BEGIN {BORN} END",
    "playground_found_changed": f"""AFTER UPDATE OF {WATCHED} ON playground_generation
      BEGIN {RENEW.format(which="new.id")} END""",
    "playground_found_tagged": f"""AFTER INSERT ON playground_generation_tags
      BEGIN {RENEW.format(which="new.generation_id")} END""",
    "playground_found_untagged": f"""AFTER DELETE ON playground_generation_tags
      BEGIN {RENEW.format(which="old.generation_id")} END""",
    "playground_finding_new": f"AFTER INSERT ON playground_finding BEGIN {LEARN} END",
    "playground_finding_gone": f"AFTER DELETE ON playground_finding BEGIN {FORGET} END",
    "playground_finding_moved": f"""AFTER UPDATE OF text ON playground_finding WHEN old.text <> new.text
      BEGIN {FORGET} {LEARN} END""",
}

POSTGRES = (
    """ALTER TABLE playground_finding ADD COLUMN IF NOT EXISTS found tsvector
       GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, text)) STORED""",
    "ALTER TABLE playground_finding ALTER COLUMN found SET STATISTICS 1000",
    MISSING,
    "SET CONSTRAINTS ALL IMMEDIATE",  # no index is made on a table that still has a key to check
    """CREATE INDEX IF NOT EXISTS playground_finding_found ON playground_finding
       USING gin (found) WITH (fastupdate = off)""",
)
FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN {body} RETURN NULL; END $$"""
POSTGRES_TRIGGERS = {
    "playground_found_born": ("AFTER INSERT ON playground_generation", BORN),
    "playground_found_changed": (
        f"AFTER UPDATE OF {WATCHED} ON playground_generation",
        RENEW.format(which="new.id"),
    ),
    "playground_found_tagged": (
        "AFTER INSERT ON playground_generation_tags",
        RENEW.format(which="new.generation_id"),
    ),
    "playground_found_untagged": (
        "AFTER DELETE ON playground_generation_tags",
        RENEW.format(which="old.generation_id"),
    ),
}


def remove(**_: Any) -> None:
    """Before a migration: take the triggers and the view away, where they are."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor, include_views=True)
        if connection.vendor == "sqlite":
            for name in SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif "playground_generation" in tables:
            for name, (when, _body) in POSTGRES_TRIGGERS.items():
                table = when.rpartition(" ")[2]
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        cursor.execute("DROP VIEW IF EXISTS playground_findable")


def install(**_: Any) -> None:
    """After a migration, or an emptied database: all that is missing, with the rows nobody has indexed yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor, include_views=True)
        if "playground_finding" not in tables or "playground_findable" in tables:
            return
        concat = "group_concat('zztag' || t.tag_id, ' ')"
        if connection.vendor == "postgresql":
            concat = "string_agg('zztag' || t.tag_id, ' ')"
        cursor.execute(VIEW.replace("{concat}", concat))
        if connection.vendor == "sqlite":
            if "playground_findingtext" not in tables:
                cursor.execute(FTS5)
            for name, words in SQLITE_TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {words}")
            cursor.execute(MISSING)
        else:
            _install_on_postgres(cursor)


def _install_on_postgres(cursor: Any) -> None:
    for statement in POSTGRES:
        cursor.execute(statement)
    for name, (when, body) in POSTGRES_TRIGGERS.items():
        cursor.execute(FUNCTION.format(name=name, body=body))
        cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")
