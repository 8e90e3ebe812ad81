"""A request as one line: what the simulated gateway would say to it."""

from typing import Any

from playground.simulator.rules import rules_for

IMAGE, CLIP, SOUND = "https://example.com/a.jpg", "https://example.com/a.mp4", "https://example.com/a.mp3"
DATA = "data:image/png;base64,AA=="


def complaint(model: str, fields: dict[str, Any]) -> str | None:
    """The complaint of that model's rules; a prompt is added unless the fields say otherwise."""
    rules = rules_for(model)
    assert rules is not None, model
    return rules.complaint({"model": model, "prompt": "sea", **fields})


def roles(*named: str, url: str = IMAGE) -> list[dict[str, str]]:
    """A list of {url, role}, one for each role."""
    return [{"url": url, "role": role} for role in named]


def films(number: int = 1, **words: str) -> list[dict[str, str]]:
    """A video_list."""
    return [{"video_url": CLIP, **words}] * number
