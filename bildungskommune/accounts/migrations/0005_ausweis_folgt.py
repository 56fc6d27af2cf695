"""Who the county knows an account by goes with the old address: at the new one it is asked anew."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION konto_ausweis_folgt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM socialaccount_socialaccount WHERE user_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER konto_ausweis_folgt AFTER UPDATE OF email ON accounts_konto
    FOR EACH ROW WHEN (lower(OLD.email) <> lower(NEW.email)) EXECUTE FUNCTION konto_ausweis_folgt();
"""
BACKWARD = "DROP TRIGGER konto_ausweis_folgt ON accounts_konto; DROP FUNCTION konto_ausweis_folgt();"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_zutritte"), ("socialaccount", "0006_alter_socialaccount_extra_data")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
