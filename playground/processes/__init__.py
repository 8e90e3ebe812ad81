"""The processes of one installation: `up` starts and watches them, each of them ends with it."""

from playground.processes.parent import die_with_parent

__all__ = ["die_with_parent"]
