"""What stands in the trail stays. An entry forgets its account only when the account is gone."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION eintrag_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ein Eintrag im Verlauf kann nicht gelöscht werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.created, NEW.ereignis, NEW.objekt_art, NEW.objekt_id, NEW.objekt_name, NEW.angaben)
       IS DISTINCT FROM (OLD.id, OLD.created, OLD.ereignis, OLD.objekt_art, OLD.objekt_id, OLD.objekt_name, OLD.angaben)
       OR NEW.konto_id IS NOT NULL AND NEW.konto_id IS DISTINCT FROM OLD.konto_id THEN
        RAISE EXCEPTION 'Ein Eintrag im Verlauf kann nicht geändert werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER eintrag_bleibt BEFORE UPDATE OR DELETE ON audit_eintrag
    FOR EACH ROW EXECUTE FUNCTION eintrag_bleibt();
CREATE FUNCTION eintrag_kennt_sein_konto() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_konto WHERE id = OLD.konto_id) THEN
        RAISE EXCEPTION 'Ein Eintrag im Verlauf behält sein Konto, solange es dieses gibt.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER eintrag_kennt_sein_konto AFTER UPDATE ON audit_eintrag DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.konto_id IS NOT NULL AND NEW.konto_id IS NULL) EXECUTE FUNCTION eintrag_kennt_sein_konto();
"""
BACKWARD = "DROP FUNCTION eintrag_bleibt() CASCADE; DROP FUNCTION eintrag_kennt_sein_konto() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
