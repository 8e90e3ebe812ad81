"""An installation with something on every page: takes in every state, a batch, references, links, a team.

Nothing moves in it: what is open is due tomorrow. `manage.py shell -c "from tests.furnished import say; say()"` does it
to a data folder and prints what was made.
"""

import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from playground import access
from playground.forms.references import keep_image
from playground.models import Batch, Generation, User, invitation, rehearsal
from playground.models.asking import Attached
from tests import build

PASSWORD = "sixteen sea lions"
LONG = (
    "Wide shot of a lighthouse keeper's kitchen at four in the morning: a kettle, a radio that murmurs weather, rain "
    "that runs down the panes in two speeds. The camera pushes in as slowly as a tide, past the table, to the window, "
    "until the lamp outside sweeps over the glass and everything in the room is white for one breath."
)
CHINESE = "黄昏的雨巷里，一只纸船顺着水流漂过石阶，灯笼的光在水面上碎成金片，镜头缓缓推近。"
ENGLISH = {
    "cancelled": "A tram in fog",
    "failed": "A duel at dawn, two silhouettes",
    "asking": "Snow on a night market",
    "fetching": "Ink drops that open like flowers",
    "running": CHINESE,
    "queued": "A quiet harbour before the ferry",
    "tall": CHINESE,
    "take": LONG,
    "batch": "A paper boat on a rainy street, slow push-in.",
    "reference": "a cat asleep on a warm typewriter, seen from above.png",
    "note": "Noor, who grades the harbour scenes and has seen every lighthouse of the coast",
    "refusal": "Prompt blocked by content policy.",
}


@transaction.atomic  # the watcher of a running installation sees the end of it, not a take that is due meanwhile
def furnish(words: dict[str, str] | None = None) -> dict[str, str]:
    """Make all of it, in other words than ours if any are given.

    Ids and tokens by the names that tests/pages.py uses; `session_<role>`: who is signed in.
    """
    said = words or ENGLISH
    owner = _person(access.local_owner(), "Ada Byron")
    studio = access.workspace_of(owner)
    viewer, editor = build.user("Lin Xiaoyu", studio, "viewer"), build.user("Mei", studio, "editor")
    made = _takes(owner, said) | _batch(owner, said["batch"])
    takes = Generation.objects.in_bulk([made["take"], made["tall"]])
    first, second = takes.values()
    made["link"] = build.share(first, reveal="try", allows_download=True)[1]
    made["both"] = build.share(first, second, reveal="recipe")[1]
    made["locked"] = build.share(first, password="harbour")[1]
    made["invitation"] = invitation.invite(studio, owner, "editor", 7, said["note"])[1]
    for name, person in (("owner", owner), ("editor", editor), ("viewer", _person(viewer, "Lin Xiaoyu"))):
        made[f"session_{name}"] = _session(person)
    return {name: str(value) for name, value in made.items()}


def say() -> None:
    """Furnish, and print it as JSON."""
    print(json.dumps(furnish()))


def _person(person: User, name: str) -> User:
    person.email, person.first_name = f"{name.split()[0].lower()}@studio.example", name
    person.set_password(PASSWORD)
    person.save()
    return person


def _session(person: User) -> str:
    browser = Client()
    browser.force_login(person)
    return str(browser.session.session_key)


def _takes(owner: User, said: dict[str, str]) -> dict[str, Any]:
    """One in each state, and two clips of other shape that can be compared."""
    still = (build.CLIP.parent / "sample.webp").read_bytes()
    cat = keep_image(owner, access.workspace_of(owner), build.upload(said["reference"], still))
    later = {"due_at": timezone.now() + timedelta(days=1)}
    refused = {"error_code": "content_policy_violation", "error_status": 400, "charged": "no"}
    refused |= {"error_message": said["refusal"], "error_request_id": "req_4f1c"}
    made: dict[str, Any] = {"reference": cat.pk}
    for name, state, fields in (
        ("cancelled", "cancelled", {"charged": "no"}),
        ("failed", "failed", {**refused}),
        ("asking", "unconfirmed", {"reason": "person", **later}),
        ("fetching", "fetching", {**later}),
        ("running", "running", {"progress": 40, **later}),
        ("queued", "queued", {"reason": "no_credits", **later}),
    ):
        made[name] = build.generation(state, owner, prompt=said[name], **fields).pk
    made["tall"] = _ready(build.asked(said["tall"], owner, aspect_ratio="9:16", duration=4))
    made["take"] = _ready(build.asked(said["take"], owner, Attached(cat)))
    Generation.objects.filter(pk=made["tall"]).update(
        parent=made["take"], edge="remix", rating=4, verdict="keep"
    )
    rehearsal.record(Generation.objects.get(pk=made["take"]), owner)
    return made


def _ready(take: Generation) -> Any:
    now = timezone.now()
    build.keep_clip(take)
    stood = {"submitted_at": now, "accepted_at": now, "completed_at": now, "ready_at": now, "attempts": 1}
    stood |= {"state": "ready", "progress": 100, "charged": "yes", "due_at": None}
    Generation.objects.filter(pk=take.pk).update(upstream_id=f"video_{take.pk.hex[:12]}", **stood)
    return take.pk


def _batch(owner: User, prompt: str) -> dict[str, Any]:
    """Four takes from one click: two finished, one failed, one that waits because somebody paused."""
    batch: Batch = build.batch(4, prompt, owner)
    first, second, third, fourth = batch.takes.order_by("created_at", "id")
    for take in (first, second):
        _ready(take)
    ended = {"state": "failed", "error_code": "content_policy_violation", "charged": "no", "due_at": None}
    Generation.objects.filter(pk=third.pk).update(**ended)
    tomorrow = timezone.now() + timedelta(days=1)
    Generation.objects.filter(pk=fourth.pk).update(reason="paused", due_at=tomorrow)
    Batch.objects.filter(pk=batch.pk).update(paused=True)
    yesterday = timezone.now() - timedelta(days=1)
    batch.takes.update(created_at=yesterday)
    return {"batch": batch.pk, "paused": fourth.pk}
