"""`manage.py worker`: one cluster, started again when it dies or is stuck; what a machine without a web runs."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from playground.jobs import lease
from playground.management.refusal import refuse_unsound
from playground.management.wedge import WedgeCheck
from playground.processes.child import Child, manage
from playground.processes.supervisor import Supervisor


class Command(BaseCommand):
    """As many of them as one likes, on one machine or many: they share the work by the database."""

    help = "Runs background workers and looks after them; the web runs elsewhere."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after a signal, when every process is gone."""
        refuse_unsound()
        Supervisor(
            [Child("cluster", manage("qcluster"))],
            welcome=f"The worker is ready: {lease.me().partition(':')[0]}",
            is_ready=lambda: True,
            is_wedged=WedgeCheck(),
            as_json=settings.LOG_FORMAT == "json",
            grace=settings.STOP_GRACE,
        ).run()
