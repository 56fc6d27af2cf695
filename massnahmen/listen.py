"""Lists of measures: what the filter in the address selects, with the newest Sachstand of each row."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from bildungskommune.akteure.models import Stelle
from bildungskommune.ui.forms import FilterForm
from konzept.models import Handlungsfeld
from massnahmen.models import Massnahme, Massnahmenbezug, MassnahmeStatus, Meilenstein, Sachstand

OHNE_BERICHT = timedelta(days=183)
IN_ARBEIT = (MassnahmeStatus.VORGESEHEN, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.VERZOEGERT)
Choices = list[tuple[str, str]]


class MassnahmeFilter(FilterForm):
    """Filter of the public list; what it offers is what there is."""

    stand = forms.ChoiceField(label="Stand")
    feld = forms.ChoiceField(label="Handlungsfeld")
    horizont = forms.ChoiceField(label="Horizont")
    stelle = forms.ChoiceField(label="Zuständig")
    wort = forms.CharField(label="Wort im Text", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, *args: object, stellen: Choices, felder: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._offer("stand", [("", "jeder Stand"), *MassnahmeStatus.choices])
        self._offer("feld", [("", "alle Handlungsfelder"), *felder])
        self._offer("horizont", [("", "jeder Horizont"), *Massnahme.Horizont.choices])
        self._offer("stelle", [("", "alle Stellen"), *stellen])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def selected(self, massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
        """Return what the filter leaves; a value that is not offered selects nothing away."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            if value:
                massnahmen = massnahmen.filter(_condition(name, value))
        return massnahmen

    @property
    def is_set(self) -> bool:
        self.is_valid()
        return any(self.cleaned_data.values())


class ArbeitFilter(MassnahmeFilter):
    """Filter of the office: also what waits for somebody."""

    offen = forms.ChoiceField(label="Es fehlt")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through to MassnahmeFilter
        self._offer("offen", [("", "alles"), ("sachstand", "ein neuer Sachstand"), ("meilenstein", "ein Meilenstein")])


def _condition(name: str, value: str) -> Q | Exists:
    if name == "stand":
        return Q(status=value)
    if name == "feld":
        return _in_feld(value)
    if name == "horizont":
        return Q(horizont=value)
    if name == "stelle":
        return Q(federfuehrung__kennung=value)
    if name == "offen":
        return without_report() if value == "sachstand" else behind_milestone()
    return Q(titel__icontains=value) | Q(kurzbeschreibung__icontains=value) | Q(ziel__icontains=value) | Q(nr=value)


def _in_feld(kennung: str) -> Exists:
    """A measure belongs to every Handlungsfeld it is linked with, directly or by a Strategie or Ziel."""
    direct = Q(handlungsfeld__kennung=kennung)
    by_part = Q(strategie__handlungsfeld__kennung=kennung) | Q(ziel__handlungsfeld__kennung=kennung)
    return Exists(Massnahmenbezug.objects.filter(direct | by_part, massnahme=OuterRef("pk")))


def without_report(today: date | None = None) -> Q:
    """Measures at work of which nothing was heard for half a year."""
    since = (today or timezone.localdate()) - OHNE_BERICHT
    heard = Exists(Sachstand.objects.filter(massnahme=OuterRef("pk"), stichtag__gte=since))
    return Q(status__in=IN_ARBEIT) & ~Q(heard)


def behind_milestone(today: date | None = None) -> Q:
    """Measures at work with a milestone that is past and not reached."""
    late = Meilenstein.objects.filter(
        massnahme=OuterRef("pk"), erreicht_am__isnull=True, datum__lt=today or timezone.localdate()
    )
    return Q(status__in=IN_ARBEIT) & Q(Exists(late))


def with_newest_report(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load the one newest Sachstand of each measure as `neueste`, a list of none or one."""
    newest = Sachstand.objects.order_by("massnahme_id", "-stichtag", "-pk").distinct("massnahme_id")
    return massnahmen.select_related("federfuehrung").prefetch_related(
        Prefetch("sachstaende", queryset=newest, to_attr="neueste")
    )


def newest_of(massnahme: Massnahme) -> Sachstand | None:
    """Return the Sachstand that `with_newest_report` loaded."""
    loaded: list[Sachstand] = getattr(massnahme, "neueste", [])
    return loaded[0] if loaded else None


def felder_of(massnahmen: QuerySet[Massnahme], *, oeffentlich: bool) -> Choices:
    """Return the Handlungsfelder that these measures are linked with, for the filter."""
    bezuege = Massnahmenbezug.objects.filter(massnahme__in=massnahmen.order_by())
    felder = Handlungsfeld.objects.filter(
        Q(pk__in=bezuege.values("handlungsfeld"))
        | Q(pk__in=bezuege.values("strategie__handlungsfeld"))
        | Q(pk__in=bezuege.values("ziel__handlungsfeld"))
    )
    if oeffentlich:
        felder = felder.public()
    return _pairs((feld.kennung, str(feld)) for feld in felder)


def stellen_of(massnahmen: QuerySet[Massnahme]) -> Choices:
    """Return the Stellen that lead one of these measures, for the filter."""
    stellen = Stelle.objects.filter(pk__in=massnahmen.order_by().values("federfuehrung"))
    return _pairs((stelle.kennung, stelle.name) for stelle in stellen)


def _pairs(found: Iterable[tuple[str, str]]) -> Choices:
    return list(dict(found).items())
