"""Give each measure its place in each of its plans: the order is that of the measures, the number stays their own."""

from itertools import groupby
from typing import Any

from django.db import migrations


def take_over(apps: Any, schema_editor: Any) -> None:
    """Places are counted from 1. The number stays empty: a plan goes on showing the measure's own."""
    platz = apps.get_model("massnahmen", "Planplatz")
    rows = apps.get_model("massnahmen", "Massnahmenplan").massnahmen.through.objects.order_by(
        "massnahmenplan_id", "massnahme__position", "massnahme_id"
    )
    made = [
        platz(plan_id=plan, massnahme_id=row.massnahme_id, position=position)
        for plan, found in groupby(rows, key=lambda row: row.massnahmenplan_id)
        for position, row in enumerate(found, start=1)
    ]
    platz.objects.bulk_create(made)


def give_back(apps: Any, schema_editor: Any) -> None:
    """Which measures a plan has stays; places and numbers of its own have nowhere to go."""
    link = apps.get_model("massnahmen", "Massnahmenplan").massnahmen.through
    rows = apps.get_model("massnahmen", "Planplatz").objects.order_by("pk")
    link.objects.bulk_create(link(massnahmenplan_id=row.plan_id, massnahme_id=row.massnahme_id) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0008_planplatz")]

    operations = [migrations.RunPython(take_over, give_back)]
