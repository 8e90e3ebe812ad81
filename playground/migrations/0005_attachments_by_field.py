from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("playground", "0004_models_the_key_may_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="generationreference",
            name="field",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
    ]
