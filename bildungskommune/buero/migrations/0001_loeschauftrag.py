import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Loeschauftrag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status_seit",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="Stand seit"),
                ),
                ("status_grund", models.TextField(blank=True, editable=False, verbose_name="Begründung")),
                ("kennzeichen", models.CharField(editable=False, max_length=64, verbose_name="Kennzeichen")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail-Adresse der Person")),
                (
                    "grund",
                    models.CharField(
                        choices=[
                            ("einwilligung", "Die Person hat ihre Einwilligung widerrufen (Buchstabe b)"),
                            ("erledigt", "Die Daten werden nicht mehr gebraucht (Buchstabe a)"),
                            ("widerspruch", "Die Person widerspricht der Verarbeitung (Buchstabe c)"),
                            ("unrecht", "Die Daten hätten nicht verarbeitet werden dürfen (Buchstabe d)"),
                            ("pflicht", "Ein Gesetz verlangt die Löschung (Buchstabe e)"),
                        ],
                        max_length=20,
                        verbose_name="Grund",
                    ),
                ),
                (
                    "beantragt_am",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="beantragt am"),
                ),
                ("mit_befehl", models.BooleanField(default=False, verbose_name="mit dem Befehl des Betriebs")),
                ("zahlen", models.JSONField(blank=True, default=dict, verbose_name="Gelöscht oder anonymisiert")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("beantragt", "beantragt"),
                            ("freigegeben", "freigegeben"),
                            ("ausgefuehrt", "ausgeführt"),
                            ("abgelehnt", "abgelehnt"),
                        ],
                        default="beantragt",
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "beantragt_von",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beantragt von",
                    ),
                ),
                (
                    "entschieden_von",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entschieden von",
                    ),
                ),
            ],
            options={
                "verbose_name": "Löschauftrag",
                "verbose_name_plural": "Löschaufträge",
                "ordering": ("-beantragt_am", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("beantragt", "freigegeben"))),
                        fields=("kennzeichen",),
                        name="loeschauftrag_einmal_offen",
                        violation_error_message="Zu dieser Adresse ist schon eine Löschung beantragt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("beantragt", "abgelehnt")),
                            ("mit_befehl", True),
                            ("beantragt_von", None),
                            ("entschieden_von", None),
                            models.Q(("beantragt_von", models.F("entschieden_von")), _negated=True),
                            _connector="OR",
                        ),
                        name="loeschauftrag_vier_augen",
                        violation_error_message="Eine Löschung gibt eine zweite Person frei.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("beantragt", "freigegeben")), ("email", ""), _connector="OR"
                        ),
                        name="loeschauftrag_vergisst_die_adresse",
                        violation_error_message="Ein erledigter Löschauftrag kennt keine Adresse mehr.",
                    ),
                ],
            },
        ),
    ]
