"""Waiting for a database that is away: what upstream said must not be forgotten over a restart of it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db import connection as database

log = logging.getLogger("playground.jobs")
PATIENCE = 60.0


def patiently[Answer](ask: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
    """What `ask` says, asked again for a minute while the database does not answer. Raises OperationalError."""
    end, pause = time.monotonic() + PATIENCE, 0.1
    while True:
        try:
            return ask(*args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > end:
                raise
            log.warning("the database does not answer, trying again: %s", str(error).strip()[:200])
            database.close()
            time.sleep(pause)
            pause = min(1.0, pause * 2)
