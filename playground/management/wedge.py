"""Whether a cluster takes the work there is, asked beside the supervisor's own loop."""

import logging
import threading

from django.db import DatabaseError, connections

from playground.jobs.recover import cluster_is_wedged

log = logging.getLogger("playground.processes")


class WedgeCheck:
    """Asks in a thread of its own: a database that is away must not hold up whoever looks after the processes."""

    def __init__(self) -> None:
        self._asking: threading.Thread | None = None
        self._answer = False

    def __call__(self) -> bool:
        """True: no cluster takes the work there is. Unknown after a second is no."""
        if self._asking is not None and self._asking.is_alive():
            return False
        self._answer = False
        self._asking = threading.Thread(target=self._ask, name="wedge-check", daemon=True)
        self._asking.start()
        self._asking.join(1.0)
        return self._answer

    def _ask(self) -> None:
        try:
            self._answer = cluster_is_wedged()
        except DatabaseError:
            pass  # it says nothing about the cluster
        except Exception:
            log.exception("could not look after the cluster")
        finally:
            connections.close_all()
