"""A mail stays its 90 days: the run-time role deletes none before, unless the trail says why.

The day less is for the clocks of two machines. What an erasure tells the person is not kept. From when a mail is
counted and what it is about stays as it was written, so that nobody makes one old. The owner of the table, who could
drop the triggers, is not asked.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION mail_bleibt() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.created, NEW.anlass) IS DISTINCT FROM (OLD.created, OLD.anlass) THEN
            RAISE EXCEPTION 'Zeit und Anlass einer E-Mail können nicht geändert werden.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.created < now() - interval '89 days' OR OLD.anlass = 'loeschung' OR EXISTS (
        SELECT FROM public.audit_eintrag
        WHERE transaktion = public.transaktion_kennung() AND objekt_art = 'buero.loeschauftrag'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Eine E-Mail kann erst nach ihrer Frist gelöscht werden.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER mail_bleibt BEFORE DELETE OR UPDATE OF created, anlass ON post_mail
    FOR EACH ROW EXECUTE FUNCTION mail_bleibt();
"""


class Migration(migrations.Migration):
    dependencies = [("post", "0003_zaehlt_fuer"), ("audit", "0004_textstand")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION mail_bleibt() CASCADE")]
