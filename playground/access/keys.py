"""What a person may know of the workspace's own key, and whether it is hers to change."""

from dataclasses import dataclass

from playground import keys, vault
from playground.access.people import membership_of
from playground.models import Connection, Membership, User, WorkspaceKey
from playground.models.connection import PAYING


@dataclass(frozen=True)
class OwnKey:
    """`key`: never more than its last four; `unusable`: why none can be stored (a msgid).

    `is_wanted`: the simulator answers for want of one. `waiting`: by old keys, takes under way; `unsent`: how many
    takes wait for any key at all.
    """

    key: WorkspaceKey | None
    may_change: bool
    unusable: str
    is_wanted: bool
    waiting: list[keys.Waiting]
    unsent: int


def get_own_key_to_see(user: User, line: Connection) -> OwnKey:
    """For every member; `line`: the connection its takes use. Raises Http404 for strangers."""
    mine, unusable = membership_of(user), vault.trouble()
    may_change = mine.role == Membership.Role.OWNER
    return OwnKey(
        key=line.own_key if line.kind == Connection.Kind.WORKSPACE else None,
        may_change=may_change,
        unusable=unusable,
        is_wanted=may_change and not unusable and line.kind not in PAYING,
        waiting=keys.waited_for(mine.workspace),
        unsent=0 if line.kind in PAYING else keys.takes_without_key(mine.workspace),
    )
