from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("playground", "0003_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="connection",
            name="models_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="connection",
            name="models_listed",
            field=models.JSONField(null=True),
        ),
    ]
