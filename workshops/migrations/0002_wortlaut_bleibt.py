"""The words of a Beitrag never change: the database refuses it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION beitrag_wortlaut_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text IS DISTINCT FROM OLD.text OR NEW.code IS DISTINCT FROM OLD.code THEN
        RAISE EXCEPTION 'Der Wortlaut eines Beitrags bleibt, wie er war.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER beitrag_wortlaut_bleibt BEFORE UPDATE ON workshops_beitrag
    FOR EACH ROW EXECUTE FUNCTION beitrag_wortlaut_bleibt();
"""
BACKWARD = "DROP TRIGGER beitrag_wortlaut_bleibt ON workshops_beitrag; DROP FUNCTION beitrag_wortlaut_bleibt();"


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
