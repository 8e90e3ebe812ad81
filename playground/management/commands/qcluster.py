"""`manage.py qcluster`: the workers, ended at once by SIGTERM even while one of them watches."""

from typing import Any

from django.core.management.base import BaseCommand

from playground.jobs import bell, fetch, watcher  # noqa: F401  imported before the workers fork


class Command(BaseCommand):
    """Takes the place of django-q2's command of this name."""

    help = "Runs the background workers."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        fetch.warm_up()
        bell.run_cluster()
