"""`manage.py rotate_keys`: a new ENCRYPTION_KEY takes over, and what can't be read is named."""

import io

import pytest
from django.core.management import CommandError, call_command

from playground import access, connection
from playground.models import User, WorkspaceKey
from tests import build
from tests.integration.keys.conftest import EARLIER, FIRST, PASSPHRASE, SECOND, has_key
from tests.integration.scripted import Scripted

pytestmark = pytest.mark.django_db


def rotate() -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def used_key(person: User) -> str:
    """What this person's takes are sent with."""
    return connection.upstream_of(access.get_connection_to_use(person)).key


def test_after_a_rotation_the_previous_part_is_needless(gateway: Scripted, owner: User, settings) -> None:
    """Both workspaces' keys work before, between and after; the command may be given twice."""
    settings.ENCRYPTION_KEYS = [EARLIER]
    stranger = build.user()
    has_key(owner, FIRST)
    has_key(stranger, SECOND)
    settings.ENCRYPTION_KEYS = [PASSPHRASE, EARLIER]
    assert (used_key(owner), used_key(stranger)) == (FIRST, SECOND)
    assert [rotate() for _ in range(2)] == ["Keys encrypted with the current ENCRYPTION_KEY: 2.\n"] * 2
    settings.ENCRYPTION_KEYS = [PASSPHRASE]
    assert (used_key(owner), used_key(stranger)) == (FIRST, SECOND)


def test_a_key_that_no_part_opens_is_named_and_left_alone(gateway: Scripted, owner: User, settings) -> None:
    """By workspace and last four; the others are done all the same."""
    has_key(owner, FIRST)
    lost = WorkspaceKey.objects.get().sealed
    settings.ENCRYPTION_KEYS = [EARLIER]
    has_key(build.user(), SECOND)
    with pytest.raises(CommandError, match=r"Playground: sk-…1111") as ended:
        rotate()
    assert "2222" not in str(ended.value)
    assert WorkspaceKey.objects.get(last_four="1111").sealed == lost


@pytest.mark.parametrize("parts", [[], ["short"]])
def test_without_a_usable_part_nothing_is_done(gateway: Scripted, settings, parts: list[str]) -> None:
    """The command says why."""
    settings.ENCRYPTION_KEYS = parts
    with pytest.raises(CommandError, match="ENCRYPTION_KEY"):
        rotate()
