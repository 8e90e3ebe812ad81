"""Which migrations a database has had: by that a backup and a version of the code know each other."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def applied() -> list[str]:
    """`app.name` of each migration that this database has had."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def unknown_here(names: list[str]) -> list[str]:
    """Those that this version of the code has not got: the backup is a newer version's."""
    known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.disk_migrations}
    return [name for name in names if name not in known and name.startswith("playground.")]


def make(names: list[str]) -> None:
    """Give an empty database just the tables that it had after these migrations. Raises ValueError."""
    if (here := applied()) == names:
        return
    if here:
        raise ValueError("it was prepared by another version than the one that made the backup")
    executor = MigrationExecutor(connection)
    wanted = {tuple(name.split(".", 1)) for name in names}
    graph = executor.loader.graph
    ends = [
        node
        for node in graph.nodes
        if node in wanted and not any(child.key in wanted for child in graph.node_map[node].children)
    ]
    executor.migrate(ends)
