"""Names live outside the frozen text, in a table where each can be emptied once, and do nothing else."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE FUNCTION namensstelle_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Eine Namensstelle kann nicht gelöscht werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.fassung_id, NEW.kennung, NEW.wo, NEW.quelle)
       IS DISTINCT FROM (OLD.id, OLD.fassung_id, OLD.kennung, OLD.wo, OLD.quelle)
       OR OLD.entfernt_am IS NOT NULL OR NEW.entfernt_am IS NULL OR NEW.name <> '' OR NEW.salz <> '' THEN
        RAISE EXCEPTION 'Ein Name in einer Fassung kann nur entfernt werden.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER namensstelle_bleibt BEFORE UPDATE OR DELETE ON fassungen_namensstelle
    FOR EACH ROW EXECUTE FUNCTION namensstelle_bleibt();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("fassungen", "0006_kette_gefuellt"),
    ]

    operations = [
        migrations.CreateModel(
            name="Namensstelle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kennung", models.CharField(max_length=12, verbose_name="Kennung")),
                ("wo", models.CharField(max_length=400, verbose_name="Stelle")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="Name")),
                ("salz", models.CharField(blank=True, max_length=32, verbose_name="Salz des Siegels")),
                ("quelle", models.CharField(blank=True, db_index=True, max_length=200, verbose_name="Quelle")),
                ("entfernt_am", models.DateTimeField(blank=True, null=True, verbose_name="Name entfernt am")),
                (
                    "fassung",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="namensstellen",
                        to="fassungen.fassung",
                        verbose_name="Fassung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Name in einer Fassung",
                "verbose_name_plural": "Namen in Fassungen",
                "ordering": ("fassung_id", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fassung", "kennung"),
                        name="namensstelle_einmal",
                        violation_error_message="Diese Stelle gibt es in dieser Fassung schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entfernt_am", None), models.Q(("name", ""), _negated=True)),
                            models.Q(("entfernt_am__isnull", False), ("name", ""), ("salz", "")),
                            _connector="OR",
                        ),
                        name="namensstelle_mit_namen_oder_entfernt",
                        violation_error_message="Eine Stelle hat einen Namen, oder es steht da, wann er entfernt wurde.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION namensstelle_bleibt() CASCADE"),
    ]
