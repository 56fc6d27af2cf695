from django.db import migrations, models
from django.db.models.functions import Now

FORWARD = """
CREATE FUNCTION auslage_merken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO auslage_aenderung (tabelle, transaktion, am)
        VALUES (TG_TABLE_NAME, pg_current_xact_id()::text::bigint, clock_timestamp())
        ON CONFLICT (transaktion, tabelle) DO NOTHING;
    IF FOUND THEN
        PERFORM pg_notify('auslage', '');
    END IF;
    RETURN NULL;
END $$;
"""
BACKWARD = "DROP FUNCTION auslage_merken() CASCADE;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Aenderung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tabelle", models.CharField(max_length=63, verbose_name="Tabelle")),
                ("transaktion", models.BigIntegerField(verbose_name="Transaktion")),
                ("am", models.DateTimeField(db_default=Now(), verbose_name="Zeitpunkt")),
            ],
            options={
                "verbose_name": "Änderung einer Tabelle",
                "verbose_name_plural": "Änderungen der Tabellen",
                "indexes": [models.Index(fields=["am"], name="auslage_aenderung_am")],
                "constraints": [
                    models.UniqueConstraint(fields=("transaktion", "tabelle"), name="auslage_aenderung_je_transaktion")
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
