"""Lists of measures: what the filter in the address selects, with the newest Sachstand of each row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django_filters.filters import CharFilter, ChoiceFilter

from bildungskommune.akteure.models import Stelle
from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.liste import Filter
from bildungskommune.werkbank.suchen import matching
from konzept.auswahl import OHNE
from konzept.models import Handlungsfeld, HandlungsfeldQuerySet
from massnahmen import ampel, takt, vollstaendigkeit
from massnahmen.faellig import behind_milestone, near, past_end, unasked, without_report
from massnahmen.models import (
    Ampelstufe,
    Ampelurteil,
    Indikator,
    Massnahme,
    Massnahmenbezug,
    MassnahmeStatus,
    Sachstand,
)
from massnahmen.models.massnahme import MassnahmeQuerySet
from massnahmen.models.prioritaet import OHNE as OHNE_PRIORITAET

Choices = list[tuple[str, str]]


class MassnahmeFilter(Filter):
    """Filter of the public list; Handlungsfelder and Stellen it offers are those of the measures."""

    oeffentlich = True

    stand = ChoiceFilter(label="Stand", field_name="status", choices=MassnahmeStatus.choices, empty_label="jeder Stand")
    feld = ChoiceFilter(label="Handlungsfeld", method="in_feld", empty_label="alle Handlungsfelder")
    horizont = ChoiceFilter(label="Horizont", choices=Massnahme.Horizont.choices, empty_label="jeder Horizont")
    prioritaet = ChoiceFilter(label="Priorität", method="at_priority", empty_label="jede Priorität")
    stelle = ChoiceFilter(label="Zuständig", field_name="federfuehrung__kennung", empty_label="alle Stellen")
    wort = CharFilter(
        label="Wort im Text",
        method="with_words",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # django_filters has no types
        self.filters["feld"].extra["choices"] = felder_of(self.queryset, oeffentlich=self.oeffentlich)
        self.filters["stelle"].extra["choices"] = stellen_of(self.queryset)
        self.filters["prioritaet"].extra["choices"] = priorities_of(self.queryset)

    def at_priority(self, rows: QuerySet[Massnahme], name: str, wort: str) -> QuerySet[Massnahme]:
        return rows.filter(prioritaet="" if wort == OHNE else wort)

    def in_feld(self, rows: QuerySet[Massnahme], name: str, kennung: str) -> QuerySet[Massnahme]:
        return rows.filter(_in_feld(kennung))

    def with_words(self, rows: QuerySet[Massnahme], name: str, words: str) -> QuerySet[Massnahme]:
        return rows.filter(matching(words, "titel", "kurzbeschreibung", "ziel", exact=["nr"]))


class ListenFilter(MassnahmeFilter):
    """Filter of the public list, which can stand in the order of priorities."""

    ordnung = ChoiceFilter(
        label="Reihenfolge",
        method="in_order",
        empty_label="wie die Nummern",
        choices=[("prioritaet", "die wichtigsten zuerst")],
    )

    def in_order(self, rows: MassnahmeQuerySet, name: str, wanted: str) -> MassnahmeQuerySet:
        """The most important of each scale first; what is without a word of its scale comes last."""
        return by_priority(rows)


class ArbeitFilter(MassnahmeFilter):
    """Filter of the office: also what waits for somebody."""

    oeffentlich = False
    offen = ChoiceFilter(
        label="Es fehlt",
        method="missing",
        empty_label="alles",
        choices=[
            ("sachstand", "ein neuer Sachstand"),
            ("meilenstein", "ein Meilenstein"),
            ("termin", "etwas in den nächsten sieben Tagen"),
            ("ende", "der Abschluss, das Ende ist vorbei"),
            ("konto", "ein Konto, das man erinnern kann"),
            ("freigabe", "die Freigabe eines Sachstands"),
            ("ueberarbeitung", "ein überarbeiteter Sachstand"),
        ],
    )

    ampel = ChoiceFilter(label="Ampel", method="at_level", empty_label="jede Ampel", choices=Ampelstufe.choices)
    angaben = ChoiceFilter(
        label="Angaben",
        method="as_told",
        empty_label="alle",
        choices=[("luecken", "es fehlt etwas"), ("vollstaendig", "vollständig")],
    )
    schwerpunkt = ChoiceFilter(label="Schwerpunkt", field_name="schwerpunkte__kennung", empty_label="alle Schwerpunkte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schwerpunkte.offer_in_filter(self)

    def at_level(self, rows: QuerySet[Massnahme], name: str, stufe: str) -> QuerySet[Massnahme]:
        """Only those that stand so: worked out for all of them, with a constant number of statements."""
        return rows.filter(pk__in=[one.pk for one in _judged(rows) if ampel.of(one).stufe == stufe])

    def as_told(self, rows: QuerySet[Massnahme], name: str, wanted: str) -> QuerySet[Massnahme]:
        """Only those of which all is told, or something is missing; asked as `at_level` does."""
        is_whole = wanted == "vollstaendig"
        return rows.filter(pk__in=[one.pk for one in _judged(rows) if vollstaendigkeit.of(one).ist_ganz == is_whole])

    def missing(self, rows: QuerySet[Massnahme], name: str, what: str) -> QuerySet[Massnahme]:
        return rows.filter(FEHLT[what]())


def _judged(rows: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    return with_ampel(Massnahme.objects.filter(pk__in=rows.order_by().values("pk")))


def _in_feld(kennung: str) -> Exists:
    """A measure belongs to every Handlungsfeld it is linked with, directly or by a Ziel, and to all of a Strategie."""
    direct = Q(handlungsfeld__kennung=kennung)
    by_part = Q(strategie__handlungsfeld__kennung=kennung) | Q(ziel__handlungsfeld__kennung=kennung)
    by_part |= Q(strategie__auch_in__kennung=kennung)
    return Exists(Massnahmenbezug.objects.filter(direct | by_part, massnahme=OuterRef("pk")))


def with_waiting_report() -> Q:
    """Measures with a report that the Stabsstelle has not decided on."""
    return Q(Exists(Sachstand.objects.waiting().order_by().filter(massnahme=OuterRef("pk"))))


def with_report_given_back() -> Q:
    """Measures with a report that came back and was not written anew."""
    return Q(Exists(Sachstand.objects.given_back().order_by().filter(massnahme=OuterRef("pk"))))


FEHLT: Mapping[str, Callable[[], Q]] = {
    "sachstand": without_report,
    "meilenstein": behind_milestone,
    "termin": near,
    "ende": past_end,
    "konto": unasked,
    "freigabe": with_waiting_report,
    "ueberarbeitung": with_report_given_back,
}


def with_newest_report(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load the one newest Sachstand of each measure as `neueste`, a list of none or one."""
    newest = Sachstand.objects.newest_each()
    return massnahmen.select_related("federfuehrung").prefetch_related(
        Prefetch("sachstaende", queryset=newest, to_attr="neueste")
    )


def with_ampel(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load all that `ampel.of` and `vollstaendigkeit.of` ask of a measure."""
    return with_newest_report(takt.with_turn(massnahmen)).prefetch_related(
        "bezuege",
        "meilensteine",
        Prefetch("indikatoren", queryset=Indikator.objects.prefetch_related("werte")),
        Prefetch("ampelurteile", queryset=Ampelurteil.objects.in_force(), to_attr="geltende_urteile"),
    )


def newest_of(massnahme: Massnahme) -> Sachstand | None:
    """Return the Sachstand that `with_newest_report` loaded."""
    loaded: list[Sachstand] = getattr(massnahme, "neueste", [])
    return loaded[0] if loaded else None


def felder_of(massnahmen: QuerySet[Massnahme], *, oeffentlich: bool) -> Choices:
    """Return the Handlungsfelder that these measures are linked with, for the filter."""
    felder = linked_fields(massnahmen)
    if oeffentlich:
        felder = felder.public()
    return _pairs((feld.kennung, str(feld)) for feld in felder)


def linked_fields(massnahmen: QuerySet[Massnahme]) -> HandlungsfeldQuerySet:
    """Return the Handlungsfelder that these measures are linked with, directly or by one of its Ziele or Strategien."""
    bezuege = Massnahmenbezug.objects.filter(massnahme__in=massnahmen.order_by())
    return Handlungsfeld.objects.select_related("konzept").filter(
        Q(pk__in=bezuege.values("handlungsfeld"))
        | Q(pk__in=bezuege.values("strategie__handlungsfeld"))
        | Q(pk__in=bezuege.values("strategie__auch_in"))
        | Q(pk__in=bezuege.values("ziel__handlungsfeld"))
    )


def stellen_of(massnahmen: QuerySet[Massnahme]) -> Choices:
    """Return the Stellen that lead one of these measures, for the filter."""
    stellen = Stelle.objects.filter(pk__in=massnahmen.order_by().values("federfuehrung"))
    return _pairs((stelle.kennung, stelle.name) for stelle in stellen)


def by_priority(massnahmen: MassnahmeQuerySet) -> MassnahmeQuerySet:
    """Put the most important of each scale first, and last what has no word of its scale."""
    return massnahmen.with_rank().order_by(F("rang").asc(nulls_last=True), "position", "pk")


def priorities_of(massnahmen: MassnahmeQuerySet) -> Choices:
    """Return the priorities of these measures in the order of their scales, for the filter."""
    rows = massnahmen.with_rank().exclude(prioritaet="").order_by().values("prioritaet").annotate(erst=Min("rang"))
    ordered = rows.order_by(F("erst").asc(nulls_last=True), "prioritaet").values_list("prioritaet", flat=True)
    return [*((wort, wort) for wort in ordered), (OHNE, OHNE_PRIORITAET)]


def _pairs(found: Iterable[tuple[str, str]]) -> Choices:
    return list(dict(found).items())
