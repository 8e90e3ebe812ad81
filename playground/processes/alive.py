"""`python -m playground.processes.alive`: exit 0 if the web of this machine answers; for a container's health check."""

import os
import sys

from playground.processes import address

if __name__ == "__main__":
    sys.exit(not address.answers(os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT") or 8000)))
