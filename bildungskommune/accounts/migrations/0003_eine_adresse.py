"""The address of an account is its only way in: the rows of allauth follow it, and take no other."""

from django.db import migrations

FORWARD = """
DELETE FROM account_emailconfirmation;
DELETE FROM account_emailaddress;
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, lower(email), true, true FROM accounts_konto;

CREATE FUNCTION konto_adresse_folgt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM account_emailaddress WHERE user_id = NEW.id AND email <> lower(NEW.email);
    INSERT INTO account_emailaddress (user_id, email, verified, "primary")
        VALUES (NEW.id, lower(NEW.email), true, true) ON CONFLICT (user_id, email) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER konto_adresse_folgt AFTER INSERT OR UPDATE OF email ON accounts_konto
    FOR EACH ROW EXECUTE FUNCTION konto_adresse_folgt();

CREATE FUNCTION konto_hat_eine_adresse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts_konto WHERE id = NEW.user_id AND lower(email) = NEW.email) THEN
        RAISE EXCEPTION 'Ein Konto hat nur die Adresse, die in ihm steht.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER konto_hat_eine_adresse BEFORE INSERT OR UPDATE ON account_emailaddress
    FOR EACH ROW EXECUTE FUNCTION konto_hat_eine_adresse();
"""
BACKWARD = """
DROP TRIGGER konto_hat_eine_adresse ON account_emailaddress;
DROP FUNCTION konto_hat_eine_adresse();
DROP TRIGGER konto_adresse_folgt ON accounts_konto;
DROP FUNCTION konto_adresse_folgt();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_version"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
