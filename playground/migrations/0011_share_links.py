
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('playground', '0010_rehearsal'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='SharedTake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('generation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_in', to='playground.generation')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(blank=True, max_length=400)),
                ('reveal', models.CharField(choices=[('clip', 'Clip only'), ('prompt', 'Clip and prompt'), ('recipe', 'Full recipe'), ('try', 'Recipe and try')], default='clip', max_length=6)),
                ('password', models.CharField(blank=True, max_length=128)),
                ('allows_download', models.BooleanField(default=False)),
                ('allows_comments', models.BooleanField(default=False)),
                ('views', models.PositiveIntegerField(default=0)),
                ('last_viewed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_links', to=settings.AUTH_USER_MODEL)),
                ('takes', models.ManyToManyField(related_name='share_links', through='playground.SharedTake', to='playground.generation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_links', to='playground.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='sharedtake',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='playground.sharelink'),
        ),
        migrations.AddIndex(
            model_name='sharelink',
            index=models.Index(fields=['workspace', '-created_at', '-id'], name='newest_share'),
        ),
        migrations.AddConstraint(
            model_name='sharedtake',
            constraint=models.UniqueConstraint(fields=('link', 'position'), name='one_shared_take_a_place'),
        ),
        migrations.AddConstraint(
            model_name='sharedtake',
            constraint=models.UniqueConstraint(fields=('link', 'generation'), name='one_place_a_shared_take'),
        ),
    ]
