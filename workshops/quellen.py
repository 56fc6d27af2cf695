"""What the workshops offer to those who write: Themen and cards, narrowed by words, place, dots and use."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from bildungskommune.text import counted
from bildungskommune.tracing.verwendung import as_flag, used
from bildungskommune.ui.forms import FilterForm
from bildungskommune.werkbank.quellenwahl import Fund
from bildungskommune.werkbank.suchen import matching
from workshops.models import Beitrag, Phase, Punktstand, Reihe, Thema, Workshop, Zuordnung
from workshops.models.counting import count_of

THEMA, BEITRAG = "thema", "beitrag"
AUSZUG = 220
MOST_DOTS = 10_000


def themen(reihen: Sequence[Reihe] = ()) -> QuerySet[Thema]:
    """Return the Themen of these series, of all when none is named, those with most cards first.

    Each has `karten`, `punkte` and `verwendet`. What went into another Thema is left out.
    """
    found = Thema.objects.filter(_of(reihen), zusammengefuehrt=False).select_related("workshop", "reihe")
    karten = count_of(Zuordnung.objects.all(), "thema")
    found = found.annotate(karten=karten, punkte=_dots(), verwendet=as_flag(used(Thema)))
    return found.order_by("-karten", "position", "pk")


def beitraege(reihen: Sequence[Reihe] = ()) -> QuerySet[Beitrag]:
    """Return the contributions of these series, of all when none is named, newest first.

    Each has `verwendet`: it is a source, or one of its Themen is. Rejected ones are left out, and cards that went
    into another one.
    """
    found = Beitrag.objects.standing().exclude(status=Beitrag.Status.ZURUECKGEWIESEN).filter(_of(reihen))
    through_thema = Exists(Zuordnung.objects.filter(used(Thema, "thema"), beitrag=OuterRef("pk")))
    found = found.annotate(verwendet=as_flag(used(Beitrag) | Q(through_thema)))
    return found.select_related("workshop", "reihe").prefetch_related("themen")


def left_over(reihen: Sequence[Reihe]) -> tuple[int, int]:
    """Return how many Themen and how many contributions of these series are used nowhere."""
    both: tuple[QuerySet[Any], ...] = (themen(reihen), beitraege(reihen))
    free_themen, free_beitraege = (rows.filter(verwendet=False).order_by().count() for rows in both)
    return free_themen, free_beitraege


def _of(reihen: Sequence[Reihe]) -> Q:
    return Q(reihe__in=reihen) if reihen else Q()


def _dots(ref: str = "pk") -> Coalesce:
    """Return how many dots the Thema whose key stands in `ref` got in all."""
    mine = Punktstand.objects.filter(thema=OuterRef(ref)).order_by().values("thema")
    return Coalesce(Subquery(mine.annotate(summe=Sum("punkte")).values("summe"), output_field=IntegerField()), 0)


class WerkstattFilter(FilterForm):
    """What to look through, and how to narrow it; what makes no sense narrows nothing."""

    senden = "Suchen"
    art = forms.ChoiceField(label="Quelle", choices=[(THEMA, "Themen"), (BEITRAG, "Beiträge")])
    wort = forms.CharField(label="Wort oder Code", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    reihe = forms.ModelChoiceField(label="Reihe", queryset=Reihe.objects.all(), empty_label="alle")
    workshop = forms.ModelChoiceField(label="Workshop", queryset=Workshop.objects.all(), empty_label="alle")
    phase = forms.ChoiceField(label="Phase", choices=[("", "alle"), *Phase.choices])
    thema = forms.ModelChoiceField(label="Thema", queryset=Thema.objects.all(), empty_label="alle")
    punkte = forms.IntegerField(label="Punkte mindestens", min_value=0, max_value=MOST_DOTS)
    frei = forms.BooleanField(label="noch nirgends verwendet")

    def __init__(self, *args: Any, reihen: Sequence[Reihe] = (), **kwargs: Any) -> None:
        # Beside another form the ids must be its own.
        super().__init__(*args, auto_id="suche_%s", **kwargs)
        self.reihen = reihen
        self._offer("reihe", Reihe.objects.filter(pk__in=[one.pk for one in reihen]) if reihen else Reihe.objects.all())
        self._offer("workshop", Workshop.objects.filter(_of(reihen)).order_by("-beginn", "pk"))
        self._offer("thema", Thema.objects.filter(_of(reihen), zusammengefuehrt=False).order_by("titel", "pk"))
        if len(reihen) == 1:
            del self.fields["reihe"]
            self.layout(*self.fields)

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    @property
    def gefragt(self) -> dict[str, Any]:
        """What is asked for and makes sense, by field."""
        self.is_valid()
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return {name: value for name, value in data.items() if value}

    def rows(self) -> QuerySet[Any]:
        """Return the Themen or contributions that are asked for."""
        return self._beitraege() if self.gefragt.get("art") == BEITRAG else self._themen()

    def _themen(self) -> QuerySet[Thema]:
        asked = self.gefragt
        found = self._within(themen(self.reihen).filter(matching(asked.get("wort", ""), "titel", "beschreibung")))
        if phase := asked.get("phase"):
            found = found.filter(Exists(Zuordnung.objects.filter(thema=OuterRef("pk"), beitrag__phase=phase)))
        if thema := asked.get("thema"):
            found = found.filter(Q(pk=thema.pk) | Q(uebergeordnet=thema))
        return found.filter(punkte__gte=asked["punkte"]) if "punkte" in asked else found

    def _beitraege(self) -> QuerySet[Beitrag]:
        asked = self.gefragt
        found = self._within(beitraege(self.reihen).filter(matching(asked.get("wort", ""), "text", exact=["code"])))
        if phase := asked.get("phase"):
            found = found.filter(phase=phase)
        if thema := asked.get("thema"):
            found = found.filter(Exists(Zuordnung.objects.filter(thema=thema, beitrag=OuterRef("pk"))))
        if punkte := asked.get("punkte"):
            weighty = Zuordnung.objects.filter(beitrag=OuterRef("pk")).alias(punkte=_dots("thema"))
            found = found.filter(Exists(weighty.filter(punkte__gte=punkte)))
        return found

    def _within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.gefragt
        rows = rows.filter(**{name: asked[name] for name in ("reihe", "workshop") if name in asked})
        return rows.filter(verwendet=False) if "frei" in asked else rows


def fund(row: Thema | Beitrag) -> Fund:
    """Return a Thema or contribution of `themen` or `beitraege` as one row to choose."""
    is_used = bool(getattr(row, "verwendet", False))
    if isinstance(row, Thema):
        karten, punkte = getattr(row, "karten", 0), getattr(row, "punkte", 0)
        wo = [str(row.workshop or ""), counted(punkte, "Punkt", "Punkte") if punkte else ""]
        return Fund(f"thema-{row.pk}", f"Thema „{row.titel}“, {counted(karten, 'Karte', 'Karten')}", _line(wo), is_used)
    text = row.text if len(row.text) <= AUSZUG else row.text[:AUSZUG].rsplit(" ", 1)[0] + " …"
    phase = row.get_phase_display() if row.phase != Phase.OHNE else ""
    wo = [row.code, str(row.workshop or ""), phase, *(f"Thema „{thema}“" for thema in row.themen.all())]
    return Fund(f"beitrag-{row.pk}", f"„{text}“", _line(wo), is_used)


def _line(parts: Sequence[str]) -> str:
    return " · ".join(filter(None, parts))
