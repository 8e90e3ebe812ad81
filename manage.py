#!/usr/bin/env python
"""Django's command line; every process of the playground starts here, except the simulator."""

import os
import sys

from playground.processes import die_with_parent


def main() -> None:
    """Run one command. A process that `manage.py up` started ends when `up` does, however it ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    die_with_parent()
    from django.core.management import execute_from_command_line  # after the environment is set

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
