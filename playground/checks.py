"""System checks: what must hold before the first request."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from playground import connection, vault
from playground.catalogue import video_models
from playground.catalogue.flaws import flaws
from playground.catalogue.pricing import PriceTableError
from playground.media import storage


@register()
def catalogue_is_sound(**_: Any) -> list[Error]:
    """No entry contradicts itself."""
    return [
        Error(f"{model.slug}: {flaw}", id="playground.E001")
        for model in video_models()
        for flaw in flaws(model)
    ]


@register()
def what_the_operator_set_can_be_read(**_: Any) -> list[Error]:
    """The address and the price table are told here, in words, not at the first click."""
    found = []
    try:
        connection.shown_base_url()
    except ValueError as error:
        found.append(Error(f"TOAPIS_BASE_URL: {error}", id="playground.E005"))
    if not (settings.TOAPIS_API_KEY.isascii() and " " not in settings.TOAPIS_API_KEY):
        words = "TOAPIS_API_KEY holds a blank or a character that no key has. Copy it again from the console."
        found.append(Error(words, id="playground.E007"))
    if settings.PRICES_FILE and not Path(settings.PRICES_FILE).is_file():
        found.append(Error(f"PRICES_FILE names no file: {settings.PRICES_FILE}", id="playground.E008"))
    if settings.SIMULATOR_PORT == settings.PORT:
        found.append(Error("SIMULATOR_PORT and PORT must differ.", id="playground.E009"))
    try:
        connection.file_prices()
    except (PriceTableError, OSError, UnicodeDecodeError) as error:
        found.append(Error(f"The price table can't be read: {error}", id="playground.E006"))
    return found


@register()
def what_keys_are_sealed_with_is_long_enough(**_: Any) -> list[Error]:
    """A short ENCRYPTION_KEY is told here, not when an owner enters a key."""
    short = settings.ENCRYPTION_KEYS and vault.trouble()
    return [Error(short, hint="See docs/keys.md.", id="playground.E011")] if short else []


@register()
def the_storage_is_usable(**_: Any) -> list[Error]:
    """STORAGE_URL and what boto needs beside it are told here, not at the first clip."""
    words = storage.flaw()
    return [Error(f"STORAGE_URL: {words}", id="playground.E010")] if words else []


@register()
def queue_outlives_its_tasks(**_: Any) -> list[Error]:
    """A task that django-q2 gives out again while it still runs would run twice."""
    queue: dict[str, Any] = settings.Q_CLUSTER
    if queue["retry"] > queue["timeout"] and queue["ack_failures"] and queue["max_attempts"] == 1:
        return []
    return [
        Error(
            "Q_CLUSTER: retry must exceed timeout, ack_failures be on, max_attempts 1.", id="playground.E002"
        )
    ]


@register()
def local_mode_stays_here(**_: Any) -> list[Error]:
    """Local mode signs its owner in by itself, so nobody else may reach it."""
    if settings.PLAYGROUND_MODE == "team" or settings.HOST in settings.LOOPBACK:
        return []
    words = f"PLAYGROUND_MODE=local listens on this machine only, not on HOST={settings.HOST}."
    return [Error(words, hint="Set HOST=127.0.0.1.", id="playground.E003")]


@register()
def team_mode_has_its_secrets(**_: Any) -> list[Error]:
    """What others can reach has a key that the operator keeps, and one address that links are written with."""
    if settings.PLAYGROUND_MODE != "team" or settings.HOST in settings.LOOPBACK:
        return []
    given = {"SECRET_KEY": settings.SECRET_KEY_IS_SET, "PUBLIC_URL": settings.PUBLIC_URL}
    missing = " and ".join(name for name, value in given.items() if not value)
    if not missing:
        return []
    words = f"PLAYGROUND_MODE=team on HOST={settings.HOST} needs {missing}."
    return [Error(words, hint="Set it in .env, or listen on HOST=127.0.0.1.", id="playground.E004")]
