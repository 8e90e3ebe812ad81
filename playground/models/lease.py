"""Who may watch: one holder at a time, with a fencing token that every write of its is checked against."""

from django.db import models


class Lease(models.Model):
    """`token` grows with each taking, so that a holder that was frozen past its time can write nothing."""

    name = models.CharField(primary_key=True, max_length=40)
    token = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=120, blank=True)  # host:pid:start time of the process
    renewed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(null=True)  # when the bell was last rung for it
