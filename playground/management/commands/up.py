"""`manage.py up`: everything one installation needs, in one terminal."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from playground.management.refusal import refuse_taken, refuse_unsound
from playground.management.schema import bring_up_to_date
from playground.management.wedge import WedgeCheck
from playground.models import User
from playground.processes import address
from playground.processes.child import Child, manage
from playground.processes.supervisor import Supervisor

SIMULATOR_HOST = "127.0.0.1"
log = logging.getLogger("playground.processes")


class Command(BaseCommand):
    """Bring database and static files up to date, then run web, cluster and simulator until told to end."""

    help = "Runs the playground: web, background workers and simulator."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after a signal, when every process is gone."""
        refuse_unsound()
        refuse_taken("PORT", settings.HOST, settings.PORT)
        refuse_taken("SIMULATOR_PORT", SIMULATOR_HOST, settings.SIMULATOR_PORT)
        bring_up_to_date()
        call_command("build_static")
        if settings.PLAYGROUND_MODE == "team" and not User.objects.exclude(email="").exists():
            log.warning(
                "Nobody can sign in yet. Make the first owner: manage.py team --email you@studio.example"
            )
        Supervisor(
            children(),
            welcome=f"The playground is ready: {address.url(settings.HOST, settings.PORT)}",
            is_ready=lambda: address.answers(settings.HOST, settings.PORT),
            is_wedged=WedgeCheck(),
            as_json=settings.LOG_FORMAT == "json",
            grace=settings.STOP_GRACE,
        ).run()


def children() -> list[Child]:
    """The processes of one installation."""
    simulator = [sys.executable, "-m", "playground.simulator", "--host", SIMULATOR_HOST]
    simulator += ["--port", str(settings.SIMULATOR_PORT), "--data-dir", str(settings.DATA_DIR)]
    simulator += ["--time-scale", str(settings.TIME_SCALE)]
    webs = [Child(name, manage("serve")) for name in _names("web", settings.WEB_PROCESSES)]
    clusters = [Child(name, manage("qcluster")) for name in _names("cluster", settings.CLUSTERS)]
    return [*webs, *clusters, Child("simulator", simulator)]


def _names(of: str, count: int) -> list[str]:
    return [of] if count == 1 else [f"{of}-{number}" for number in range(1, count + 1)]
