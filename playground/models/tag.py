"""A word that people of one workspace put on takes to find them again."""

from django.db import models

from playground.models.people import Workspace


class Tag(models.Model):
    """One word, once in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_tag_a_word")]

    def __str__(self) -> str:
        return self.name
