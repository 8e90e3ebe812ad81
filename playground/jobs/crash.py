"""The crash points of the engine are those of the house."""

from playground.crash import crash_point

__all__ = ["crash_point"]
