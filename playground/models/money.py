"""What a workspace has set about money: its prices, its monthly limit, and above which estimate it asks."""

from django.db import models

from playground.models.people import User, Workspace


class MoneySettings(models.Model):
    """`prices_text`, TOML, counts in place of the operator's file; null: the file counts."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="money")
    prices_text = models.TextField(null=True)
    prices_at = models.DateTimeField(null=True)
    prices_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    confirm_above = models.BigIntegerField(null=True)  # milli-credits; null: never asks
    monthly_limit = models.BigIntegerField(null=True)  # milli-credits of all members; null: no limit


def money_settings(workspace: Workspace) -> MoneySettings:
    """The workspace's settings, not kept yet when nobody has set any."""
    return MoneySettings.objects.filter(workspace=workspace).first() or MoneySettings(workspace=workspace)
