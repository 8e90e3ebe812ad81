"""A workspace's way to an upstream, and what we know of it: proof, banner, balance."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from playground.models.people import Workspace


class Connection(models.Model):
    """One upstream account. Address and key are read by `playground.connection`, never stored here in clear."""

    class Kind(models.TextChoices):
        SIMULATOR = "simulator"
        ENVIRONMENT = "environment"
        WORKSPACE = "workspace"  # by a key that the workspace entered for itself, see models/workspace_key.py
        REHEARSAL = "rehearsal"  # answered from recordings, see models/rehearsal.py

    class Blocked(models.TextChoices):
        NOT = ""
        KEY_REFUSED = "key_refused"
        NO_CREDITS = "no_credits"

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="connections")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # Which account: a hash of address and key. Proof, uploads and "unknown here" of one account say nothing of another
    identity = models.CharField(max_length=64, default="", blank=True)
    # Since when a workspace's own key is replaced or removed: nothing new is sent by it, what was sent is asked for
    retired_at = models.DateTimeField(null=True)
    # A submit that meets a refused key or an empty account stops all submits of this connection
    blocked = models.CharField(max_length=20, choices=Blocked.choices, default=Blocked.NOT, blank=True)
    blocked_at = models.DateTimeField(null=True)
    blocked_words = models.TextField(default="", blank=True)
    # When a look-up by our own id last found an accepted task: a later 404 by that id is evidence only after this
    proved_at = models.DateTimeField(null=True)
    balance = models.BigIntegerField(null=True)  # milli-credits, null: unknown
    balance_unlimited = models.BooleanField(default=False)
    balance_at = models.DateTimeField(null=True)
    # The ids of video models that the gateway last listed for this key; null: never heard
    models_listed = models.JSONField(null=True)
    models_asked_at = models.DateTimeField(null=True)
    balance_asked_at = models.DateTimeField(null=True)  # also when no answer came

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "identity"], name="one_connection_an_account"
            ),
            models.UniqueConstraint(
                fields=["workspace"],
                condition=models.Q(kind="workspace", retired_at=None),
                name="one_own_key_at_a_time",
            ),
        ]

    @property
    def account(self) -> str:
        """Whose limits and whose troubles these are: connections of one account share them."""
        return f"{self.purse}:{self.identity}"

    @property
    def purse(self) -> str:
        """Whose credits: whichever way its key came here, the gateway's; the simulator's are nobody's money."""
        return Connection.Kind.ENVIRONMENT if self.kind in PAYING else self.kind

    @property
    def kinds_of_purse(self) -> tuple[str, ...]:
        """The kinds of connections that pay from the same purse."""
        return PAYING if self.kind in PAYING else (self.kind,)

    @property
    def is_rehearsal(self) -> bool:
        """Nothing of it leaves this process, and nothing is paid."""
        return self.kind == Connection.Kind.REHEARSAL

    def block(self, why: "Connection.Blocked", words: str) -> None:
        """Stop all submits of this connection until it answers again; `words` are the upstream's own."""
        self.blocked, self.blocked_at, self.blocked_words = why, timezone.now(), words[:500]
        self.save(update_fields=["blocked", "blocked_at", "blocked_words"])

    def unblock(self) -> None:
        """Let submits go on."""
        self.blocked, self.blocked_at, self.blocked_words = Connection.Blocked.NOT, None, ""
        self.save(update_fields=["blocked", "blocked_at", "blocked_words"])

    def book_balance(self, milli_credits: int | None, unlimited: bool, at: datetime) -> None:
        """Keep what the upstream said the account holds."""
        from playground.models.reading import note

        self.balance, self.balance_unlimited, self.balance_at = milli_credits, unlimited, at
        self.balance_asked_at = at
        self.save(update_fields=["balance", "balance_unlimited", "balance_at", "balance_asked_at"])
        note(self, milli_credits, at)

    def book_models(self, listed: list[str] | None, at: datetime) -> None:
        """Keep what the upstream listed for this key; None: it was asked and did not say, what was heard stands."""
        self.models_asked_at = at
        if listed is not None:
            self.models_listed = listed
        self.save(update_fields=["models_listed", "models_asked_at"])


PAYING = (Connection.Kind.ENVIRONMENT, Connection.Kind.WORKSPACE)  # the gateway's own, whoever set the key
