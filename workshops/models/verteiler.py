"""Who wants circulars, and how we know."""

from django.db import models
from django.db.models.functions import Lower

from workshops.models.bestaetigung import Bestaetigung, BestaetigungQuerySet


class Verteilereintrag(Bestaetigung):
    """An address that asked for circulars, with source, time and wording of the consent.

    Personal data. Retention: unconfirmed two days, confirmed until the person leaves, which is one click.
    """

    class Quelle(models.TextChoices):
        SEITE = "seite", "Seite „Auf dem Laufenden bleiben“"

    quelle = models.CharField("Quelle", max_length=20, choices=Quelle)

    objects = BestaetigungQuerySet["Verteilereintrag"].as_manager()
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Eintrag im Verteiler"
        verbose_name_plural = "Einträge im Verteiler"
        ordering = ("-angefragt_am", "-pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="verteiler_einmal",
                violation_error_message="Diese Adresse steht schon im Verteiler.",
            ),
        )

    def __str__(self) -> str:
        return f"Eintrag im Verteiler {self.pk}"
