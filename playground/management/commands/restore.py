"""`manage.py restore DIR`: a backup into an empty installation, before anything of it runs."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from playground.operation import restoring


class Command(BaseCommand):
    """Refuses where there is somebody already."""

    help = "Brings a backup back into an empty installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from: a backup's folder (its latest snapshot), or one snapshot."""
        parser.add_argument("dir", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError."""
        try:
            report = restoring.restore(options["dir"].resolve())
        except (restoring.CannotRestore, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was restored: {error}") from None
        self.stdout.write(f"{report.snapshot.name} is back, with {report.copies} copies.")
        for key in report.missing:
            self.stdout.write(f"Not in the backup: {key}")
        if report.doubted:
            words = "had no task yet. They may have been sent after the backup: they are looked up, never sent again"
            self.stdout.write(f"{report.doubted} takes {words} unless somebody says so on the take.")
        if report.other_key:
            self.stdout.write(
                "SECRET_KEY is another than then: set the old one, or links to sign in are void."
            )
        self.stdout.write(
            "Everybody signs in again. Links, members and roles are as they were: look them through."
        )
