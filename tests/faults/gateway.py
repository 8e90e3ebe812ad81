"""The scripted gateway of the fault rows: it lives as long as the crew, and each task's clip has bytes of its own."""

import struct
from dataclasses import replace
from typing import Any

from tests.integration.scripted import CLIP, Answer, Call, Scripted

LIFE: list[dict[str, Any]] = [{"status": "in_progress", "progress": 40}, {"status": "completed"}]
RUNNING: list[dict[str, Any]] = [{"status": "in_progress", "progress": 40}]
REFUSED: dict[str, Any] = {"status": "failed", "error": {"code": "sensitive_words", "message": "Refused"}}


class Slowly(Answer):
    """The ordinary answer: `after` so many seconds or an Event, or with such a silence `halfway` through its body."""


class Gateway(Scripted):
    """Counts for ever; `calm` forgets scripts and calls, never what it has accepted."""

    def calm(self) -> None:
        """Answer in the ordinary way again."""
        self.script.clear()
        self.always.clear()
        self.calls.clear()
        self.creates.clear()
        self.life = list(LIFE)

    def film(self, name: str) -> bytes:
        """The clip of one task: the same pictures, another file."""
        words = name.encode()
        return CLIP.read_bytes() + struct.pack(">I4s", 8 + len(words), b"free") + words

    def downloads(self, take: Any) -> int:
        """How often the clip of a take was asked for."""
        names = [call.name.removesuffix(".mp4") for call in self.called("file")]
        return sum(self.tasks.get(name) == str(take.pk) for name in names)

    def task_of(self, our_id: str) -> str:
        """The task made for one of our ids, the latest; empty: none."""
        return next((task for task, ours in reversed(self.tasks.items()) if ours == our_id), "")

    def answer(self, call: Call) -> Answer:
        """The script's answer, else the ordinary one, or that in its own time."""
        found = super().answer(call)
        if not isinstance(found, Slowly):
            return found
        ordinary = getattr(self, f"_{call.route}")(call)
        return replace(ordinary, after=found.after, halfway=found.halfway)

    def _accept(self, call: Call, answer: Answer | None) -> Answer:
        if isinstance(answer, Slowly):
            return replace(super()._accept(call, None), after=answer.after)
        return super()._accept(call, answer)

    def _file(self, call: Call) -> Answer:
        return Answer(body=self.film(call.name), headers={"Content-Type": "video/mp4"})
