from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playground", "0016_audit_and_retention")]

    operations = [
        migrations.AddField("throttle", "asked", models.BigIntegerField(default=0)),
        migrations.AddField("throttle", "pauses", models.BigIntegerField(default=0)),
    ]
