"""Sentences about lists of pictures, clips and sounds, and about names that belong to another model."""

from collections.abc import Callable

from playground.simulator.rules.checks import WEB, complaint, is_list_of_objects, is_url
from playground.simulator.rules.model_rules import Check, Fields, at

# By these the gateway's models are given form and material, each model by some. An unknown name is ignored there,
# as it is here; a neighbour's name is what people mix up, and ignoring it would draw another film than was meant.
_NEIGHBOURS = (
    *("aspect_ratio", "ratio", "size", "resolution", "quality", "mode"),
    *("image", "image_urls", "image_with_roles", "reference_images"),
    *("video_list", "video_with_roles", "audio_with_roles", "url"),
    *("metadata.resolution", "metadata.image_list", "metadata.reference_urls", "metadata.last_frame_image"),
)
_LIKE = (
    ("aspect_ratio", "ratio", "size"),
    ("resolution", "metadata.resolution", "quality", "mode"),
    ("image_urls", "image", "reference_images", "image_with_roles", "metadata.image_list"),
    ("video_list", "video_with_roles", "url", "metadata.reference_urls"),
    ("metadata.lastFrame", "metadata.last_frame_image"),
)


def reads(*names: str) -> Check:
    """The fields of this model's page. A neighbour's name, or a name at the wrong level, is refused."""
    mislaid = {_other_level(name): name for name in names if _other_level(name) not in names}

    def check(fields: Fields) -> str | None:
        if not isinstance(fields.get("metadata"), dict | None):
            return complaint("metadata must be an object")
        for name, right in mislaid.items():
            if at(fields, name) not in (None, []):
                return complaint(f"{name} must be sent as {right}")
        for name in _NEIGHBOURS:
            if name not in names and at(fields, name) not in (None, []):
                return complaint(f"{name} is not supported by {fields.get('model')}{_instead(name, names)}")
        return None

    return check


def _other_level(name: str) -> str:
    outer, _, inner = name.partition(".")
    return inner or f"metadata.{outer}"


def _instead(name: str, names: tuple[str, ...]) -> str:
    like = [other for group in _LIKE if name in group for other in group if other in names]
    return f", use {like[0]}" if like else ""


def urls(
    name: str,
    most: int | None = None,
    *,
    schemes: tuple[str, ...] = WEB,
    when: Callable[[Fields], object] | None = None,
) -> Check:
    """A list of bare URLs, of at most so many."""

    def check(fields: Fields) -> str | None:
        value = at(fields, name)
        if value is None or (when is not None and not when(fields)):
            return None
        if not isinstance(value, list):
            return complaint(f"{name} must be a list of URLs")
        bad = next((item for item in value if not is_url(item, schemes)), None)
        if bad is not None or None in value:
            return _bad_url(name, bad)
        return _too_many(name, len(value), most)

    return check


def url(*names: str) -> Check:
    """One URL, as a string, under each of these names."""

    def check(fields: Fields) -> str | None:
        for name in names:
            value = at(fields, name)
            if value is not None and not is_url(value):
                return _bad_url(name, value)
        return None

    return check


def objects(
    name: str, key: str, most: int | None = None, *, schemes: tuple[str, ...] = WEB, **words: tuple[str, ...]
) -> Check:
    """A list of objects with a URL under ``key``; ``words`` are their other fields with the words each may hold."""

    def check(fields: Fields) -> str | None:
        value = at(fields, name)
        if value is None:
            return None
        if not isinstance(value, list) or not is_list_of_objects(value):
            return complaint(f"{name} must be a list of objects with {key}")
        for place, item in enumerate(value):
            if not is_url(item.get(key), schemes):
                return _bad_url(f"{name}[{place}].{key}", item.get(key))
            for word, allowed in words.items():
                if item.get(word) is not None and item[word] not in allowed:
                    return complaint(f"{name}[{place}].{word} must be one of {', '.join(allowed)}")
        return _too_many(name, len(value), most)

    return check


def roles(
    name: str, most: int | None = None, *, schemes: tuple[str, ...] = WEB, **limits: int | None
) -> Check:
    """A list of {url, role}; ``limits`` are the roles and how often each may occur (None: as often as one likes)."""
    listing = objects(name, "url", most, schemes=schemes, role=tuple(limits))

    def check(fields: Fields) -> str | None:
        found = listing(fields)
        if found is not None:
            return found
        held = role_counts(fields, name)
        if None in held:
            return complaint(f"{name}[].role is required")
        for role, limit in limits.items():
            if limit is not None and held.get(role, 0) > limit:
                return complaint(f"{name} supports at most {limit} with role {role}, got {held[role]}")
        return None

    return check


def role_counts(fields: Fields, name: str = "image_with_roles", key: str = "role") -> dict[object, int]:
    """How often each role stands in a list of {url, role}; None counts those without."""
    value = at(fields, name)
    counts: dict[object, int] = {}
    for item in value if isinstance(value, list) else []:
        role = item.get(key) if isinstance(item, dict) else None
        role = role if isinstance(role, str) else None
        counts[role] = counts.get(role, 0) + 1
    return counts


def has_role(*wanted: str, name: str = "image_with_roles", key: str = "role") -> Callable[[Fields], bool]:
    """Whether an item with one of these roles is in the list."""
    return lambda fields: not role_counts(fields, name, key).keys().isdisjoint(wanted)


def count(fields: Fields, *names: str) -> int:
    """How many items these lists hold together."""
    lists = [at(fields, name) for name in names]
    return sum(len(value) for value in lists if isinstance(value, list))


def _too_many(name: str, number: int, most: int | None) -> str | None:
    if most is None or number <= most:
        return None
    return complaint(f"{name} supports at most {most}, got {number}")


def _bad_url(name: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("data:"):
        return complaint(f"base64 image is not allowed ({name})")
    return complaint(f"invalid image_url ({name})" if "image" in name else f"{name} must be a public URL")


def web_search(fields: Fields) -> str | None:
    """The one tool there is, as [{"type": "web_search"}]."""
    value = fields.get("tools")
    if value is None or (
        is_list_of_objects(value)
        and isinstance(value, list)
        and all(item.get("type") == "web_search" for item in value)
    ):
        return None
    return complaint("tools must be a list of objects with type web_search")
