"""The file of a mark never changes and never goes: the database refuses both. The words of a mark have their history."""

from django.db import migrations

from bildungskommune.audit.merken import merken

FORWARD = """
CREATE FUNCTION zeichenbild_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Die Datei eines Förderzeichens bleibt, wie sie hochgeladen wurde.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER zeichenbild_bleibt BEFORE UPDATE OR DELETE ON foerderung_zeichenbild
    FOR EACH ROW EXECUTE FUNCTION zeichenbild_bleibt();
"""
BACKWARD = "DROP TRIGGER zeichenbild_bleibt ON foerderung_zeichenbild; DROP FUNCTION zeichenbild_bleibt();"


class Migration(migrations.Migration):
    dependencies = [("foerderung", "0001_foerderzeichen"), ("audit", "0004_textstand")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD), merken("foerderung.foerderzeichen")]
