"""Every paragraph gets a number that stays."""

from typing import Any

from django.db import migrations, models

from bildungskommune.text import blocks

FELDER = {
    "Konzept": ("einleitung",),
    "Handlungsfeld": ("ausgangslage", "zielbild", "worauf_wir_bauen", "herausforderungen"),
    "Ziel": ("text",),
    "Strategie": ("text",),
}


def number(apps: Any, schema_editor: Any) -> None:
    """Number the paragraphs from 1, all fields of a thing in one count."""
    for name, fields in FELDER.items():
        for row in apps.get_model("konzept", name).objects.all():
            following = 1
            for field in fields:
                count = len(blocks(getattr(row, field)))
                row.absaetze[field] = list(range(following, following + count))
                following += count
            row.absaetze["naechste"] = following
            row.save(update_fields=["absaetze"])


class Migration(migrations.Migration):
    dependencies = [
        ("konzept", "0005_fortschreibung"),
    ]

    operations = [
        migrations.AddField(
            model_name="handlungsfeld",
            name="absaetze",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="Nummern der Absätze"),
        ),
        migrations.AddField(
            model_name="konzept",
            name="absaetze",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="Nummern der Absätze"),
        ),
        migrations.AddField(
            model_name="strategie",
            name="absaetze",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="Nummern der Absätze"),
        ),
        migrations.AddField(
            model_name="ziel",
            name="absaetze",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="Nummern der Absätze"),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
