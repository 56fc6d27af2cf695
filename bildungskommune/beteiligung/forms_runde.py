"""What the office fills in: a round, and a comment that came on paper."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from bildungskommune.akteure.namen import offered
from bildungskommune.beteiligung.einreichen import WER, Absender, Eingang, Stimme
from bildungskommune.beteiligung.forms_public import dateienfeld, text_feld, vorschlag_feld
from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.beteiligung.runden import FEST
from bildungskommune.beteiligung.stellen import GANZ, Stelle, Stellen
from bildungskommune.fassungen.models import ONCE_PUBLIC, Fassung
from bildungskommune.ui.forms import Form
from bildungskommune.ui.vorschlagsfeld import Vorschlagsfeld, suggest
from bildungskommune.werkbank.formular import DeskForm

FASSUNGEN = 100
STELLEN = 400
"""So many places stand in one choice; of a longer text its parts alone."""


def _choice(runde: Beteiligungsrunde) -> QuerySet[Fassung]:
    """Return the newest drafts, and the Fassung that the round has already."""
    newest = Fassung.objects.exclude(status__in=ONCE_PUBLIC).order_by("-eingefroren_am", "-pk")[:FASSUNGEN]
    wanted = Q(pk__in=list(newest.values_list("pk", flat=True))) | Q(pk=runde.fassung_id)
    return Fassung.objects.without_snapshot().filter(wanted)


class FassungWahl(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.bezeichnung}, {obj.get_status_display()})"


class RundeForm(DeskForm):
    fassung = FassungWahl(
        label="Fassung",
        queryset=Fassung.objects.none(),
        empty_label="Bitte wählen",
        help_text="Der eingefrorene Text, zu dem Stellung genommen wird.",
    )

    class Meta:
        model = Beteiligungsrunde
        fields = ("fassung", "titel", "text", "kreis", "von", "bis", "sichtbar", "antwort_bis", "mit_leitung")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fassung"].queryset = _choice(self.instance)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["text"].help_text = "Was Sie wissen möchten, in wenigen Sätzen. Steht oben auf der Seite."
        self.fields["kreis"].help_text = (
            "„Nur mit Link“: Die Seite steht in keiner Liste, und niemand kann ihre Adresse erraten. Sie geben den "
            "Eingeladenen den Link."
        )
        self.fields["antwort_bis"].help_text = "Bis dahin sagen Sie eine Antwort zu. Steht bei jeder Stellungnahme."
        if self.instance.pk and self.instance.status != Beteiligungsrunde.Status.ENTWURF:
            for name in FEST:
                del self.fields[name]
        self.layout(
            *("fassung", "titel", "text", "Wer und wann?", "kreis", "von", "bis", "sichtbar"),
            *("Was danach kommt", "antwort_bis", "mit_leitung"),
        )


class GrundForm(Form):
    """Ask why; the sentence is public."""

    eigene_angaben = False
    grund = forms.CharField(
        label="Begründung",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Bitte nennen Sie den Grund. Er wird öffentlich gezeigt."},
    )

    def __init__(self, *args: Any, senden: str, hilfe: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senden = senden
        self.fields["grund"].help_text = hilfe


class StelleMixin(forms.BaseForm):
    """A remark with its place to choose from a list."""

    def choose_from(self, stellen: Stellen) -> None:
        self.stellen = stellen
        self.fields["stelle"].choices = list(_choices(stellen))  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("vorschlag"):
            self.add_error("text", "Bitte tragen Sie die Anmerkung oder den Vorschlag ein.")
        return cleaned

    def stimme(self) -> Stimme:
        """Return the remark."""
        stelle = self.stellen.named(self.cleaned_data["stelle"]) or Stelle()
        return Stimme(
            text=self.cleaned_data["text"],
            vorschlag=self.cleaned_data["vorschlag"],
            teil=stelle.teil.kennung if stelle.teil else "",
            absatz=stelle.absatz.kennung if stelle.absatz else "",
        )


def _choices(stellen: Stellen) -> Iterator[tuple[str, str] | tuple[str, list[tuple[str, str]]]]:
    yield "", GANZ
    is_long = sum(len(teil.absaetze) for teil in stellen.teile) > STELLEN
    for teil in stellen.teile:
        places = [] if is_long else [Stelle(teil, absatz) for absatz in teil.absaetze]
        entries = [(one.name, f"Absatz {nr}: {one.anfang}") for nr, one in enumerate(places, 1)]
        yield teil.titel, [(teil.kennung, f"{teil.titel} im Ganzen"), *entries]


def _stelle_feld() -> forms.ChoiceField:
    return forms.ChoiceField(label="Stelle", required=False)


class AnmerkungForm(StelleMixin, Form):
    senden = "Anmerkung eintragen"
    eigene_angaben = False
    stelle = _stelle_feld()
    text = text_feld()
    vorschlag = vorschlag_feld()

    def __init__(self, *args: Any, stellen: Stellen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(stellen)
        self.fields["vorschlag"].help_text = ""
        self.layout("stelle", "text", "vorschlag")


class ErfassenForm(StelleMixin, Form):
    """A comment that came on paper, by mail or in a talk."""

    senden = "Stellungnahme eintragen"
    eigene_angaben = False
    weg = forms.ChoiceField(
        label="Eingegangen",
        choices=[choice for choice in Stellungnahme.Weg.choices if choice[0] != Stellungnahme.Weg.PORTAL],
    )
    eingegangen_am = forms.DateField(label="Eingegangen am", initial=timezone.localdate)
    stelle = _stelle_feld()
    text = text_feld()
    vorschlag = vorschlag_feld()
    anlagen = dateienfeld()
    art = forms.ChoiceField(label="Für wen?", choices=[("einrichtung", "für eine Einrichtung"), ("person", "für sich")])
    einrichtung = Vorschlagsfeld(label="Einrichtung", required=False, max_length=300)
    name = forms.CharField(label="Vor- und Nachname", required=False, max_length=200)
    email = forms.EmailField(
        label="E-Mail-Adresse", required=False, help_text="Dann bekommt sie den Code und später die Antwort."
    )
    namentlich = forms.BooleanField(label="Die Person möchte öffentlich genannt werden", required=False)

    def __init__(self, *args: Any, stellen: Stellen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(stellen)
        suggest(self, "einrichtung", offered)
        self.fields["vorschlag"].help_text = ""
        self.fields["anlagen"].label = "Scan und Anlagen"
        self.layout(
            *("weg", "eingegangen_am", "Was gesagt wird", "stelle", "text", "vorschlag", "anlagen"),
            *("Von wem", "art", "einrichtung", "name", "email", "namentlich"),
        )

    def clean_eingegangen_am(self) -> Any:
        day = self.cleaned_data["eingegangen_am"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft. Bitte tragen Sie den Tag des Eingangs ein.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("art") == "einrichtung" and not cleaned.get("einrichtung"):
            self.add_error("einrichtung", "Bitte tragen Sie die Einrichtung ein.")
        return cleaned

    def absender(self) -> Absender:
        return Absender(**{name: self.cleaned_data[name] for name in WER})

    def eingang(self) -> Eingang:
        """Return how and when it came; of today the present moment counts, of an earlier day its noon."""
        day = self.cleaned_data["eingegangen_am"]
        now = timezone.localtime()
        am = now if day == now.date() else now.replace(year=day.year, month=day.month, day=day.day, hour=12)
        return Eingang(weg=self.cleaned_data["weg"], am=am)


class AbsenderForm(DeskForm):
    """Who a comment is from, as the office corrects it."""

    einrichtung = Vorschlagsfeld(label="Einrichtung", required=False, max_length=300)

    class Meta:
        model = Stellungnahme
        fields = ("art", "einrichtung", "name", "email", "namentlich")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggest(self, "einrichtung", offered)
        self.fields["art"].label = "Für wen?"
        self.fields["namentlich"].label = "Die Person möchte öffentlich genannt werden"
