"""What the public can do now: take a seat, ask what became of a card."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.verfahren.gelegenheiten import Gelegenheit, gelegenheiten
from workshops.models import Reihe, Workshop
from workshops.models.enums import TAKES_NO_CONTRIBUTIONS

NEXT_DATES = 2


def open_dates(now: datetime) -> QuerySet[Workshop]:
    """Return the public dates that take registrations, next first."""
    found = Workshop.objects.public().upcoming(now).filter(status=Workshop.Status.OFFEN, anmeldeschluss__gte=now)
    return found.with_seats().select_related("ort")


def taking_contributions(now: datetime) -> QuerySet[Workshop]:
    """Return the public dates of running Reihen that take contributions online, newest first."""
    found = Workshop.objects.public().filter(beitraege_online=True).exclude(status__in=TAKES_NO_CONTRIBUTIONS)
    return found.exclude(reihe__status=Reihe.Status.ABGESCHLOSSEN).order_by("-beginn", "-pk")[:6]


@gelegenheiten.register
def chances(now: datetime) -> Iterator[Gelegenheit]:
    for workshop in open_dates(now)[:NEXT_DATES]:
        frei = f"noch {workshop.frei} von {workshop.kapazitaet} Plätzen frei" if workshop.frei else "Warteliste möglich"
        yield Gelegenheit(
            ueber=zeitpunkt(workshop.beginn),
            titel=f"{workshop.get_art_display()}: {workshop.titel}",
            satz=f"{workshop.ort or 'Ort folgt'}. Kostenfrei, {frei}.",
            url=reverse("anmeldung-new", args=(workshop.slug,)),
            knopf="Platz sichern" if workshop.frei else "Auf die Warteliste",
            bis=workshop.anmeldeschluss,
        )
    yield Gelegenheit(
        ueber="Mit dem Code von Ihrem Zettel",
        titel="Was wurde aus meinem Beitrag?",
        satz="Sechs Zeichen, keine Anmeldung.",
        url=reverse("beitrag-suchen"),
        knopf="Nachsehen",
        braucht_code=True,
    )
