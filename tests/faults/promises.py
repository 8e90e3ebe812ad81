"""What must hold after every fault: `broken(crew, takes)` lists, in words, each promise that does not.

I1 nothing accepted vanishes · I2 one paid create a take, unless a person said so · I3 the Events are one chain of
allowed moves · I4 an open take has a next look and a deadline · I5 ready means a file that is whole · I6 no temporary
and no orphan file · I7 what it says of money is what the gateway counted · I8 the key is nowhere · I9 recovery within
a bound: every wait of a row has one · I10 the page shows the true state.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from playground.jobs import fetch
from playground.media import probe, storage
from playground.models import Blob, Clip, Generation
from playground.models.lifecycle import MOVES
from playground.models.state import TERMINAL, State
from tests.faults.crew import KEY, SECRET, Crew
from tests.integration.installation import Patience

LOOKED_AT = 6  # pages; one after the other they cost more than everything else here


def broken(crew: Crew, takes: Sequence[Generation]) -> list[str]:
    """Empty when every promise holds for these takes of a crew that is well."""
    rows = [crew.now(take) for take in takes if Generation.objects.filter(pk=take.pk).exists()]
    found = [f"I1 take {take.pk} is gone" for take in takes if take.pk not in {row.pk for row in rows}]
    for row in rows:
        for check in (_found_again, _paid_once, _one_chain, _awake, _whole, _honest):
            found += [f"{words}\n{crew.story(row)}" for words in check(crew, row)]
    for row in rows[:LOOKED_AT]:
        found += [f"{words}\n{crew.story(row)}" for words in _shown(crew, row)]
    return [*found, *_litter(crew), *_leaks(crew)]


def _found_again(crew: Crew, row: Generation) -> Iterator[str]:
    """I1: a task that the gateway has is the take's, or the take is still being found out about."""
    accepted = crew.gateway.accepted[str(row.pk)]
    settled = row.state == State.FAILED and row.charged == "unknown"
    if accepted and not row.upstream_id and not (row.is_open or settled):
        yield f"I1 the gateway has a task of {row.pk} that is lost"


def _paid_once(crew: Crew, row: Generation) -> Iterator[str]:
    allowed = 1 + row.events.filter(name="sent again by hand").count()
    if (paid := crew.gateway.accepted[str(row.pk)]) > allowed:
        yield f"I2 {row.pk} was paid {paid} times"


def _one_chain(crew: Crew, row: Generation) -> Iterator[str]:
    events = list(row.events.all())
    if not events or events[0].from_state or events[-1].to_state != row.state:
        yield f"I3 the events of {row.pk} don't tell how it came to be {row.state}"
    for before, after in pairwise(events):
        allowed = MOVES[State(before.to_state)]
        if after.from_state != before.to_state or after.to_state not in allowed:
            yield f"I3 {row.pk}: {before.to_state}, then {after.from_state} → {after.to_state}"


def _awake(crew: Crew, row: Generation) -> Iterator[str]:
    if row.is_open and not (row.due_at and row.deadline_at):
        yield f"I4 {row.pk} is {row.state} and nothing will wake it"
    if row.state in TERMINAL and row.due_at:
        yield f"I4 {row.pk} has ended and is still due"


def _whole(crew: Crew, row: Generation) -> Iterator[str]:
    if row.state != State.READY:
        return
    clip = Clip.objects.filter(generation=row).select_related("blob").first()
    if clip is None:
        yield f"I5 {row.pk} is ready and has no clip"
        return
    path = storage.blob_path(row.workspace_id, clip.sha256, clip.blob.suffix)
    content = path.read_bytes() if path.exists() else b""
    if len(content) != clip.size or hashlib.sha256(content).hexdigest() != clip.sha256:
        yield f"I5 the file of {row.pk} is not what its row says"
        return
    facts = probe.probe(path)
    if (facts.width, facts.height, facts.seconds) != (clip.width, clip.height, clip.seconds):
        yield f"I5 {row.pk} measures otherwise than its row says"
    if content != crew.gateway.film(f"{row.upstream_id}.mp4") and str(row.pk) in crew.gateway.tasks.values():
        yield f"I5 {row.pk} shows another take's clip"


def _honest(crew: Crew, row: Generation) -> Iterator[str]:
    """I7: nothing accepted, nothing charged; a clip was paid for; an unknown fate is not called free."""
    accepted = crew.gateway.accepted[str(row.pk)]
    if row.state == State.READY and row.charged != "yes":
        yield f"I7 {row.pk} is ready and says charged: {row.charged}"
    if row.state in TERMINAL and not accepted and row.charged == "yes":
        yield f"I7 {row.pk} was never accepted and says it was charged"
    if accepted and row.state == State.CANCELLED:
        yield f"I7 {row.pk} was accepted and calls itself cancelled"
    booked = list(row.bookings.exclude(kind="twice").values_list("kind", flat=True))
    verdict = {"yes": "charged", "no": "released"}.get(row.charged, "unknown")
    if booked != (["reserved", verdict] if row.state in TERMINAL else ["reserved"]):
        yield f"I7 {row.pk} is {row.state}, charged: {row.charged}, and its bookings are {booked}"


def _shown(crew: Crew, row: Generation) -> Iterator[str]:
    """I10; a state that moves while we look is looked at again."""
    for _ in range(20):
        before = crew.now(row)
        card, told = crew.browser.card(row), crew.browser.json(row)
        after = crew.now(row)
        if (before.state, before.reason) == (after.state, after.reason):
            break
    if card != (after.state, after.reason) or told["state"] != after.state:
        yield f"I10 {row.pk} is {(after.state, after.reason)}, its page says {card}, its JSON {told['state']}"


def _litter(crew: Crew) -> Iterator[str]:
    """I6: below the media folder lies what a row knows; beside it only what a download under way needs.

    What a kill left behind may lie there for an hour, which passes here by setting back when it was written.
    """
    for path in (crew.media / "temp").glob("*"):
        with suppress(FileNotFoundError):  # whoever made it has just taken it away
            os.utime(path, (time.time() - 7200, time.time() - 7200))
    fetch.sweep()
    busy = set(Generation.objects.filter(state=State.FETCHING).values_list("pk", flat=True))
    for path in (crew.media / "temp").glob("*"):
        if not any(path.name.startswith(str(pk)) for pk in busy):
            yield f"I6 {path.name} was left behind"
    for name in _orphans(crew):
        yield f"I6 {name} belongs to nothing"


def _orphans(crew: Crew) -> list[str]:
    """Files that no row knows. Those of a clip that is just arriving lie there a moment before their row does."""
    patience = Patience(8)
    while True:
        names = [path.name for path in crew.media.glob("*/??/*")]
        known = set(Blob.objects.values_list("sha256", flat=True))
        found = [name for name in names if name.partition(".")[0] not in known]
        if not found or patience.is_over():
            return found
        time.sleep(patience.turn)


def _leaks(crew: Crew) -> Iterator[str]:
    """I8: in no answer, log, row or queue; nor the secret of the webhooks, nor the password of a server."""
    yield from (f"I8 {path} tells the key" for path in crew.browser.leaks)
    for word in (KEY, SECRET, *crew.ground.passwords):
        for process in [crew.web, *crew.all_clusters]:
            if word in process.said():
                yield f"I8 the log of {process.name} tells {word[:6]}…"
        if any(word.encode() in held for held in crew.ground.stored()):
            yield f"I8 the database or the queue holds {word[:6]}…"


def hold(crew: Crew, takes: Sequence[Generation]) -> None:
    """Fail with all that is broken."""
    found = broken(crew, takes)
    assert not found, "\n".join(found)
