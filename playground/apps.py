"""The one Django app."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PlaygroundConfig(AppConfig):
    """Registers the system checks and, in the cluster's workers, the watchdog."""

    name = "playground"

    def ready(self) -> None:
        """Connect what must know of every process's start."""
        from playground import checks  # noqa: F401  registers itself
        from playground.jobs import bell, recover
        from playground.models import search_schema

        bell.watch_over_workers(recover.ensure)
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(search_schema.install, sender=self)


def _before_migrations(plan: Sequence[object] = (), **_: object) -> None:
    from playground.models import search_schema

    if plan:
        search_schema.remove()
