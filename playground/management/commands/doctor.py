"""`manage.py doctor`: what is broken, and what to do about it; exit code 1 while something is."""

import json
import logging
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandParser

from playground.operation import doctor

MARKS = {"well": "✓", "doubtful": "!", "broken": "✗"}


class Command(BaseCommand):
    """Costs nothing, changes nothing, and may be run at any time."""

    help = "Checks the installation from Python to the gateway, and says what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """For programs."""
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 when a finding is broken."""
        logging.getLogger().setLevel(logging.ERROR)  # what a check meets is in its finding
        found = []
        for finding in doctor.examine():
            found.append(finding)
            if not options["json"]:
                self.stdout.write(f"{MARKS[finding.verdict]} {finding.name:<13} {finding.said}")
                if finding.todo:
                    self.stdout.write(f"  {'':<13} → {finding.todo}")
        is_well = all(each.verdict != "broken" for each in found)
        if options["json"]:
            told = {"well": is_well, "findings": [asdict(each) for each in found]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        if not is_well:
            raise SystemExit(1)
