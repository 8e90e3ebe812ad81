"""`manage.py rotate_keys`: once a new ENCRYPTION_KEY stands before the old one, make the old one needless."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from playground import keys, vault
from playground.management.schema import bring_up_to_date


class Command(BaseCommand):
    """Reads every workspace's key with current or previous, and writes it with current. May run while all else runs."""

    help = (
        "Encrypts all workspaces' keys with the first part of ENCRYPTION_KEY; then leave the second part out."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many. Ends with an error while there are keys that no part opens."""
        bring_up_to_date()
        if words := vault.trouble():
            raise CommandError(words)
        done, unreadable = keys.seal_anew()
        self.stdout.write(f"Keys encrypted with the current ENCRYPTION_KEY: {done}.")
        if unreadable:
            named = "\n".join(f"  {row.connection.workspace}: {row.shown}" for row in unreadable)
            raise CommandError(f"Neither part of ENCRYPTION_KEY opens these; enter them anew:\n{named}")
