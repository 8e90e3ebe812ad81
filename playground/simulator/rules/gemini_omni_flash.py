"""Gemini Omni Flash, the legacy channel, as its guide pages have it (versions 2 and 3)."""

from playground.simulator.rules.model_rules import Fields, ModelRules, Shape, is_number, is_public_url, pixels

_IDS = ("gemini_omni_flash", "gemini-omni-flash", "gemini_omni")
_RATIOS = ("16:9", "9:16")
_SECONDS = (4, 6, 10)


def _resolutions(fields: Fields) -> tuple[str, ...]:
    # Version 2 of the page writes 720P with a capital; version 3, under the dashed id, a small letter.
    return ("720P", "720p", "1080p") if fields.get("model") == "gemini-omni-flash" else ("720P", "1080p")


def _complaint(fields: Fields) -> str | None:
    prompt = fields.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        return "Invalid request: prompt is required"
    return _shape_complaint(fields) or _image_complaint(fields.get("image_urls"))


def _shape_complaint(fields: Fields) -> str | None:
    seconds, ratio, resolution = (fields.get(name) for name in ("duration", "aspect_ratio", "resolution"))
    if seconds is not None and not is_number(seconds):
        return "Invalid request: duration must be a number"
    if seconds is not None and seconds not in _SECONDS:
        return "Invalid request: duration must be one of 4, 6, 10"
    if ratio is not None and ratio not in _RATIOS:
        return "Invalid request: aspect_ratio must be one of 16:9, 9:16"
    allowed = _resolutions(fields)
    if resolution is not None and resolution not in allowed:
        return f"Invalid request: resolution must be one of {', '.join(allowed)}"
    if resolution == "1080p" and ratio not in (None, "16:9"):
        return "Invalid request: 1080p is only supported with aspect_ratio 16:9"
    return None


def _image_complaint(images: object) -> str | None:
    if images is None:
        return None
    if not isinstance(images, list):
        return "Invalid request: image_urls must be a list of URLs"
    if any(isinstance(item, str) and item.startswith("data:") for item in images):
        return "Invalid request: base64 image is not allowed"
    if not all(is_public_url(item) for item in images):
        return "Invalid request: invalid image_url"
    if len(images) not in (0, 1, 3):
        return f"Invalid request: image_urls supports 0, 1 or 3 images, got {len(images)}"
    return None


def _shape(fields: Fields) -> Shape:
    resolution = str(fields.get("resolution") or "720P")
    width, height = pixels(fields.get("aspect_ratio"), resolution)
    seconds = fields.get("duration")
    return Shape(width, height, int(seconds) if isinstance(seconds, int | float) else 6, resolution)


RULES = ModelRules(_IDS, _complaint, _shape)
