"""Find the Abschnitt of the Leitbild or the Thema that a Handlungsfeld is derived from."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from konzept.models import Ableitung, Handlungsfeld
from leitbild.models import Abschnitt
from workshops.models import Thema

ABSCHNITT, THEMA = "abschnitt", "thema"


def abschnitte(feld: Handlungsfeld, wort: str) -> QuerySet[Abschnitt]:
    """Return what may be named of the Leitbild this Konzept stands on, else of all Leitbilder."""
    found = Abschnitt.objects.exclude(ableitungen__handlungsfeld=feld).select_related("leitbild")
    if feld.konzept.leitbild_id:
        found = found.filter(leitbild=feld.konzept.leitbild_id)
    return found.filter(Q(titel__icontains=wort) | Q(text__icontains=wort)) if wort else found


def themen(feld: Handlungsfeld, wort: str) -> QuerySet[Thema]:
    """Return the Themen that may be named, those with most cards first."""
    found = Thema.objects.exclude(ableitungen__handlungsfeld=feld)
    leitbild = feld.konzept.leitbild
    if leitbild is not None and (reihen := leitbild.reihen):
        found = found.filter(reihe__in=reihen)
    if wort:
        found = found.filter(Q(titel__icontains=wort) | Q(beschreibung__icontains=wort))
    return found.annotate(karten=Count("zuordnungen")).order_by("-karten", "position", "pk")


def choices(quellen: Iterable[Abschnitt | Thema]) -> list[tuple[str, str]]:
    return [(f"{quelle._meta.model_name}-{quelle.pk}", _label(quelle)) for quelle in quellen]


def _label(quelle: Abschnitt | Thema) -> str:
    if isinstance(quelle, Abschnitt):
        return str(quelle)
    karten: int = getattr(quelle, "karten", 0)
    return f"Thema „{quelle.titel}“, {karten} {'Karte' if karten == 1 else 'Karten'}"


def ableitung(feld: Handlungsfeld, quelle: str, begruendung: str) -> Ableitung:
    """Return the unsaved link that a choice such as "abschnitt-12" names."""
    art, _, pk = quelle.partition("-")
    return Ableitung(handlungsfeld=feld, begruendung=begruendung, **{f"{art}_id": int(pk)})
