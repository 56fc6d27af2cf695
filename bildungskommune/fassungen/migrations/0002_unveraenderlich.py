"""A frozen Fassung never changes and never goes: the database refuses both."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION fassung_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Eine Fassung kann nicht gelöscht werden.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.definition, NEW.objekt_id, NEW.zaehlkreis, NEW.nummer, NEW.zweck, NEW.titel, NEW.stichtag,
        NEW.snapshot, NEW.sha256, NEW.eingefroren_am)
       IS DISTINCT FROM
       (OLD.definition, OLD.objekt_id, OLD.zaehlkreis, OLD.nummer, OLD.zweck, OLD.titel, OLD.stichtag,
        OLD.snapshot, OLD.sha256, OLD.eingefroren_am) THEN
        RAISE EXCEPTION 'Eine eingefrorene Fassung kann nicht geändert werden.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fassung_bleibt BEFORE UPDATE OR DELETE ON fassungen_fassung
    FOR EACH ROW EXECUTE FUNCTION fassung_bleibt();
"""
BACKWARD = "DROP TRIGGER fassung_bleibt ON fassungen_fassung; DROP FUNCTION fassung_bleibt();"


class Migration(migrations.Migration):
    dependencies = [("fassungen", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
