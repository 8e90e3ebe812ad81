"""`manage.py up`: everything one installation needs, in one terminal."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from playground.jobs.recover import cluster_is_wedged
from playground.management.refusal import refuse_taken, refuse_unsound
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
        if _is_behind():
            call_command("migrate", interactive=False, verbosity=0)
        call_command("build_static")
        Supervisor(
            children(),
            welcome=f"The playground is ready: {address.url(settings.HOST, settings.PORT)}",
            is_ready=lambda: address.answers(settings.HOST, settings.PORT),
            is_wedged=_is_wedged,
        ).run()


def children() -> list[Child]:
    """The processes of one installation."""
    simulator = [sys.executable, "-m", "playground.simulator", "--host", SIMULATOR_HOST]
    simulator += ["--port", str(settings.SIMULATOR_PORT), "--data-dir", str(settings.DATA_DIR)]
    simulator += ["--time-scale", str(settings.TIME_SCALE)]
    commands = {"web": manage("serve"), "cluster": manage("qcluster"), "simulator": simulator}
    return [Child(name, command) for name, command in commands.items()]


def _is_behind() -> bool:
    """Whether a migration waits: asking costs a third of running `migrate` for nothing."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_wedged() -> bool:
    try:
        return cluster_is_wedged()
    except Exception:
        # A locked or missing database says nothing about the cluster.
        log.exception("could not look after the cluster")
        return False
