"""Vorlagen and their Beratungen as the office enters them."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm

ANLAGEN, ANLAGE_LAENGE = 50, 300
FASSUNGEN = 100


class Zeilen(forms.CharField):
    """A list of texts, one a line; lines without a word do not count."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > ANLAGEN or any(len(line) > ANLAGE_LAENGE for line in value):
            raise forms.ValidationError(
                f"Bitte nennen Sie höchstens {ANLAGEN} Anlagen mit je höchstens {ANLAGE_LAENGE} Zeichen."
            )


def _choice(vorlage: Vorlage) -> QuerySet[Fassung]:
    """Return the newest Fassungen, and those that the Vorlage carries already."""
    newest = Fassung.objects.order_by("-eingefroren_am", "-pk").values("pk")[:FASSUNGEN]
    mine = vorlage.fassungen.values("pk") if vorlage.pk else Fassung.objects.none().values("pk")
    return Fassung.objects.without_snapshot().filter(
        Q(pk__in=list(newest.values_list("pk", flat=True))) | Q(pk__in=mine)
    )


class FassungenWahl(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.bezeichnung}, {obj.get_status_display()})"


class VorlageForm(DeskForm):
    fassungen = FassungenWahl(
        label="Fassungen aus dem Portal",
        queryset=Fassung.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Genau die Fassungen, über die beraten wird. Ihr Stand folgt den Beratungen, die Sie hier eintragen."
        ),
    )
    anlagen = Zeilen(
        label="Weitere Anlagen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was nicht aus dem Portal stammt, eine Anlage je Zeile.",
    )
    link = forms.URLField(
        label="Link zum Ratsinformationssystem", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Vorlage
        fields = ("nummer", "art", "betreff", "federfuehrung", "fassungen", "anlagen", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fassungen = self.fields["fassungen"]
        fassungen.queryset = _choice(self.instance)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["nummer"].help_text = "Wie im Ratsinformationssystem, zum Beispiel 0659/40/2024."
        self.fields["betreff"].widget.attrs["rows"] = 3
        worueber = ("Worüber wird beraten?", "fassungen", "anlagen", "link")
        self.layout("Vorlage", "nummer", "art", "betreff", "federfuehrung", *worueber)


class BeschlussfassungForm(Form):
    senden = "Beschlussfassung einfrieren"
    stichtag = forms.DateField(
        label="Stichtag", initial=timezone.localdate, help_text="Meist der Tag, an dem das Gremium beschlossen hat."
    )
    eingearbeitet = forms.BooleanField(label="Die beschlossenen Änderungen stehen im Entwurf.")

    def __init__(self, *args: Any, stichtag: date | None = None, **kwargs: Any) -> None:
        """A document with a day of its own is asked for none."""
        super().__init__(*args, **kwargs)
        if stichtag is not None:
            del self.fields["stichtag"]
        self.layout(*(name for name in ("stichtag", "eingearbeitet") if name in self.fields))


class BeratungForm(DeskForm):
    link = forms.URLField(label="Link zur Niederschrift", required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Beratung
        fields = (
            *("gremium", "rolle", "datum", "top", "nichtoeffentlich"),
            *("ergebnis", "ja", "nein", "enthaltung", "auflagen", "link"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ergebnis"].help_text = "Lassen Sie das Feld leer, solange die Sitzung noch aussteht."
        ergebnis = ("Was kam heraus?", "ergebnis", "ja", "nein", "enthaltung", "auflagen", "link")
        self.layout("Wer berät wann?", "gremium", "rolle", "datum", "top", "nichtoeffentlich", *ergebnis)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        counted = any(cleaned.get(name) is not None for name in ("ja", "nein", "enthaltung"))
        if counted and cleaned.get("ja") is None:
            self.add_error("ja", "Bitte geben Sie auch die Ja-Stimmen an, notfalls 0.")
        return cleaned
