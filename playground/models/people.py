"""Who works here: people, the workspaces they share, and what each may do in one."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class User(AbstractUser):
    """A person. In local mode there is one, signed in by itself."""

    # When nobody looked (models/absence.py): since when, and from when to when the last time that it was for long
    away_since = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True)

    # Of one request, never stored: the workspace that its page or row belongs to, and the one chosen last
    named_workspace: int | None = None
    chosen_workspace: int | None = None

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="one_person_an_email")
        ]

    @property
    def called(self) -> str:
        """What others see: the local owner's user name says nothing about a person."""
        return self.first_name or self.username


class Workspace(models.Model):
    """What a team shares: connections, generations, clips. No row of one is ever seen from another."""

    name = models.CharField(max_length=120)
    members = models.ManyToManyField(User, through="Membership", related_name="workspaces")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one workspace."""

    class Role(models.TextChoices):
        OWNER = "owner"
        EDITOR = "editor"
        VIEWER = "viewer"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.EDITOR)
    allowance = models.BigIntegerField(null=True)  # milli-credits a month (models/budget.py); null: no limit

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "workspace"], name="one_membership_each")]
