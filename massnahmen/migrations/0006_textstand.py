"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0005_wortlaut_und_zwei_verbindungen"), ("audit", "0004_textstand")]

    operations = [
        merken("massnahmen.massnahmenplan"),
        merken("massnahmen.massnahme"),
        merken("massnahmen.massnahmenbezug"),
        merken("massnahmen.mitwirkung"),
        merken("massnahmen.verbindung"),
        merken("massnahmen.handlungsschritt", "zustaendig"),
        merken("massnahmen.meilenstein"),
        merken("massnahmen.indikator"),
        merken("massnahmen.indikatorwert"),
        merken("massnahmen.sachstand", "erfasst_von_id", "erfasst_am"),
    ]
