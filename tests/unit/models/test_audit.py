"""The audit log's own rules: added to, never changed, and short."""

import pytest

from playground.models import AuditEntry, audit
from tests import build


@pytest.fixture
def entry(owner) -> AuditEntry:
    """One about a take with a long prompt."""
    return audit.write("take deleted", build.asked("word " * 40), actor=owner)


def test_an_entry_is_neither_changed_nor_removed(entry: AuditEntry) -> None:
    """Not by its own object, and not by a question to all of them."""
    entry.action = "sign-in"
    rows = AuditEntry.objects.all()
    for change in (entry.save, entry.delete, rows.delete, lambda: rows.update(action="sign-in")):
        with pytest.raises(audit.Unchangeable):
            change()
    assert AuditEntry.objects.get().action == "take deleted"


def test_a_prompt_stands_there_by_its_beginning(entry: AuditEntry) -> None:
    """Enough to know the take by, with its id and workspace."""
    assert (entry.record_kind, len(entry.record_label)) == ("take", audit.LABEL)
    assert entry.workspace is not None


def test_an_action_is_one_of_the_list(owner) -> None:
    """A word that no page could say is a mistake of ours."""
    with pytest.raises(ValueError, match="no action"):
        audit.write("take eaten", actor=owner)
