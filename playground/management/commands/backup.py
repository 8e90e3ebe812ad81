"""`manage.py backup DIR`: while everything runs; the next one in the same DIR copies only what is new."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from playground.operation import backup


class Command(BaseCommand):
    """The folder holds prompts, clips and, unless SECRET_KEY is set, the key: keep it as you keep those."""

    help = "Writes database, clips and generated secrets into a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("dir", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError; an unfinished snapshot keeps the end .partial and is never restored."""
        try:
            report = backup.make(options["dir"].resolve())
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The backup was not made: {error}") from None
        self.stdout.write(f"{report.snapshot}: {report.copies} copies, {report.new} of them new.")
        if report.missing:
            self.stdout.write(f"{len(report.missing)} copies are not in the storage any more, or damaged:")
            self.stdout.write("\n".join(report.missing[:20]))
        if settings.SECRET_KEY_IS_SET:
            self.stdout.write("SECRET_KEY comes from the environment: keep it apart, it is not in here.")
