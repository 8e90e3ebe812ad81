import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max, Min, Sum
from django.utils import timezone


def count_by_month(apps, schema_editor):
    """Each booking counts in the month of its take's click; a month's sums are what its bookings come to."""
    Booking, Spend = (apps.get_model("playground", name) for name in ("Booking", "Spend"))
    clicks = Booking.objects.aggregate(first=Min("generation__created_at"), last=Max("generation__created_at"))
    if clicks["first"] is None:
        return
    zone = timezone.get_default_timezone()
    last, month = timezone.localtime(clicks["last"], zone).date(), timezone.localtime(clicks["first"], zone).date().replace(day=1)
    while month <= last:
        after = (month + datetime.timedelta(days=32)).replace(day=1)
        begun, ended = (datetime.datetime(each.year, each.month, 1, tzinfo=zone) for each in (month, after))
        Booking.objects.filter(generation__created_at__gte=begun, generation__created_at__lt=ended).update(month=month)
        month = after
    theirs = Booking.objects.order_by().values("workspace_id", "owner_id", "month", "connection__kind")
    sums = theirs.annotate(all_held=Sum("held", default=0), all_charged=Sum("charged", default=0))
    Spend.objects.bulk_create(
        Spend(
            workspace_id=each["workspace_id"],
            owner_id=each["owner_id"],
            month=each["month"],
            purse=each["connection__kind"],
            held=each["all_held"],
            charged=each["all_charged"],
        )
        for each in sums
    )


class Migration(migrations.Migration):

    dependencies = [
        ('playground', '0013_workspace_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='allowance',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='moneysettings',
            name='monthly_limit',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='booking',
            name='month',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='Spend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purse', models.CharField(max_length=20)),
                ('month', models.DateField()),
                ('held', models.BigIntegerField(default=0)),
                ('charged', models.BigIntegerField(default=0)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spend', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spend', to='playground.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'month', 'purse', 'owner'), name='one_sum_a_person_and_month')],
            },
        ),
        migrations.RunPython(count_by_month, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='booking',
            name='month',
            field=models.DateField(),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['workspace', 'month', '-id'], name='ledger_of_a_month'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['workspace', 'owner', '-id'], name='ledger_of_a_person'),
        ),
    ]
