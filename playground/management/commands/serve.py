"""`manage.py serve`: the web process alone."""

import os
import socket
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import BaseCommand, CommandError

from playground import connection
from playground.live.feed import close_hub, start_hub
from playground.management.refusal import refuse_unsound
from playground.processes import address
from playground.processes.heads import heads_within


class Server(uvicorn.Server):
    """Opens the live hub with itself and closes it first: a server with an open stream would never exit."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Once it listens, it looks after the live feed and the watcher."""
        await super().startup(sockets)
        start_hub()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Runs in the event loop within 0.1 s of a signal; not in the handler, where the hub's lock may be held."""
        close_hub()
        await super().shutdown(sockets)


class Command(BaseCommand):
    """Serve HTTP on HOST and PORT."""

    help = "Runs the web process on HOST and PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after SIGINT or SIGTERM; requests under way have STOP_GRACE less a second to finish."""
        refuse_unsound()
        try:
            sockets = address.listeners(settings.HOST, settings.PORT, shared=settings.WEB_PROCESSES > 1)
        except OSError as error:
            raise CommandError(f"PORT {settings.PORT} on {settings.HOST} can't be used ({error}).") from None
        address.allow_many_connections()
        connection.say_which()
        config = uvicorn.Config(
            "playground.asgi:application",
            http=heads_within(settings.HEAD_SECONDS),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Only a proxy that the operator vouched for may say who is asking.
            proxy_headers=settings.BEHIND_PROXY,
            forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"),
            timeout_graceful_shutdown=max(1, int(settings.STOP_GRACE) - 1),
        )
        Server(config).run(sockets)
