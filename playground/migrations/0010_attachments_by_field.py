from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("playground", "0002_ratings_tags_and_frames"),
    ]

    operations = [
        migrations.AddField(
            model_name="generationreference",
            name="field",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
    ]
