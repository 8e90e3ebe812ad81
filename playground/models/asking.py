"""The click: one rendered form makes one generation, however often it arrives."""

import dataclasses
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.video_model import VideoModel
from playground.crash import crash_point
from playground.models import ledger
from playground.models.batch import Batch
from playground.models.blob import Reference
from playground.models.budget import OverBudget
from playground.models.connection import Connection
from playground.models.event import Event
from playground.models.generation import Generation, GenerationReference
from playground.models.lifecycle import PATIENCE, next_version
from playground.models.lineage import Edge, is_kin
from playground.models.people import User
from playground.models.rehearsal import Replay
from playground.models.review import Comment, answered
from playground.models.state import Lane, State
from playground.models.turn import in_turn


@dataclass(frozen=True)
class Attached:
    """A reference of a request: a file of ours, or an address somebody gave.

    `field` is the list of the model that it stands in (empty: the one for images), `parts` what is said of it
    there, as a form holds it: its role.
    """

    reference: Reference | None = None
    url: str = ""
    field: str = ""
    parts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def wire(self) -> str:
        """How the preview shows it."""
        return self.reference.wire if self.reference else self.url

    @property
    def content(self) -> str:
        """What makes it the same reference again: its bytes, not its name."""
        return self.reference.blob.sha256 if self.reference else self.url


def attached_to(take: Generation) -> list[Attached]:
    """The references of an earlier take, in order, each with what the request said of it."""
    seen: Counter[str] = Counter()
    found = []
    for each in take.attached.select_related("reference__blob"):
        items, place = take.values.get(each.field), seen[each.field]
        item = items[place] if isinstance(items, list) and place < len(items) else None
        parts = parts_of(item)
        found.append(Attached(each.reference, each.url, each.field, parts))
        seen[each.field] += 1
    return found


def parts_of(item: object) -> dict[str, str]:
    """What an item of a list says of its file, as a form holds it."""
    said = item if isinstance(item, dict) else {}
    return {
        str(name): ("on" if value else "off") if isinstance(value, bool) else str(value)
        for name, value in said.items()
        if value is not None
    }


def digest_of(model: VideoModel, values: Mapping[str, Any], attached: Sequence[Attached]) -> str:
    """Equal for equal requests: the text with its references by content, whatever their names are."""
    contents = {each.wire: each.content for each in attached}
    files = {p.name for p in model.parameters if p.takes}
    plain = {name: _by_content(value, contents) if name in files else value for name, value in values.items()}
    # Two files of one name and different content stand in the text alike: their contents follow in order
    parts = json.dumps([request_text(request_fields(model, plain)), [each.content for each in attached]])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _by_content(value: Any, contents: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_by_content(item, contents) for item in value]
    if isinstance(value, dict):
        return {name: _by_content(part, contents) for name, part in value.items()}
    return contents.get(value, value) if isinstance(value, str) else value


class TokenSpent(Exception):
    """This form already made `generation`, which asked for something else."""

    def __init__(self, generation: Generation) -> None:
        super().__init__(str(generation.pk))
        self.generation = generation


@dataclass(frozen=True)
class Ask:
    """What somebody asks for: `values` as the form read them, `price` in milli-credits or None."""

    owner: User
    connection: Connection
    model: VideoModel
    values: Mapping[str, Any]
    attached: Sequence[Attached]
    token: uuid.UUID
    price: int | None
    lane: Lane = Lane.ORDINARY
    parent: Generation | None = None
    edge: str = ""  # how it comes from its parent
    remark: str = ""  # said beside the event of its birth
    batch: Batch | None = None
    plays: Generation | None = None  # a rehearsal: whose run is played, and how fast
    speed: int = 1
    comment: Comment | None = None  # what it answers: a revision that somebody asked for

    @property
    def text(self) -> str:
        """The request as the box showed it."""
        return request_text(request_fields(self.model, self.values))

    @property
    def digest(self) -> str:
        """Equal for equal requests: the text, and the references by content."""
        return digest_of(self.model, self.values, self.attached)


def make(ask: Ask) -> Generation:
    """The row of this form, new or as it was made before. Raises TokenSpent, OverBudget.

    The row exists before anything is sent; the caller rings the bell.
    """
    try:
        with in_turn():
            made = insert(ask)
            crash_point("before_commit")
        crash_point("after_commit")
        return made
    except IntegrityError:
        earlier = Generation.objects.shown().filter(owner=ask.owner, form_token=ask.token).first()
        if earlier is None:
            raise
        if earlier.request_digest != ask.digest or earlier.batch_id is not None:
            raise TokenSpent(earlier) from None
        return earlier


def insert_all(asks: Sequence[Ask]) -> list[Generation]:
    """The rows of one click, in the caller's transaction: all, or OverBudget, which says how many would fit."""
    made: list[Generation] = []
    for ask in asks:
        try:
            made.append(insert(ask))
        except OverBudget as over:
            raise over.of_several([each.price for each in asks], len(made)) from None
    return made


def insert(ask: Ask) -> Generation:
    """The row with what belongs to it, in the caller's transaction.

    Raises IntegrityError for a used token, OverBudget.
    """
    version, now = next_version(), timezone.now()
    parent, edge = _descent(ask)
    row = Generation.objects.create(
        workspace_id=ask.connection.workspace_id,
        owner=ask.owner,
        connection=ask.connection,
        model_slug=ask.model.slug,
        values_text=json.dumps(dict(ask.values), ensure_ascii=False),
        request_body=ask.text,
        request_digest=ask.digest,
        form_token=ask.token,
        price=ask.price,
        version=version,
        born_version=version,
        lane=ask.lane,
        parent=parent,
        edge=edge,
        batch=ask.batch,
        created_at=now,
        due_at=now,
        deadline_at=now + PATIENCE * settings.TIME_SCALE,
    )
    said = {"actor": ask.owner.username, "detail": ask.remark}
    Event.objects.create(generation=row, at=now, name="asked", to_state=State.QUEUED, **said)
    _attach(row, ask)
    ledger.reserve(row)
    return row


def _attach(row: Generation, ask: Ask) -> None:
    """What it was asked with: files, the run it plays again, the comment it answers."""
    if ask.plays:
        Replay.objects.create(take=row, of=ask.plays, speed=ask.speed)
    if ask.comment:
        answered(ask.comment, row)
    attached = ask.attached
    for each in attached:
        if each.reference and each.reference.is_new:  # the clip of a take, attached for the first time
            each.reference.save()
    GenerationReference.objects.bulk_create(
        GenerationReference(
            generation=row, position=place, reference=each.reference, url=each.url, field=each.field
        )
        for place, each in enumerate(attached)
    )


def _descent(ask: Ask) -> tuple[Generation | None, str]:
    """The parent and the edge that are kept: the very same request is a retry, another idea no revision.

    What answers a comment is a revision whatever its words are.
    """
    if ask.parent is None:
        return None, ""
    if ask.comment:
        return ask.parent, Edge.REVISION
    if ask.parent.request_digest == ask.digest and ask.parent.model_slug == ask.model.slug:
        return ask.parent, Edge.RETRY
    if ask.edge == Edge.REVISION and not is_kin(ask.parent.prompt, str(ask.values.get("prompt", ""))):
        return None, ""
    return ask.parent, ask.edge
