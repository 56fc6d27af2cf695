"""The chain through all that was frozen before, from then on guarded; PDFs without a checksum are set once more."""

import hashlib
import json

from django.db import migrations

GUARD = """
CREATE FUNCTION fassung_kette_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Die Kette der Fassungen kann nicht geändert werden.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER fassung_kette_bleibt BEFORE UPDATE ON fassungen_fassung
    FOR EACH ROW WHEN (NEW.kette IS DISTINCT FROM OLD.kette) EXECUTE FUNCTION fassung_kette_bleibt();
"""
REPRINT = """
UPDATE fassungen_druckauftrag auftrag SET status = 'wartet', attempts = 0, auflage = auflage + 1, seite = 0
    WHERE status = 'fertig' AND NOT EXISTS (
        SELECT FROM fassungen_ausdruck WHERE fassung_id = auftrag.fassung_id AND pdf = auftrag.pdf);
"""


def fill(apps, schema_editor):
    model = apps.get_model("fassungen", "Fassung")
    last = ""
    fields = ("sha256", "definition", "dokument", "art", "sprache", "nummer", "titel", "stichtag", "zweck")
    for pk, *known_by in model.objects.order_by("pk").values_list("pk", *fields).iterator():
        known_by[7] = known_by[7].isoformat()
        text = json.dumps([last, *known_by], ensure_ascii=False, separators=(",", ":"))
        last = hashlib.sha256(text.encode()).hexdigest()
        model.objects.filter(pk=pk).update(kette=last)


class Migration(migrations.Migration):
    dependencies = [("fassungen", "0005_kette")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, "DROP FUNCTION fassung_kette_bleibt() CASCADE"),
        migrations.RunSQL(REPRINT, migrations.RunSQL.noop),
    ]
