"""`manage.py drain`: before an upgrade. Nothing new is sent, and it returns when nothing is being sent any more."""

import time
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from playground.jobs import drain


class Command(BaseCommand):
    """Looks, downloads and pages go on; takes asked for meanwhile wait, and say so."""

    help = "Stops new submits and waits until none is under way; --end lets them go on."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """How long it holds by itself, how long this command waits, or the end of it."""
        parser.add_argument("--end", action="store_true", help="let submits go on")
        parser.add_argument(
            "--minutes", type=int, default=60, help="submits go on by themselves after so long"
        )
        parser.add_argument("--timeout", type=int, default=120, help="seconds to wait for what is under way")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when something is still being sent after the timeout."""
        if options["end"]:
            drain.end()
            self.stdout.write("Submits go on.")
            return
        minutes = max(1, options["minutes"])
        drain.start(timedelta(minutes=minutes))
        end = time.monotonic() + options["timeout"]
        while left := drain.being_sent():
            if time.monotonic() > end:
                raise CommandError(f"{left} paid requests are still under way; new ones wait. Run it again.")
            time.sleep(0.1)
        self.stdout.write(f"Nothing is being sent. New takes wait for {minutes} min, or until: drain --end")
