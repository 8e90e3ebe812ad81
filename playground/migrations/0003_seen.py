from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('playground', '0002_ratings_tags_and_frames'),
    ]

    operations = [
        migrations.AddField(model_name='user', name='away_since', field=models.DateTimeField(null=True)),
        migrations.AddField(model_name='user', name='left_at', field=models.DateTimeField(null=True)),
        migrations.AddField(model_name='user', name='came_at', field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name='generation',
            index=models.Index(fields=['connection', 'model_slug', '-completed_at'], name='ended'),
        ),
    ]
