"""The Umsetzungsbericht: the report itself, what is proposed for each measure, and what is found of each field."""

import django.db.models.deletion
from django.db import migrations, models

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_textstand"),
        ("akteure", "0005_wozu_das_postfach_dient"),
        ("beteiligung", "0012_rundeneinladung"),
        ("konzept", "0010_aus_beteiligung"),
        ("massnahmen", "0020_erinnerung_einmal"),
    ]

    operations = [
        migrations.CreateModel(
            name="Umsetzungsbericht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="Version")),
                ("kennung", models.SlugField(max_length=80, unique=True, verbose_name="Kennung")),
                (
                    "art",
                    models.CharField(
                        choices=[("zwischenbericht", "Zwischenbericht"), ("evaluation", "Evaluation")],
                        default="zwischenbericht",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("titel", models.CharField(max_length=300, verbose_name="Titel")),
                ("stichtag", models.DateField(verbose_name="Stichtag")),
                ("vorwort", models.TextField(blank=True, max_length=20000, verbose_name="Vorwort")),
                ("fazit", models.TextField(blank=True, max_length=20000, verbose_name="Fazit")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                (
                    "beratung",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="berichte",
                        to="beteiligung.beratung",
                        verbose_name="Beratung",
                    ),
                ),
                (
                    "gremium",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="berichte",
                        to="akteure.gremium",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="berichte",
                        to="massnahmen.massnahmenplan",
                        verbose_name="Maßnahmenplan",
                    ),
                ),
                (
                    "vorbericht",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="folgeberichte",
                        to="massnahmen.umsetzungsbericht",
                        verbose_name="voriger Bericht",
                    ),
                ),
            ],
            options={
                "verbose_name": "Umsetzungsbericht",
                "verbose_name_plural": "Umsetzungsberichte",
                "ordering": ("-stichtag", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Feldurteil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="Version")),
                ("wirkung", models.TextField(max_length=5000, verbose_name="Wirkung")),
                (
                    "empfehlung",
                    models.CharField(
                        choices=[
                            ("fortfuehren", "fortführen"),
                            ("anpassen", "anpassen"),
                            ("beenden", "beenden"),
                            ("kenntnis", "zur Kenntnis nehmen"),
                        ],
                        max_length=20,
                        verbose_name="Empfehlung",
                    ),
                ),
                ("begruendung", models.TextField(max_length=5000, verbose_name="Begründung")),
                (
                    "handlungsfeld",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feldurteile",
                        to="konzept.handlungsfeld",
                        verbose_name="Handlungsfeld",
                    ),
                ),
                (
                    "bericht",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feldurteile",
                        to="massnahmen.umsetzungsbericht",
                        verbose_name="Umsetzungsbericht",
                    ),
                ),
            ],
            options={
                "verbose_name": "Urteil zu einem Handlungsfeld",
                "verbose_name_plural": "Urteile zu Handlungsfeldern",
                "ordering": ("bericht", "handlungsfeld"),
            },
        ),
        migrations.CreateModel(
            name="Beschlussvorschlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="Version")),
                (
                    "empfehlung",
                    models.CharField(
                        choices=[
                            ("fortfuehren", "fortführen"),
                            ("anpassen", "anpassen"),
                            ("beenden", "beenden"),
                            ("kenntnis", "zur Kenntnis nehmen"),
                        ],
                        max_length=20,
                        verbose_name="Beschlussvorschlag",
                    ),
                ),
                ("begruendung", models.TextField(max_length=5000, verbose_name="Begründung")),
                ("wirkung", models.TextField(blank=True, max_length=5000, verbose_name="Wirkung")),
                (
                    "massnahme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beschlussvorschlaege",
                        to="massnahmen.massnahme",
                        verbose_name="Maßnahme",
                    ),
                ),
                (
                    "bericht",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vorschlaege",
                        to="massnahmen.umsetzungsbericht",
                        verbose_name="Umsetzungsbericht",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beschlussvorschlag",
                "verbose_name_plural": "Beschlussvorschläge",
                "ordering": ("bericht", "massnahme"),
            },
        ),
        migrations.AddConstraint(
            model_name="umsetzungsbericht",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vorbericht__isnull", True),
                    models.Q(("vorbericht", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="umsetzungsbericht_nicht_nach_sich",
                violation_error_message="Ein Bericht kann nicht sein eigener voriger Bericht sein.",
            ),
        ),
        migrations.AddConstraint(
            model_name="feldurteil",
            constraint=models.UniqueConstraint(
                fields=("bericht", "handlungsfeld"),
                name="feldurteil_einmal",
                violation_error_message="Zu diesem Handlungsfeld steht in diesem Bericht schon ein Urteil.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beschlussvorschlag",
            constraint=models.UniqueConstraint(
                fields=("bericht", "massnahme"),
                name="beschlussvorschlag_einmal",
                violation_error_message="Zu dieser Maßnahme steht in diesem Bericht schon ein Beschlussvorschlag.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beschlussvorschlag",
            constraint=models.CheckConstraint(
                condition=models.Q(("begruendung", ""), _negated=True),
                name="beschlussvorschlag_mit_grund",
                violation_error_message="Bitte begründen Sie den Vorschlag. Der Grund steht im Bericht.",
            ),
        ),
        merken("massnahmen.umsetzungsbericht"),
        merken("massnahmen.beschlussvorschlag"),
        merken("massnahmen.feldurteil"),
    ]
