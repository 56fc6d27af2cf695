"""Keep each state of the working texts; a trigger writes it, the run-time role can only read it."""

import django.contrib.postgres.fields
from django.db import migrations, models

TRANSACTION = """
CREATE FUNCTION transaktion_kennung() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT pg_current_xact_id()::text || '-' || (extract(epoch FROM now()) * 1000000)::bigint::text
$$;
ALTER TABLE audit_eintrag ADD COLUMN transaktion varchar(40) NOT NULL DEFAULT '';
ALTER TABLE audit_eintrag ALTER COLUMN transaktion SET DEFAULT transaktion_kennung();
CREATE INDEX audit_transaktion ON audit_eintrag (transaktion);
CREATE OR REPLACE FUNCTION eintrag_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ein Eintrag im Verlauf kann nicht gelöscht werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.created, NEW.ereignis, NEW.objekt_art, NEW.objekt_id, NEW.objekt_name, NEW.angaben, NEW.transaktion)
       IS DISTINCT FROM
       (OLD.id, OLD.created, OLD.ereignis, OLD.objekt_art, OLD.objekt_id, OLD.objekt_name, OLD.angaben, OLD.transaktion)
       OR NEW.konto_id IS NOT NULL AND NEW.konto_id IS DISTINCT FROM OLD.konto_id THEN
        RAISE EXCEPTION 'Ein Eintrag im Verlauf kann nicht geändert werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
NO_TRANSACTION = """
CREATE OR REPLACE FUNCTION eintrag_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
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
ALTER TABLE audit_eintrag DROP COLUMN transaktion;
DROP FUNCTION transaktion_kennung();
"""
# The functions run with the rights of the owner, so that the run-time role needs none. Whoever could bind the first
# one to a table of his own could write states that never were: nobody else may use it.
FUNCTIONS = """
CREATE FUNCTION textstand_merken() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    ohne text[] := TG_ARGV[1:];
    vorher jsonb;
    nachher jsonb;
    geaendert text[] := '{}';
    zeile bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        vorher := to_jsonb(OLD) - ohne;
        zeile := OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        nachher := to_jsonb(NEW) - ohne;
        zeile := NEW.id;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF vorher = nachher THEN
            RETURN NULL;
        END IF;
        SELECT array_agg(key ORDER BY key) INTO geaendert
            FROM jsonb_each(nachher) WHERE value IS DISTINCT FROM vorher -> key;
    END IF;
    INSERT INTO public.audit_textstand (created, transaktion, objekt_art, objekt_id, vorgang, felder, werte) VALUES (
        clock_timestamp(), public.transaktion_kennung(), TG_ARGV[0], zeile,
        CASE TG_OP WHEN 'INSERT' THEN 'angelegt' WHEN 'UPDATE' THEN 'geaendert' ELSE 'geloescht' END,
        geaendert, nachher
    );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION textstand_merken() FROM PUBLIC;

CREATE FUNCTION textstand_leeren(art text, zeile bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    anzahl bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.audit_eintrag
        WHERE objekt_art = art AND objekt_id = zeile::text AND transaktion = public.transaktion_kennung()
    ) THEN
        RAISE EXCEPTION 'Frühere Stände werden nur mit einem Eintrag im Verlauf geleert.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE public.audit_textstand SET werte = NULL
        WHERE objekt_art = art AND objekt_id = zeile AND werte IS NOT NULL;
    GET DIAGNOSTICS anzahl = ROW_COUNT;
    RETURN anzahl;
END $$;

CREATE FUNCTION textstand_ablaufen(nummern bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    anzahl bigint;
BEGIN
    DELETE FROM public.audit_textstand AS alt WHERE alt.id = ANY(nummern) AND (
        EXISTS (
            SELECT FROM public.audit_textstand AS neu
            WHERE neu.objekt_art = alt.objekt_art AND neu.objekt_id = alt.objekt_id AND neu.id > alt.id
                AND neu.created < now() - interval '1825 days'
        )
        OR (
            SELECT ende.vorgang = 'geloescht' AND ende.created < now() - interval '30 days'
            FROM public.audit_textstand AS ende
            WHERE ende.objekt_art = alt.objekt_art AND ende.objekt_id = alt.objekt_id
            ORDER BY ende.id DESC LIMIT 1
        )
    );
    GET DIAGNOSTICS anzahl = ROW_COUNT;
    RETURN anzahl;
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION textstand_ablaufen(bigint[]);
DROP FUNCTION textstand_leeren(text, bigint);
DROP FUNCTION textstand_merken();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_ohne_namen")]

    operations = [
        migrations.RunSQL(
            TRANSACTION,
            NO_TRANSACTION,
            state_operations=[
                migrations.AddField(
                    model_name="eintrag",
                    name="transaktion",
                    field=models.CharField(
                        db_default=models.Func(function="transaktion_kennung"),
                        editable=False,
                        max_length=40,
                        verbose_name="Transaktion",
                    ),
                ),
                migrations.AddIndex(
                    model_name="eintrag",
                    index=models.Index(fields=["transaktion"], name="audit_transaktion"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Textstand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(verbose_name="Zeitpunkt")),
                ("transaktion", models.CharField(max_length=40, verbose_name="Transaktion")),
                ("objekt_art", models.CharField(max_length=80, verbose_name="Art")),
                ("objekt_id", models.BigIntegerField(verbose_name="Schlüssel")),
                (
                    "vorgang",
                    models.CharField(
                        choices=[
                            ("bestand", "Stand zu Beginn der Aufzeichnung"),
                            ("angelegt", "angelegt"),
                            ("geaendert", "geändert"),
                            ("geloescht", "gelöscht"),
                        ],
                        max_length=10,
                        verbose_name="Vorgang",
                    ),
                ),
                (
                    "felder",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="geänderte Spalten"
                    ),
                ),
                ("werte", models.JSONField(null=True, verbose_name="Werte")),
            ],
            options={
                "verbose_name": "Stand eines Textes",
                "verbose_name_plural": "Stände der Texte",
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["objekt_art", "objekt_id", "id"], name="audit_textstand_zeile")],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
