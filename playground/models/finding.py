"""The index of History: one narrow row a take, numbered in the order of birth."""

from typing import TYPE_CHECKING, Any

from django.db import models

from playground.models.words import birth_facets, words

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class FoundByField(TextField):
    """The words and facets a take is born with, taken from its request when the row is made, by whatever door."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Prompt and settings never change after the click, so nothing is read again."""
        if add:
            take: Any = model_instance
            facets = birth_facets(take.model_slug, take.aspect_ratio, take.duration)
            setattr(take, self.attname, " ".join([*facets, *words(take.prompt)]))
        return super().pre_save(model_instance, add)


class Finding(models.Model):
    """Written by the database's own triggers alone (search_schema.py), whoever changes a take.

    Engine's writes go to the wide table many times a minute; here a row changes when what it is found by does.
    `text` is empty while the take is deleted. Its full-text twin: an FTS5 table on SQLite, a column `found` on
    PostgreSQL.
    """

    id = models.BigAutoField(primary_key=True)
    generation = models.OneToOneField(
        "playground.Generation", on_delete=models.CASCADE, related_name="finding"
    )
    workspace_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "-id"], name="found"),
            models.Index(fields=["workspace_id", "created_at"], name="found_on"),
        ]
