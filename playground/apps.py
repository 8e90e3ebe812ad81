"""The one Django app."""

from django.apps import AppConfig


class PlaygroundConfig(AppConfig):
    """Registers the system checks and, in the cluster's workers, the watchdog."""

    name = "playground"

    def ready(self) -> None:
        """Connect what must know of every process's start."""
        from playground import checks  # noqa: F401  registers itself
        from playground.jobs import bell, recover

        bell.watch_over_workers(recover.ensure)
