"""What is known of log-ins stays its 90 days: the run-time role deletes none before, unless the trail says why.

The day less is for the clocks of two machines. Whoever erases leaves an entry in the trail, in the same transaction,
which nobody takes back. The owner of the table, who could drop the trigger, is not asked.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION zutritt_bleibt() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.wann < now() - interval '89 days'
        OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
        OR EXISTS (
            SELECT FROM public.audit_eintrag WHERE transaktion = public.transaktion_kennung() AND (
                objekt_art = 'buero.loeschauftrag'
                OR ereignis = 'konto.anonymisiert' AND objekt_id = OLD.konto_id::text
            )
        )
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Ein Zutritt kann erst nach seiner Frist gelöscht werden.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER zutritt_bleibt BEFORE DELETE ON accounts_zutritt FOR EACH ROW EXECUTE FUNCTION zutritt_bleibt();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_sitzungen"), ("audit", "0004_textstand")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION zutritt_bleibt() CASCADE")]
