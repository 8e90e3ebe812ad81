"""Where the camera is at every moment of a clip, and how a sheet of paper at some depth answers to it."""

import math
from dataclasses import dataclass
from typing import Literal

type Move = Literal["push", "pull", "pan", "tilt", "rise", "orbit", "static"]


@dataclass(frozen=True)
class Moment:
    """``u`` runs from 0 to 1 over the clip, ``t`` is seconds; x and y are stage units, zoom is 1 at rest."""

    u: float
    t: float
    x: float
    y: float
    zoom: float


@dataclass(frozen=True)
class Camera:
    """One move, eased at both ends. ``reach`` is how far it travels at depth 1, in stage heights or zoom."""

    move: Move
    seconds: int
    frame_size: tuple[int, int]  # pixels
    reach: float = 0.08
    way: int = 1  # -1 for the other direction

    @property
    def frames(self) -> int:
        """How many frames the clip has."""
        return self.seconds * 24

    def at(self, frame: int) -> Moment:
        """The moment of a frame, 24 a second."""
        t = frame / 24
        u = t / self.seconds
        eased = u * u * (3 - 2 * u)
        swing = self.way * self.reach * (eased - 0.5)
        breath = 0.006 * math.sin(math.tau * u)
        match self.move:
            case "push":
                return Moment(u, t, breath, 0.0, 1 + 1.5 * self.reach * (0.25 * u + 0.75 * eased))
            case "pull":
                return Moment(u, t, breath, 0.0, 1 + 1.5 * self.reach * (1 - 0.25 * u - 0.75 * eased))
            case "pan":
                return Moment(u, t, 2.2 * swing, 0.0, 1.0)
            case "tilt":
                return Moment(u, t, breath, 1.0 * swing, 1.0)
            case "rise":
                return Moment(u, t, 0.8 * swing, -1.0 * abs(self.reach) * (eased - 0.5), 1.0)
            case "orbit":
                return Moment(u, t, self.way * self.reach * 0.9 * math.sin(math.tau * u), 0.0, 1.0)
            case _:
                return Moment(u, t, breath, 0.4 * breath, 1.0)
