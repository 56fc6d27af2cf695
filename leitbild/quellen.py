"""Find the Beitrag or Thema that an Abschnitt comes from."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from leitbild.models import Abschnitt, Herleitung, Leitbild
from workshops.models import Beitrag, Thema

THEMA, BEITRAG = "thema", "beitrag"
AUSZUG = 220


def themen(abschnitt: Abschnitt, wort: str) -> QuerySet[Thema]:
    """Return the Themen that may be named as a source, those with most cards first."""
    found = Thema.objects.exclude(herleitungen__abschnitt=abschnitt).select_related("workshop")
    found = found.filter(_from(abschnitt.leitbild))
    if wort:
        found = found.filter(Q(titel__icontains=wort) | Q(beschreibung__icontains=wort))
    return found.annotate(karten=Count("zuordnungen")).order_by("-karten", "position", "pk")


def beitraege(abschnitt: Abschnitt, wort: str) -> QuerySet[Beitrag]:
    """Return the contributions that may be named as a source, newest first; rejected ones may not."""
    found = Beitrag.objects.exclude(herleitungen__abschnitt=abschnitt).select_related("workshop")
    found = found.exclude(status=Beitrag.Status.ZURUECKGEWIESEN)
    found = found.filter(_from(abschnitt.leitbild))
    return found.filter(Q(text__icontains=wort) | Q(code__iexact=wort)) if wort else found


def _from(leitbild: Leitbild) -> Q:
    """Return what belongs to the series of a Leitbild; everything when it names none."""
    reihen = leitbild.reihen
    return Q(reihe__in=reihen) if reihen else Q()


def choices(quellen: Iterable[Thema | Beitrag]) -> list[tuple[str, str]]:
    return [(f"{quelle._meta.model_name}-{quelle.pk}", _label(quelle)) for quelle in quellen]


def _label(quelle: Thema | Beitrag) -> str:
    if isinstance(quelle, Thema):
        karten: int = getattr(quelle, "karten", 0)
        return f"Thema „{quelle.titel}“, {karten} {'Karte' if karten == 1 else 'Karten'}"
    text = quelle.text if len(quelle.text) <= AUSZUG else quelle.text[:AUSZUG].rsplit(" ", 1)[0] + " …"
    wo = f", {quelle.workshop.titel}" if quelle.workshop else ""
    return f"„{text}“ ({quelle.code}{wo})"


def herleitung(abschnitt: Abschnitt, quelle: str, begruendung: str) -> Herleitung:
    """Return the unsaved link that a choice such as "thema-12" names."""
    art, _, pk = quelle.partition("-")
    return Herleitung(abschnitt=abschnitt, begruendung=begruendung, **{f"{art}_id": int(pk)})
