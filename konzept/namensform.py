"""The form of a document for the words of its levels and for how they are counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.formular import DeskForm
from konzept.bezeichnungen import (
    NUR_VORSATZ,
    NUR_WORTE,
    VORSATZ_LAENGE,
    WORT_LAENGE,
    Bezeichnungen,
    Ebene,
    Folge,
    Genus,
    Zaehlung,
    check,
    read,
)

NEU_NUMMERIEREN = "neu_nummerieren"
NAMEN = tuple(one.name for one in fields(Ebene))


class BezeichnungenForm(DeskForm):
    """One group of fields for each level. `STANDARD` are its levels; `benutzt` says what stands on which.

    The first level holds the others, so there is no question whether it is used.
    """

    STANDARD: Mapping[str, Ebene] = {}

    def __init__(self, *args: Any, benutzt: Mapping[str, int], nummerierbar: bool = True, **kwargs: Any) -> None:
        stored = self.from_thing(kwargs["instance"])
        super().__init__(*args, **{**kwargs, "initial": stored})
        self.benutzt = benutzt
        if not nummerierbar:
            del self.fields[NEU_NUMMERIEREN]
        preview = Submit(VORSCHAU, "Vorschau zeigen", css_class="knapp")
        self.helper.add_input(preview)  # type: ignore[no-untyped-call]  # crispy_forms has no types
        parts: list[str] = []
        for art, usual in self.STANDARD.items():
            parts += [usual.mehrzahl, *(name for name in _names(art) if name in self.fields)]
        self.layout(*parts, "Vorhandene Nummern", NEU_NUMMERIEREN)

    def from_thing(self, thing: Any) -> dict[str, Any]:
        """Return the words and patterns of a document by the fields that ask for them."""
        shown = set(self.base_fields)
        found = {f"{art}_{name}": value for art, one in thing.worte.items() for name, value in asdict(one).items()}
        return {name: value for name, value in found.items() if name in shown}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for art in self.STANDARD:
            self._check_use(art, data)
            self._check_words(art, data)
        return data

    def _check_use(self, art: str, data: Mapping[str, Any]) -> None:
        """Refuse to give up a level on which something stands."""
        count = self.benutzt.get(art, 0)
        if count and data.get(f"{art}_benutzt") is False:
            ebene = self.instance.worte[art]
            self.add_error(
                f"{art}_benutzt",
                f"Hier gibt es noch {ebene.anzahl(count)}. Bitte löschen Sie sie zuerst, oder lassen Sie die Ebene an.",
            )

    def _check_words(self, art: str, data: Mapping[str, Any]) -> None:
        for name, sentence in (("einzahl", NUR_WORTE), ("mehrzahl", NUR_WORTE), ("vorsatz", NUR_VORSATZ)):
            if (value := data.get(f"{art}_{name}")) is None:
                continue
            try:
                check({art: {name: value}}, self.STANDARD)
            except ValidationError:
                self.add_error(f"{art}_{name}", sentence)

    @property
    def worte(self) -> Bezeichnungen:
        """What was asked for; only a good form knows it."""
        asked = {art: dict(self._asked(art)) for art in self.STANDARD}
        return read(asked, self.STANDARD)

    def _asked(self, art: str) -> Iterator[tuple[str, Any]]:
        for name in NAMEN:
            if (value := self.cleaned_data.get(f"{art}_{name}")) is not None:
                yield name, value

    @property
    def fuer_die_regel(self) -> dict[str, bool]:
        """Say whether everything is numbered anew."""
        return {NEU_NUMMERIEREN: bool(self.cleaned_data.get(NEU_NUMMERIEREN))}

    def _post_clean(self) -> None:
        if not self.errors:
            self.instance.bezeichnungen = self.worte.abweichungen
        super()._post_clean()

    @property
    def felder(self) -> list[str]:
        """Name the column when it holds something else than before."""
        stored = type(self.instance)._default_manager.values_list("bezeichnungen", flat=True).get(pk=self.instance.pk)
        return ["bezeichnungen"] if stored != self.instance.bezeichnungen else []


def _names(art: str) -> Iterator[str]:
    return (f"{art}_{name}" for name in NAMEN)


def _fields(art: str, usual: Ebene, *, outermost: bool, follows: Sequence[Folge]) -> Iterator[tuple[str, forms.Field]]:
    """Yield the fields that ask for one level."""
    yield (
        f"{art}_einzahl",
        forms.CharField(label="Einzahl", max_length=WORT_LAENGE),
    )
    yield (
        f"{art}_mehrzahl",
        forms.CharField(label="Mehrzahl", max_length=WORT_LAENGE),
    )
    yield f"{art}_genus", forms.ChoiceField(label="Artikel", choices=Genus.choices)
    if not outermost:
        yield (
            f"{art}_benutzt",
            forms.BooleanField(label=f"Dieses Dokument hat {usual.mehrzahl}", required=False),
        )
    yield f"{art}_zaehlung", forms.ChoiceField(label="Nummern", choices=Zaehlung.choices)
    if len(follows) > 1:
        choices = [(one.value, one.label) for one in follows]
        yield f"{art}_folge", forms.ChoiceField(label="Die Nummer", choices=choices)
    yield (
        f"{art}_vorsatz",
        forms.CharField(
            label="Vorsatz",
            max_length=VORSATZ_LAENGE,
            required=False,
            help_text="Steht vor der Nummer und ersetzt das Wort, zum Beispiel HF: „HF 1“.",
        ),
    )


def form_for(model: type[models.Model], standard: Mapping[str, Ebene]) -> type[BezeichnungenForm]:
    """Return the form of a kind of document with these levels, the first of which is always used."""
    asked: dict[str, Any] = {}
    for place, (art, usual) in enumerate(standard.items()):
        asked |= _fields(art, usual, outermost=place == 0, follows=list(Folge) if place else [])
    asked[NEU_NUMMERIEREN] = forms.BooleanField(
        label="Jetzt alle Nummern nach diesem Muster neu vergeben",
        required=False,
        help_text="Sonst bleiben sie, und nur neue bekommen eine Nummer nach dem Muster. Was von Hand gezählt wird, "
        "bleibt immer. Eingefrorene Fassungen und Links ändern sich nie.",
    )
    meta = type("Meta", (), {"model": model, "fields": ()})
    body = {"STANDARD": standard, "Meta": meta, "__module__": __name__, **asked}
    return type(f"{model.__name__}BezeichnungenForm", (BezeichnungenForm,), body)
