"""Words that would be more than words if anything took them so, put wherever somebody else's words can stand."""

from dataclasses import dataclass
from urllib.parse import urlencode

from playground.models import Connection, Event, Generation, Reference, User, Workspace, judging
from playground.models.asking import Attached
from tests import build

# Each harmless in itself; an element or an attribute of this name, or a true `evil`, tells that it was obeyed
MARKS = (
    "<img src=x onerror=evil=1 data-evil>",
    '" hx-on:click="evil=1" data-evil="',
    "' onmouseover='evil=1' data-evil='",
    "</script><script data-evil>evil=1</script>",
    "</title><svg onload=evil=1 data-evil>",
    "{{7*7}}",
    "{% now 'Y' %}",
    "=cmd|' /C calc'!A0",
    "\u202egpj.exe",
    "javascript:evil=1",
)
WORDS = " ".join(MARKS)


@dataclass(frozen=True)
class Seeded:
    """What there is to look at."""

    pages: list[str]
    take: str
    token: str


def seed(owner: User, home: Workspace) -> Seeded:
    """A finished take, a failed one, a batch, a reference and a share link, all of them called names."""
    picture = build.reference(owner, name="plain.png")
    Reference.objects.filter(pk=picture.pk).update(name=WORDS[:120])
    picture.refresh_from_db()
    take = build.generation("ready", of=owner, prompt=WORDS)
    child = build.asked(WORDS, owner, Attached(picture))
    batch = build.batch(2, WORDS, of=owner)
    said = {
        "error_message": WORDS,
        "error_code": MARKS[0],
        "error_request_id": MARKS[1],
        "last_poll_error": WORDS,
    }
    Generation.objects.filter(pk=child.pk).update(
        state="failed", due_at=None, parent=take, edge="remix", **said
    )
    Generation.objects.filter(pk=take.pk).update(note=WORDS, upstream_word=MARKS[0], heard=WORDS)
    Event.objects.filter(generation__in=[take, child]).update(detail=WORDS, received=WORDS, actor=MARKS[1])
    judging.tag_all([take, child], [mark[:40] for mark in MARKS[:3]])
    Connection.objects.update(blocked="key", blocked_words=WORDS, models_listed=[MARKS[0]])
    User.objects.filter(pk=owner.pk).update(first_name=MARKS[1])
    Workspace.objects.filter(pk=home.pk).update(name=WORDS[:120])
    _, token = build.share(take, reveal="try", allows_download=True)
    ids = {"take": take.pk, "child": child.pk, "batch": batch.pk, "picture": picture.pk, "token": token}
    return Seeded([page.format(**ids) for page in PAGES], str(take.pk), token)


PAGES = (
    "/", "/?from={take}", "/generations/", "/generations/{take}/", "/generations/{child}/",
    "/generations/{take}/lineage/",
    "/references/", "/references/{picture}/", "/batches/{batch}/", "/compare/?g={take}&g={child}", "/shares/",
    "/shares/?g={take}", "/stage/?g={take}", "/ledger/", "/connection/", "/models/gemini_omni_flash/", "/prices/",
    "/rehearsal/", "/s/{token}/", "/s/{token}/embed/",
    "/?" + urlencode({"prompt": WORDS, "model": MARKS[0]}).replace("{", "{{").replace("}", "}}"),
    "/generations/?" + urlencode({"q": WORDS, "tag": MARKS[0], "model": MARKS[1]}),
    "/references/?" + urlencode({"q": WORDS}), "/nowhere/" + MARKS[0].replace("<", "%3C").replace(" ", "%20"),
)  # fmt: skip
