"""A report of a Fachamt counts with its Freigabe, and one report may correct another. What is there counts as approved.

Both decisions and reports stay as they are; only the account behind them may go.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STAYS = """
CREATE OR REPLACE FUNCTION sachstand_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ein Sachstand kann nicht gelöscht werden. Bitte erfassen Sie einen neuen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.massnahme_id, NEW.stichtag, NEW.status, NEW.text, NEW.hindernisse, NEW.abweichung,
        NEW.naechste_schritte{new})
       IS DISTINCT FROM
       (OLD.massnahme_id, OLD.stichtag, OLD.status, OLD.text, OLD.hindernisse, OLD.abweichung,
        OLD.naechste_schritte{old}) THEN
        RAISE EXCEPTION 'Ein Sachstand kann nicht geändert werden. Bitte erfassen Sie einen neuen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
RULES = """
CREATE FUNCTION sachstand_berichtigt_eigenen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.berichtigt_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM massnahmen_sachstand earlier
        WHERE earlier.id = NEW.berichtigt_id AND earlier.massnahme_id = NEW.massnahme_id
          AND earlier.stichtag = NEW.stichtag
    ) THEN
        RAISE EXCEPTION 'Eine Berichtigung gehört zur selben Maßnahme und zum selben Stichtag.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sachstand_berichtigt_eigenen BEFORE INSERT ON massnahmen_sachstand
    FOR EACH ROW EXECUTE FUNCTION sachstand_berichtigt_eigenen();
CREATE FUNCTION sachstandsfreigabe_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.sachstand_id, NEW.ergebnis, NEW.grund, NEW.entschieden_am)
       IS DISTINCT FROM (OLD.sachstand_id, OLD.ergebnis, OLD.grund, OLD.entschieden_am) THEN
        RAISE EXCEPTION 'Über einen Sachstand wird einmal entschieden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sachstandsfreigabe_bleibt BEFORE UPDATE OR DELETE ON massnahmen_sachstandsfreigabe
    FOR EACH ROW EXECUTE FUNCTION sachstandsfreigabe_bleibt();
"""
NO_RULES = """
DROP TRIGGER sachstandsfreigabe_bleibt ON massnahmen_sachstandsfreigabe;
DROP FUNCTION sachstandsfreigabe_bleibt();
DROP TRIGGER sachstand_berichtigt_eigenen ON massnahmen_sachstand;
DROP FUNCTION sachstand_berichtigt_eigenen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("massnahmen", "0014_finanzierung"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sachstand",
            name="berichtigt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="berichtigungen",
                to="massnahmen.sachstand",
                verbose_name="berichtigt den Sachstand",
            ),
        ),
        migrations.AddField(
            model_name="sachstand",
            name="braucht_freigabe",
            field=models.BooleanField(db_default=False, default=False, verbose_name="braucht eine Freigabe"),
        ),
        migrations.CreateModel(
            name="Nebenangabe",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "wert",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Wert"),
                ),
                (
                    "indikator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="massnahmen.indikator",
                        verbose_name="Indikator",
                    ),
                ),
                (
                    "meilenstein",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="massnahmen.meilenstein",
                        verbose_name="Meilenstein",
                    ),
                ),
                (
                    "sachstand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nebenangaben",
                        to="massnahmen.sachstand",
                        verbose_name="Sachstand",
                    ),
                ),
            ],
            options={
                "verbose_name": "Angabe zu einem Sachstand",
                "verbose_name_plural": "Angaben zu einem Sachstand",
                "ordering": ("sachstand", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indikator__isnull", True), ("meilenstein__isnull", False), ("wert__isnull", True)
                            ),
                            models.Q(
                                ("indikator__isnull", False), ("meilenstein__isnull", True), ("wert__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="nebenangabe_meilenstein_oder_wert",
                        violation_error_message="Bitte nennen Sie entweder einen Meilenstein oder einen Indikator mit Wert.",
                    ),
                    models.UniqueConstraint(
                        fields=("sachstand", "meilenstein"),
                        name="nebenangabe_meilenstein_einmal",
                        violation_error_message="Dieser Meilenstein steht schon in diesem Sachstand.",
                    ),
                    models.UniqueConstraint(
                        fields=("sachstand", "indikator"),
                        name="nebenangabe_indikator_einmal",
                        violation_error_message="Für diesen Indikator steht in diesem Sachstand schon ein Wert.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sachstandsfreigabe",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ergebnis",
                    models.CharField(
                        choices=[("freigegeben", "freigegeben"), ("zurueckgegeben", "zurückgegeben")],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("grund", models.TextField(blank=True, max_length=2000, verbose_name="Was ist zu ändern?")),
                (
                    "entschieden_am",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="entschieden am"),
                ),
                (
                    "entschieden_von",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entschieden von",
                    ),
                ),
                (
                    "sachstand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freigabe",
                        to="massnahmen.sachstand",
                        verbose_name="Sachstand",
                    ),
                ),
            ],
            options={
                "verbose_name": "Freigabe",
                "verbose_name_plural": "Freigaben",
                "ordering": ("sachstand",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ergebnis", "zurueckgegeben"), _negated=True),
                            models.Q(("grund", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sachstandsfreigabe_zurueck_mit_grund",
                        violation_error_message="Bitte schreiben Sie, was zu ändern ist. Das Fachamt bekommt den Satz.",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            STAYS.format(
                new=", NEW.braucht_freigabe, NEW.berichtigt_id", old=", OLD.braucht_freigabe, OLD.berichtigt_id"
            ),
            STAYS.format(new="", old=""),
        ),
        migrations.RunSQL(RULES, NO_RULES),
    ]
