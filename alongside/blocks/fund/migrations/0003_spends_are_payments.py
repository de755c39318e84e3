"""What was written down as spent is a payment that was paid in one step."""

from typing import Any

from django.db import migrations


def keep(apps: Any, _editor: Any) -> None:
    """Copy each row under the identity that it has."""
    spend, payment = apps.get_model("fund", "Spend"), apps.get_model("fund", "Payment")
    for row in spend.objects.select_related("award__pot").iterator(chunk_size=1000):
        payment.objects.create(
            id=row.id,
            organisation_id=row.organisation_id,
            initiative_id=row.award.pot.initiative_id,
            award_id=row.award_id,
            source_id=row.award.account_id,
            amount=row.amount,
            what=row.what,
            state="paid",
            on=row.on,
            transaction_id=row.transaction_id,
            by_id=row.by_id,
            paid_by_id=row.by_id,
        )


class Migration(migrations.Migration):
    dependencies = [("fund", "0002_awards_and_payments")]
    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.DeleteModel(name="Spend"),
    ]
