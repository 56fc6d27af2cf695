"""A Sachstand is append-only. The account behind it may go; everything else stays as reported."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION sachstand_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ein Sachstand kann nicht gelöscht werden. Bitte erfassen Sie einen neuen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.massnahme_id, NEW.stichtag, NEW.status, NEW.text, NEW.hindernisse, NEW.abweichung, NEW.naechste_schritte)
       IS DISTINCT FROM
       (OLD.massnahme_id, OLD.stichtag, OLD.status, OLD.text, OLD.hindernisse, OLD.abweichung, OLD.naechste_schritte) THEN
        RAISE EXCEPTION 'Ein Sachstand kann nicht geändert werden. Bitte erfassen Sie einen neuen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sachstand_bleibt BEFORE UPDATE OR DELETE ON massnahmen_sachstand
    FOR EACH ROW EXECUTE FUNCTION sachstand_bleibt();
"""
BACKWARD = "DROP TRIGGER sachstand_bleibt ON massnahmen_sachstand; DROP FUNCTION sachstand_bleibt();"


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
