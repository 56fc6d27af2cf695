"""Where a measure stands in a plan, and under which number."""

from django.db import models

from bildungskommune.versionen import Versioniert
from massnahmen.models.massnahme import NUMMER_LAENGE, Massnahme, Massnahmenplan


class Planplatz(Versioniert):
    """One measure in one plan. Place and number are those of this plan and of no other.

    A measure keeps a number of its own (`Massnahme.nr`): pages that show it outside of any plan name that one. It
    holds in a plan as well, until the plan gives it another (`nr`).
    """

    plan = models.ForeignKey(
        Massnahmenplan, verbose_name="Maßnahmenplan", on_delete=models.CASCADE, related_name="plaetze"
    )
    massnahme = models.ForeignKey(Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="plaetze")
    position = models.PositiveIntegerField("Position", default=0)
    nr = models.CharField("Nummer im Plan", max_length=NUMMER_LAENGE, blank=True)

    class Meta:
        verbose_name = "Platz im Maßnahmenplan"
        verbose_name_plural = "Plätze im Maßnahmenplan"
        ordering = ("plan", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="planplatz_einmal",
                fields=["plan", "massnahme"],
                violation_error_message="Diese Maßnahme steht schon in diesem Plan.",
            ),
        )

    def __str__(self) -> str:
        return f"Platz {self.position} im Maßnahmenplan"

    @property
    def nummer(self) -> str:
        """The number in the plan: the plan's, else the measure's own."""
        return self.nr or self.massnahme.nr
