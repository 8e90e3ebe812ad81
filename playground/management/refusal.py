"""What keeps a server from starting, each said in one sentence."""

from django.core.checks.registry import registry
from django.core.management import CommandError

from playground.processes import address


def refuse_unsound() -> None:
    """Raise CommandError with the first serious thing our own checks find.

    Django's checks load every page's code; they belong to `make check`, not to the seconds before the first page.
    """
    for check in registry.get_checks():
        if check.__module__.startswith("playground."):
            for found in check(app_configs=None, databases=None):
                if found.is_serious():
                    raise CommandError(" ".join(str(part) for part in (found.msg, found.hint) if part))


def refuse_taken(variable: str, host: str, port: int) -> None:
    """Raise CommandError naming the environment variable to change when nothing can listen there."""
    if reason := address.obstacle(host, port):
        free = f"Choose another one: {variable}={min(port + 10, 65000)} make run"
        raise CommandError(f"{variable} {port} on {host} can't be used ({reason}). {free}")
