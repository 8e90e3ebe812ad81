"""Every table, one noun a file."""

from playground.models.attempt import Attempt
from playground.models.audit import AuditEntry
from playground.models.batch import Batch
from playground.models.blob import Blob, GatewayUpload, Reference
from playground.models.booking import Booking
from playground.models.clip import Clip
from playground.models.connection import Connection
from playground.models.event import Event
from playground.models.finding import Finding
from playground.models.generation import Generation, GenerationReference
from playground.models.invitation import Invitation
from playground.models.lease import Lease
from playground.models.money import MoneySettings
from playground.models.people import Membership, User, Workspace
from playground.models.reading import BalanceReading
from playground.models.rehearsal import Recording, Replay
from playground.models.retention import Retention
from playground.models.review import Comment, ReviewVerdict, Revision
from playground.models.share_link import SharedTake, ShareLink
from playground.models.spend import Spend
from playground.models.tag import Tag
from playground.models.throttle import Throttle
from playground.models.workspace_key import WorkspaceKey

__all__ = [
    "Attempt",
    "AuditEntry",
    "BalanceReading",
    "Batch",
    "Blob",
    "Booking",
    "Clip",
    "Comment",
    "Connection",
    "Event",
    "Finding",
    "GatewayUpload",
    "Generation",
    "GenerationReference",
    "Invitation",
    "Lease",
    "Membership",
    "MoneySettings",
    "Recording",
    "Reference",
    "Replay",
    "Retention",
    "ReviewVerdict",
    "Revision",
    "ShareLink",
    "SharedTake",
    "Spend",
    "Tag",
    "Throttle",
    "User",
    "Workspace",
    "WorkspaceKey",
]
