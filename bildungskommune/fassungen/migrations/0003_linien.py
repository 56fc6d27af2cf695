"""Lines: purpose, kind and language are different things; numbers and validity count per line, addresses hold."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FILL = """
ALTER TABLE fassungen_fassung DISABLE TRIGGER fassung_bleibt;
UPDATE fassungen_fassung SET
    dokument = COALESCE(snapshot->>'kennung', snapshot->'workshop'->>'slug', 'dokument-' || objekt_id),
    alte_nummer = CASE WHEN zaehlkreis = '' THEN nummer END,
    art = CASE WHEN zweck IN ('leichte_sprache', 'bericht') THEN zweck ELSE 'standard' END;
UPDATE fassungen_fassung SET zweck = 'lesefassung' WHERE zweck IN ('leichte_sprache', 'bericht');
ALTER TABLE fassungen_fassung ENABLE TRIGGER fassung_bleibt;
INSERT INTO fassungen_hauptdokument (definition, objekt_id)
    SELECT DISTINCT ON (definition) definition, objekt_id FROM fassungen_fassung
    WHERE status = 'veroeffentlicht' AND art = 'standard' ORDER BY definition, veroeffentlicht_am DESC, id DESC;
"""
GUARD = """
CREATE OR REPLACE FUNCTION fassung_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Eine Fassung kann nicht gelöscht werden.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.definition, NEW.objekt_id, NEW.dokument, NEW.art, NEW.sprache, NEW.nummer, NEW.alte_nummer, NEW.zweck,
        NEW.titel, NEW.stichtag, NEW.snapshot, NEW.sha256, NEW.eingefroren_am, NEW.beschluss_zu_id)
       IS DISTINCT FROM
       (OLD.definition, OLD.objekt_id, OLD.dokument, OLD.art, OLD.sprache, OLD.nummer, OLD.alte_nummer, OLD.zweck,
        OLD.titel, OLD.stichtag, OLD.snapshot, OLD.sha256, OLD.eingefroren_am, OLD.beschluss_zu_id) THEN
        RAISE EXCEPTION 'Eine eingefrorene Fassung kann nicht geändert werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.veroeffentlicht_am IS NOT NULL AND (NEW.veroeffentlicht_am, NEW.ohne_beschluss)
       IS DISTINCT FROM (OLD.veroeffentlicht_am, OLD.ohne_beschluss) THEN
        RAISE EXCEPTION 'Wann und wie eine Fassung veröffentlicht wurde, steht fest.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION ausdruck_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ein Ausdruck kann weder geändert noch gelöscht werden.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ausdruck_bleibt BEFORE UPDATE OR DELETE ON fassungen_ausdruck
    FOR EACH ROW EXECUTE FUNCTION ausdruck_bleibt();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("fassungen", "0002_unveraenderlich"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ausdruck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bezeichnung", models.CharField(max_length=60, verbose_name="gedruckt als")),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("entwurf", "Entwurf"),
                            ("beteiligung", "in Beteiligung"),
                            ("ueberarbeitung", "in Überarbeitung"),
                            ("beratung", "in Beratung"),
                            ("beschlossen", "beschlossen"),
                            ("geaendert", "geändert beschlossen"),
                            ("zurueck", "zurückverwiesen"),
                            ("abgelehnt", "abgelehnt"),
                            ("veroeffentlicht", "veröffentlicht"),
                            ("abgeloest", "abgelöst"),
                            ("zurueckgezogen", "zurückgezogen"),
                        ],
                        max_length=20,
                        verbose_name="Stand beim Druck",
                    ),
                ),
                ("pdf", models.CharField(max_length=200, verbose_name="Datei")),
                ("sha256", models.CharField(max_length=64, verbose_name="Prüfsumme der Datei")),
                ("seiten", models.PositiveIntegerField(verbose_name="Seiten")),
                ("groesse", models.PositiveIntegerField(verbose_name="Größe in Byte")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gedruckt am")),
            ],
            options={
                "verbose_name": "Ausdruck",
                "verbose_name_plural": "Ausdrucke",
                "ordering": ("-created", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Hauptdokument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("definition", models.CharField(max_length=40, unique=True, verbose_name="Stufe")),
                ("objekt_id", models.BigIntegerField(verbose_name="Dokument")),
            ],
            options={
                "verbose_name": "Dokument des Portals",
                "verbose_name_plural": "Dokumente des Portals",
            },
        ),
        migrations.RemoveConstraint(
            model_name="fassung",
            name="fassung_nummer_einmal",
        ),
        migrations.RemoveConstraint(
            model_name="fassung",
            name="fassung_veroeffentlicht_mit_datum",
        ),
        migrations.AddField(
            model_name="druckauftrag",
            name="auflage",
            field=models.PositiveIntegerField(default=1, verbose_name="Auflage"),
        ),
        migrations.AddField(
            model_name="fassung",
            name="alte_nummer",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="Nummer in der früheren Adresse"),
        ),
        migrations.AddField(
            model_name="fassung",
            name="art",
            field=models.CharField(
                choices=[
                    ("standard", "Text"),
                    ("leichte_sprache", "Leichte Sprache"),
                    ("bericht", "Bericht zum Stichtag"),
                ],
                default="standard",
                max_length=20,
                verbose_name="Art",
            ),
        ),
        migrations.AddField(
            model_name="fassung",
            name="beschluss_zu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="beschlussfassungen",
                to="fassungen.fassung",
                verbose_name="Beschlussfassung zu",
            ),
        ),
        migrations.AddField(
            model_name="fassung",
            name="dokument",
            field=models.SlugField(default="", max_length=120, verbose_name="Kennung des Dokuments"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="fassung",
            name="ohne_beschluss",
            field=models.TextField(blank=True, max_length=2000, verbose_name="veröffentlicht ohne Beschluss, weil"),
        ),
        migrations.AddField(
            model_name="fassung",
            name="sprache",
            field=models.CharField(
                choices=[
                    ("de", "Deutsch"),
                    ("en", "Englisch"),
                    ("pl", "Polnisch"),
                    ("uk", "Ukrainisch"),
                    ("ar", "Arabisch"),
                ],
                default="de",
                max_length=5,
                verbose_name="Sprache",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="fassung",
            name="zaehlkreis",
        ),
        migrations.AlterField(
            model_name="fassung",
            name="status",
            field=models.CharField(
                choices=[
                    ("entwurf", "Entwurf"),
                    ("beteiligung", "in Beteiligung"),
                    ("ueberarbeitung", "in Überarbeitung"),
                    ("beratung", "in Beratung"),
                    ("beschlossen", "beschlossen"),
                    ("geaendert", "geändert beschlossen"),
                    ("zurueck", "zurückverwiesen"),
                    ("abgelehnt", "abgelehnt"),
                    ("veroeffentlicht", "veröffentlicht"),
                    ("abgeloest", "abgelöst"),
                    ("zurueckgezogen", "zurückgezogen"),
                ],
                default="entwurf",
                max_length=20,
                verbose_name="Stand",
            ),
        ),
        migrations.AlterField(
            model_name="fassung",
            name="zweck",
            field=models.CharField(
                choices=[
                    ("arbeitsstand", "Arbeitsstand"),
                    ("beteiligung", "Beteiligungsentwurf"),
                    ("vorlage", "Beschlussvorlage"),
                    ("beschluss", "Beschlussfassung"),
                    ("lesefassung", "Lesefassung"),
                ],
                max_length=20,
                verbose_name="Zweck",
            ),
        ),
        migrations.AddConstraint(
            model_name="fassung",
            constraint=models.UniqueConstraint(
                fields=("definition", "objekt_id", "art", "sprache", "nummer"),
                name="fassung_nummer_einmal",
                violation_error_message="Diese Nummer ist schon vergeben.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fassung",
            constraint=models.UniqueConstraint(
                fields=("definition", "dokument", "art", "sprache", "nummer"),
                name="fassung_adresse_einmal",
                violation_error_message="Unter dieser Adresse steht schon eine andere Fassung.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fassung",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "veroeffentlicht")),
                fields=("definition", "objekt_id", "art", "sprache"),
                name="fassung_eine_gilt",
                violation_error_message="Von diesem Dokument gilt schon eine andere Fassung.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fassung",
            constraint=models.UniqueConstraint(
                condition=models.Q(("alte_nummer__isnull", False)),
                fields=("definition", "alte_nummer"),
                name="fassung_alte_nummer_einmal",
            ),
        ),
        migrations.AddConstraint(
            model_name="fassung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("veroeffentlicht", "abgeloest", "zurueckgezogen")), _negated=True),
                    ("veroeffentlicht_am__isnull", False),
                    _connector="OR",
                ),
                name="fassung_veroeffentlicht_mit_datum",
                violation_error_message="Eine veröffentlichte Fassung braucht das Datum der Veröffentlichung.",
            ),
        ),
        migrations.AddField(
            model_name="ausdruck",
            name="fassung",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ausdrucke",
                to="fassungen.fassung",
                verbose_name="Fassung",
            ),
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION ausdruck_bleibt() CASCADE"),
    ]
