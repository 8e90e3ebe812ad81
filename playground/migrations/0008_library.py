import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("playground", "0007_search_and_facets"),
    ]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="cut_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="cuts",
                to="playground.reference",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["workspace", "-created_at", "-id"], name="newest_reference"),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", False)), fields=["deleted_at"], name="reference_deleted"
            ),
        ),
    ]
