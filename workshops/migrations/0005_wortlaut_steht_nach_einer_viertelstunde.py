"""Who copies a card from the wall may mend a slip at once; then, as before, nobody changes its words any more."""

from django.db import migrations

# A minute more than the rule allows: its clock and that of the database may differ.
FORWARD = """
CREATE OR REPLACE FUNCTION beitrag_wortlaut_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.code IS DISTINCT FROM OLD.code OR (NEW.text IS DISTINCT FROM OLD.text AND NOT (
        OLD.quelle = 'karte' AND OLD.status = 'geprueft' AND OLD.verbleib = ''
        AND OLD.eingereicht_am BETWEEN now() - interval '16 minutes' AND now() + interval '1 minute'
    )) THEN
        RAISE EXCEPTION 'Der Wortlaut eines Beitrags bleibt, wie er war.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION beitrag_wortlaut_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text IS DISTINCT FROM OLD.text OR NEW.code IS DISTINCT FROM OLD.code THEN
        RAISE EXCEPTION 'Der Wortlaut eines Beitrags bleibt, wie er war.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_version")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
