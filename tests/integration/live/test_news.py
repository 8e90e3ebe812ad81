"""What changed since a cursor: nothing is lost, however much it is."""

import uuid

import pytest

from playground.live import news
from playground.models import Generation
from tests import build

pytestmark = pytest.mark.django_db


def many(first: Generation, count: int, *, each: int = 1) -> None:
    """So many takes beside the first, `each` of them under one version, as a batch writes them."""
    kept = {field.attname: getattr(first, field.attname) for field in Generation._meta.concrete_fields}
    rows = []
    for number in range(count):
        version = first.version + 1 + number // each
        own = {"id": uuid.uuid4(), "form_token": uuid.uuid4(), "version": version, "born_version": version}
        rows.append(Generation(**kept | own))
    Generation.objects.bulk_create(rows)


def all_since(cursor: int) -> tuple[list[str], int]:
    """Every id that the hub would tell, look after look, and how many looks it took."""
    ids, more, looks = [], True, 0
    while more:
        found = news.news_since(cursor)
        assert found.cursor > cursor
        cursor, more, looks = found.cursor, found.more, looks + 1
        ids += [pk for change in found.by_workspace.values() for pk in change.ids]
    return ids, looks


@pytest.mark.parametrize("each", [1, 7, 600])
def test_more_than_one_look_can_read_is_told_all_the_same(owner: object, each: int) -> None:
    """1,300 changed takes come in pieces, none twice; a batch under one version is never cut."""
    first = build.asked()
    many(first, 1300, each=each)
    ids, looks = all_since(first.version)
    assert len(ids) == len(set(ids)) == 1300
    assert looks == 3


def test_a_piece_ends_where_a_version_ends(owner: object) -> None:
    """The cursor that a piece reaches has nothing behind it that was not told."""
    first = build.asked()
    many(first, 900, each=90)
    found = news.news_since(first.version)
    told = {pk for change in found.by_workspace.values() for pk in change.ids}
    behind = Generation.objects.filter(version__gt=first.version, version__lte=found.cursor)
    assert told == {str(pk) for pk in behind.values_list("id", flat=True)}
    assert found.more


def test_who_missed_too_much_is_told_to_look_at_everything(owner: object) -> None:
    """501 changes are one word and the newest cursor; 500 are named, the newest last."""
    first = build.asked()
    many(first, 501)
    missed = news.missed_by(first.workspace_id, first.version)
    assert (missed.everything, missed.ids, missed.cursor) == (True, (), first.version + 501)
    named = news.missed_by(first.workspace_id, first.version + 1)
    assert (named.everything, len(named.ids), named.cursor) == (False, 500, first.version + 501)
    assert named.ids[-1] == str(Generation.objects.get(version=first.version + 501).pk)


def test_a_cursor_from_another_life_starts_anew(owner: object) -> None:
    """After a restored backup the page's cursor lies ahead of ours: it looks at everything and takes our cursor."""
    take = build.asked()
    missed = news.missed_by(take.workspace_id, take.version + 1000)
    assert (missed.everything, missed.cursor) == (True, take.version)
    assert news.missed_by(take.workspace_id, take.version) is None
