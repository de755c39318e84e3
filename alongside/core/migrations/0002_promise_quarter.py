"""Promises are tallied by quarter, so that a page can say how this quarter went without counting."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the quarter; what was tallied before, in development only, falls into one."""

    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="promisetally", name="promise_tally_once"),
        migrations.AddField(
            model_name="promisetally",
            name="quarter",
            field=models.DateField(
                default=datetime.date(2026, 1, 1), help_text="The first day of the quarter in which it was fulfilled"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="promisetally",
            constraint=models.UniqueConstraint(
                fields=("organisation", "initiative", "promise", "quarter", "days"), name="promise_tally_once"
            ),
        ),
    ]
