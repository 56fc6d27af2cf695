"""Which Leitsätze lead to no Handlungsfeld, and what of a Konzept comes from nowhere."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import Fadenluecke, fadenluecken
from konzept.links import feld_url
from konzept.models import Ableitung, Handlungsfeld, Konzept, Strategie
from leitbild.models import MIT_HERKUNFT, Abschnitt


@fadenluecken.register
def breaks() -> Iterable[Fadenluecke]:
    yield Fadenluecke(
        "handlungsfeld-ohne-herkunft",
        "Handlungsfelder ohne Leitsatz, Thema und Beitrag",
        "woher",
        "Handlungsfelder, die aus nichts abgeleitet sind und kein früheres fortschreiben.",
        "Tragen Sie auf der Seite des Handlungsfelds die Herkunft ein.",
        _underived,
        feld_url,
        lambda feld: feld.konzept.titel,
        gehoert_feld="konzept__titel",
    )
    yield Fadenluecke(
        "strategie-ohne-ziel",
        "Strategien ohne Ziel",
        "woher",
        "Strategien, die keinem Ziel ihres Handlungsfelds dienen.",
        "Kreuzen Sie bei der Strategie an, welchem Ziel sie dient.",
        _aimless,
        lambda strategie: reverse("v-strategie-edit", args=(strategie.pk,)),
        lambda strategie: str(strategie.handlungsfeld),
        gehoert_feld="handlungsfeld__titel",
    )
    yield Fadenluecke(
        "leitsatz-ohne-handlungsfeld",
        "Leitsätze ohne Handlungsfeld",
        "wohin",
        "Leitsätze und Leitziele, aus denen kein Handlungsfeld abgeleitet ist: weder aus ihnen selbst noch aus dem"
        " Satz, unter dem sie stehen, noch aus einem, der unter ihnen steht.",
        "Jede Zeile führt in die Tafel „Leitsätze und Handlungsfelder“ des Konzepts: Verbinden Sie dort den Leitsatz"
        " mit dem Handlungsfeld, das aus ihm folgt.",
        _without_field,
        _concept_of,
        lambda abschnitt: abschnitt.leitbild.titel,
        gehoert_feld="leitbild__titel",
    )


def _underived() -> QuerySet[Handlungsfeld]:
    found = Handlungsfeld.objects.filter(
        ableitungen__isnull=True, vorgaenger__isnull=True, konzept__nachfolger__isnull=True
    )
    return found.select_related("konzept").order_by("-konzept__created", "konzept", "position", "pk")


def strategien() -> QuerySet[Strategie]:
    """Return the Strategien of every Konzept that was not carried on."""
    found = Strategie.objects.filter(handlungsfeld__konzept__nachfolger__isnull=True)
    places = ("-handlungsfeld__konzept__created", "handlungsfeld__position", "handlungsfeld", "position", "pk")
    return found.select_related("handlungsfeld__konzept").order_by(*places)


def _aimless() -> QuerySet[Strategie]:
    """Leave out the documents that have no Ziele at all: there nothing is missing."""
    way = "handlungsfeld__konzept__bezeichnungen__ziel__benutzt"
    return strategien().filter(Q(**{f"{way}__isnull": True}) | Q(**{way: True}), ziele__isnull=True)


def _without_field() -> QuerySet[Abschnitt]:
    """Return the Leitsätze with `konzept_pk`, the newest Konzept that builds on their Leitbild."""
    near = Q(abschnitt=OuterRef("pk")) | Q(abschnitt__uebergeordnet=OuterRef("pk"))
    near |= Q(abschnitt=OuterRef("uebergeordnet"))
    konzept = Konzept.objects.filter(leitbild=OuterRef("leitbild")).order_by("-created", "-pk").values("pk")[:1]
    found = Abschnitt.objects.filter(art__in=MIT_HERKUNFT, leitbild__nachfolger__isnull=True)
    found = found.exclude(Exists(Ableitung.objects.filter(near))).annotate(konzept_pk=Subquery(konzept))
    return found.select_related("leitbild").order_by("-leitbild__created", "leitbild", "position", "pk")


def _concept_of(abschnitt: Abschnitt) -> str:
    pk = getattr(abschnitt, "konzept_pk", None)
    return reverse("v-konzept-matrix", args=(pk,)) if pk else reverse("v-konzept-list")
