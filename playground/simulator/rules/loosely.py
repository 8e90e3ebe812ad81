"""The gateway's other video models, taken at their word: known id, a prompt or a reference, and little else.

Each family leaves this file for one of its own once its rules are written down.
"""

from playground.simulator.rules.model_rules import Fields, ModelRules, Shape, is_number, pixels

# Wire ids by the seconds a request without a duration gets.
_FAMILIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (6, ("gemini-omni-flash-preview-official",)),
    (4, ("sora-2-vvip", "sora-2-official")),
    (8, ("veo3.1-fast", "veo3.1-quality", "veo3.1-lite")),
    (8, ("Veo3.1-quality-official", "Veo3.1-fast-official", "Veo3.1-lite-official")),
    (5, ("kling-v2-6", "kling-v3", "kling-3.0-turbo", "kling-v3-omni", "kling-video-o1")),
    (5, ("seedance-2", "seedance-2-fast", "seedance-2-mini", "seedance-2-5")),
    (5, ("doubao-seedance-1-5-pro", "doubao-seedance-1-0-pro-fast", "doubao-seedance-1-0-pro-quality")),
    (5, ("MiniMax-H3",)),
    (6, ("MiniMax-Hailuo-2.3", "MiniMax-Hailuo-2.3-Fast", "MiniMax-Hailuo-02")),
    (5, ("wan2.6", "wan2.6-flash", "wan3.0-video")),
    (8, ("grok-video-1.0", "grok-video-1.5")),
    (6, ("grok-imagine-1.0-video",)),
    (5, ("happyhorse-1.1",)),
    (
        5,
        (
            "viduq3-pro",
            "viduq3-turbo",
            "viduq3",
            "viduq3-pro-fast",
            "viduq3-ad",
            "viduq3-drama",
            "viduq3-mix",
        ),
    ),
)
_REFERENCES = (
    "image",
    "image_urls",
    "image_with_roles",
    "reference_images",
    "video_list",
    "video_with_roles",
    "url",
)
_LONGEST = 30  # seconds


def _complaint(fields: Fields) -> str | None:
    prompt = fields.get("prompt")
    if prompt is not None and not isinstance(prompt, str):
        return "Invalid request: prompt must be a string"
    if not (prompt and prompt.strip()) and not any(fields.get(name) for name in _REFERENCES):
        return "Invalid request: prompt is required"
    seconds = fields.get("duration")
    if seconds is not None and not is_number(seconds):
        return "Invalid request: duration must be a number"
    if isinstance(seconds, int | float) and not -1 <= seconds <= _LONGEST:
        return "Invalid request: duration is out of range"
    return None


def _family(default_seconds: int, ids: tuple[str, ...]) -> ModelRules:
    def shape(fields: Fields) -> Shape:
        metadata = fields.get("metadata")
        nested = metadata if isinstance(metadata, dict) else {}
        resolution = str(
            fields.get("resolution") or nested.get("resolution") or fields.get("quality") or "720p"
        )
        ratio = fields.get("aspect_ratio") or fields.get("ratio") or fields.get("size")
        seconds = fields.get("duration")
        length = int(seconds) if isinstance(seconds, int | float) and seconds >= 1 else default_seconds
        return Shape(*pixels(ratio, resolution), length, resolution)

    return ModelRules(ids, _complaint, shape)


RULES: tuple[ModelRules, ...] = tuple(_family(seconds, ids) for seconds, ids in _FAMILIES)
