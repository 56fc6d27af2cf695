"""Choose what a thing comes from, and say why: as many rows as wanted, one sentence for all or one each.

A stage brings the rows that it found, each as a `Fund`, and stores what was chosen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.paginator import Page
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from bildungskommune.access import Request
from bildungskommune.audit.log import By
from bildungskommune.ui.felder import prepare
from bildungskommune.ui.forms import FilterForm, Form
from bildungskommune.ui.paging import page
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.seiten import Krumen, Seite, sent

L = TypeVar("L", bound=models.Model)
GRUND = "grund-"
ZEILEN = 20
GRUND_LAENGE = 2000


@dataclass(frozen=True)
class Fund:
    """One row that may become a source; `schluessel` names it, as "thema-12" does."""

    schluessel: str
    text: str
    wo: str = ""
    """Where it comes from, and what else helps to choose."""
    verwendet: bool = False

    @property
    def unter(self) -> str:
        """What stands below the words."""
        return " · ".join(filter(None, (self.wo, "" if self.verwendet else "noch nirgends verwendet")))


@dataclass(frozen=True)
class Zeile:
    """One row of the form: what was found, its box, and the box for a reason of its own."""

    fund: Fund
    gewaehlt: bool
    id: str
    grund: BoundField


class QuellenForm(Form):
    """What a search found, with boxes to tick, and the reason that stands in public beside the link."""

    eigene_angaben = False
    senden = "Als Quelle eintragen"
    quelle = forms.MultipleChoiceField(
        label="Quelle",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte kreuzen Sie mindestens eine Quelle an.",
            "invalid_choice": "Eine Quelle steht nicht mehr in der Liste. Bitte wählen Sie neu.",
        },
    )
    begruendung = forms.CharField(
        label="Begründung für alle",
        max_length=GRUND_LAENGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, funde: Sequence[Fund], warum: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funde = funde
        field = self.fields["quelle"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(fund.schluessel, fund.text) for fund in funde]
        self.fields["begruendung"].help_text = warum
        for fund in funde:
            label = f"Eigene Begründung für {fund.text}"
            box = forms.Textarea(attrs={"rows": 2})
            self.fields[GRUND + fund.schluessel] = forms.CharField(
                label=label, required=False, max_length=GRUND_LAENGE, widget=box
            )
            prepare(GRUND + fund.schluessel, self.fields, autocomplete=False)

    def zeilen(self) -> Iterator[Zeile]:
        """Yield the rows for the page, in the order in which they were found."""
        chosen = self["quelle"].value() or ()
        for number, fund in enumerate(self.funde):
            grund = self[GRUND + fund.schluessel]
            yield Zeile(fund, fund.schluessel in chosen, f"{self['quelle'].auto_id}_{number}", grund)

    def clean(self) -> dict[str, Any]:
        """Take a reason for all, or one at each chosen row."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("quelle", [])
        each_has_one = bool(chosen) and all(data.get(GRUND + key) for key in chosen)
        if each_has_one and self.has_error("begruendung", "required"):
            del self.errors["begruendung"]
        return data

    @property
    def gewaehlt(self) -> list[tuple[str, str]]:
        """Key and reason of each chosen row."""
        data = self.cleaned_data
        return [(key, data.get(GRUND + key) or data.get("begruendung", "")) for key in data["quelle"]]


@dataclass(frozen=True)
class Wahl:
    """The picker as a page shows it: how to search, what was found, and the form to choose from it."""

    suche: FilterForm
    seite: Page[Any]
    form: QuellenForm
    adresse: str
    """Where the form is sent to: the page that finds the same rows."""
    leer: str = "Nichts gefunden. Suchen Sie ein anderes Wort, oder nehmen Sie einen Filter weg."


def choose(
    request: Request,
    suche: FilterForm,
    rows: QuerySet[Any],
    fund: Callable[[Any], Fund],
    *,
    adresse: str,
    warum: str,
    form: Callable[..., QuellenForm] = QuellenForm,
) -> Wahl:
    """Return the page of `rows` that the address asks for; `fund` says what stands on a row.

    `adresse` is the page that takes what was chosen. Elsewhere the picker is a part of a page and takes nothing.
    A stage that asks for more than sources and a reason brings a `form` of its own.
    """
    seite = page(request, rows, ZEILEN)
    is_here = request.path == adresse
    shown = form(sent(request) if is_here else None, funde=[fund(row) for row in seite], warum=warum)
    suche.helper.form_action = adresse
    asked = request.GET.urlencode()
    return Wahl(suche, seite, shown, f"{adresse}?{asked}" if asked else adresse)


def link(kind: type[L], gewaehlt: Iterable[tuple[str, str]], *, by: By, **thing: models.Model) -> int:
    """Store a link of this kind from the thing to each chosen row, with its reason, all or none; return how many."""
    return len(links(kind, gewaehlt, by=by, **thing))


def links(kind: type[L], gewaehlt: Iterable[tuple[str, str]], *, by: By, **thing: models.Model) -> list[L]:
    """Store the same as `link` does, and return what was stored."""
    with transaction.atomic():
        found = [kind(begruendung=grund, **thing, **row_of(key)) for key, grund in gewaehlt]
        for one in found:
            aendern.create(one, by=by)
    return found


def row_of(schluessel: str) -> dict[str, int]:
    """Return field and key that a choice such as "thema-12" names."""
    art, _, pk = schluessel.partition("-")
    return {f"{art}_id": int(pk)}


def wahl_seite(frage: str, eltern: Krumen, wahl: Wahl, *, ueber: str, wortlaut: str, stufe: int) -> Seite:
    """Return the page that asks `frage` about a thing: a search, what it found, and the form to choose from it."""
    mehr = {"wahl": wahl, "seite": wahl.seite, "wortlaut": wortlaut, "allein": True}
    return Seite(frage, eltern, ueber=ueber, stufe=stufe, template="werkbank/quelle.html", mehr=mehr)
