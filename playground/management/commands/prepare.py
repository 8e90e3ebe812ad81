"""`manage.py prepare`: once before the processes of a new version start; harmless when there is nothing to do."""

from typing import Any

from django.core.management import BaseCommand, CommandError, call_command

from playground.management.refusal import refuse_unsound
from playground.management.schema import bring_up_to_date
from playground.media import storage


class Command(BaseCommand):
    """Database up to date, static files built, the bucket there."""

    help = "Brings database, static files and bucket to what this version needs."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when the storage can't be had."""
        refuse_unsound()
        bring_up_to_date()
        call_command("build_static")
        try:
            storage.make_ready()
        except OSError as error:
            raise CommandError(f"The storage can't be used: {error}") from None
        self.stdout.write("Database, static files and storage are ready.")
