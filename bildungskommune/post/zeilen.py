"""The addresses of a mail to many: a row is the job, and keeps what became of it when its mail is forgotten."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from bildungskommune.post.models import Mail


class Zustellung(models.TextChoices):
    WARTET = "wartet", "wartet"
    GESENDET = "gesendet", "gesendet"
    GESCHEITERT = "gescheitert", "gescheitert"


class ZeilenQuerySet(models.QuerySet[Any]):
    def unqueued(self) -> Self:
        """Those that have no mail yet and still can have one."""
        return self.filter(status=Zustellung.WARTET, mail=None).exclude(an="")

    def with_stand(self) -> Self:
        """Annotate `stand` and `grund`: what became of each, as its mail knows it while there is one."""
        known = {
            Mail.Status.WARTET: Zustellung.WARTET,
            Mail.Status.LAEUFT: Zustellung.WARTET,
            Mail.Status.GESENDET: Zustellung.GESENDET,
            Mail.Status.GESCHEITERT: Zustellung.GESCHEITERT,
        }
        cases = [When(mail__status=status, then=Value(stand.value)) for status, stand in known.items()]
        why = Coalesce(F("mail__fehler"), F("fehler"), output_field=models.TextField())
        return self.annotate(stand=Case(*cases, default=F("status"), output_field=CharField()), grund=why)

    def forget(self) -> int:
        """Take address and name; what has not been queued yet is never sent. Returns how many."""
        keys = list(self.values_list("pk", flat=True))
        rows = self.model._default_manager.filter(pk__in=keys)
        rows.filter(status=Zustellung.WARTET, mail=None).update(status=Zustellung.GESCHEITERT)
        changed: int = rows.update(an="", name="", fehler="")
        return changed

    def numbers(self) -> dict[str, int]:
        """Return how many wait, were sent and failed, and all of them."""
        each: dict[str, Any] = {stand.value: Count("pk", filter=Q(stand=stand)) for stand in Zustellung}
        return self.with_stand().aggregate(alle=Count("pk"), **each)


class Zeile(models.Model):
    """One address of a mail to many. Personal data; whose rows they are says how long they are kept."""

    Status = Zustellung

    an = models.EmailField("An", blank=True)
    name = models.CharField("Name", max_length=300, blank=True)
    mail = models.OneToOneField(
        Mail, verbose_name="E-Mail", null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s"
    )
    status = models.CharField("Stand", max_length=20, choices=Zustellung, default=Zustellung.WARTET)
    fehler = models.TextField("Grund", blank=True)
    gesendet_am = models.DateTimeField("gesendet am", null=True, blank=True)

    verlauf_ohne_namen = True

    stand: str
    grund: str

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Empfänger {self.pk}"
