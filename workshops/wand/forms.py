"""Forms for cards, Themen and dots."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, Sum
from django.utils import timezone

from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import FilterForm, Form
from bildungskommune.werkbank.formular import DeskForm
from workshops.models import Arbeitsgruppe, Phase, Punktabfrage, Thema, Workshop
from workshops.models.beitrag import BEITRAG_LAENGE
from workshops.models.enums import PunkteQuelle, Vorzeichen
from workshops.wand.cardwall import NeueKarte, columns
from workshops.wand.spalten import Wand
from workshops.wand.zuege import Zug

NEU = "neu"
ERST_BEENDEN = "Bitte beenden Sie zuerst die Abstimmung. Danach halten Sie fest, was entschieden wurde."


class WandFilter(FilterForm):
    """Narrow the wall to a group or a phase; new cards get both."""

    senden = "Zeigen"
    gruppe = forms.ModelChoiceField(label="Arbeitsgruppe", queryset=Arbeitsgruppe.objects.none(), empty_label="alle")
    phase = forms.ChoiceField(label="Phase", choices=[("", "alle"), *Phase.choices])

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["gruppe"].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField

    def wand(self) -> Wand:
        self.is_valid()
        data = self.cleaned_data
        return Wand(workshop=self.workshop, gruppe=data.get("gruppe"), phase=data.get("phase", ""))


class KarteForm(Form):
    """One line and Enter."""

    eigene_angaben = False
    text = forms.CharField(
        label="Neue Karte, Wortlaut wie auf dem Papier",
        max_length=BEITRAG_LAENGE,
        error_messages={"required": "Bitte schreiben Sie, was auf der Karte steht."},
    )
    thema = forms.ModelChoiceField(
        label="Thema", queryset=Thema.objects.none(), required=False, empty_label="ohne Thema"
    )
    vorzeichen = forms.ChoiceField(
        label="Art",
        required=False,
        choices=[(Vorzeichen.MINUS, "− Kritik"), (Vorzeichen.PLUS, "+ Lob, Idee"), (Vorzeichen.OHNE, "ohne")],
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"].queryset = columns(workshop)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["text"].widget.attrs.update({"autocomplete": "off", "autofocus": True})

    def karte(self, wand: Wand) -> NeueKarte:
        data = self.cleaned_data
        return NeueKarte(
            text=data["text"],
            vorzeichen=data["vorzeichen"],
            phase=wand.phase or Phase.OHNE,
            gruppe=wand.gruppe,
            thema=data["thema"],
        )


class WortlautForm(Form):
    """The words of a card just copied, to be mended."""

    eigene_angaben = False
    text = Fliesstext(
        label="Wortlaut wie auf dem Papier",
        max_length=BEITRAG_LAENGE,
        help_text="Das geht in den ersten 15 Minuten. Danach bleibt der Wortlaut, wie er ist.",
        error_messages={"required": "Bitte schreiben Sie, was auf der Karte steht."},
    )


class ZugForm(forms.Form):
    """Where a card goes: left, up, down, right, or into a Thema; `von` is the column it hangs in."""

    ZUEGE = (("l", "links"), ("o", "oben"), ("u", "unten"), ("r", "rechts"), ("thema", "in das Thema"))

    zug = forms.ChoiceField(choices=ZUEGE)
    von = forms.ModelChoiceField(queryset=Thema.objects.none(), required=False)
    thema = forms.CharField(required=False, max_length=20)
    titel = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["von"].queryset = workshop.themen.all()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = data.get("thema", "")
        data["ziel"] = None
        if data.get("zug") == "thema" and wanted == NEU and not data.get("titel"):
            raise forms.ValidationError("Bitte geben Sie dem neuen Thema einen Titel.")
        if wanted and wanted != NEU:
            data["ziel"] = self.workshop.themen.filter(pk=wanted).first() if wanted.isdigit() else None
            if data["ziel"] is None:
                raise forms.ValidationError(
                    "Dieses Thema gibt es an dieser Wand nicht mehr. Bitte wählen Sie ein anderes."
                )
        return data

    def step(self) -> Zug:
        data = self.cleaned_data
        neu = data["titel"] if data["zug"] == "thema" and data["thema"] == NEU else ""
        return Zug(data["zug"], von=data["von"], ziel=data["ziel"], neu=neu)


class ThemaForm(DeskForm):
    class Meta:
        model = Thema
        fields = ("titel", "beschreibung", "uebergeordnet")

    def __init__(self, *args: Any, themen: Sequence[Thema], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Thema.objects.filter(pk__in=[thema.pk for thema in themen if thema.pk != self.instance.pk])
        self.fields["uebergeordnet"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_uebergeordnet(self) -> Thema | None:
        """Refuse a circle: a Thema inside one of its own parts."""
        above: Thema | None = self.cleaned_data["uebergeordnet"]
        step, seen = above, set[int]()
        while step is not None and step.pk not in seen:
            if step.pk == self.instance.pk:
                raise forms.ValidationError(
                    "Dieses Thema ist selbst ein Unterthema davon. Bitte wählen Sie ein anderes."
                )
            seen.add(step.pk)
            step = step.uebergeordnet
        return above


class ZusammenfuehrenForm(Form):
    senden = "Zusammenführen"
    eigene_angaben = False
    ziel = forms.ModelChoiceField(
        label="Zusammenführen mit",
        queryset=Thema.objects.none(),
        empty_label="Bitte wählen",
        help_text="Alle Karten und Punkte gehen dorthin. Das Thema bleibt als Unterthema, damit seine Links gelten.",
    )

    def __init__(self, *args: Any, thema: Thema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Thema.objects.filter(reihe=thema.reihe_id, workshop=thema.workshop_id).exclude(pk=thema.pk)
        self.fields["ziel"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField


class AbfrageForm(DeskForm):
    class Meta:
        model = Punktabfrage
        fields = ("frage", "punkte_je_person", "nur_gedruckt")
        help_texts = {
            "nur_gedruckt": "Dann stimmt mit dem Telefon nur ab, wer einen gedruckten Zettel hat. "
            "Sonst gibt die Seite jedem einen, der danach fragt."
        }

    def clean_punkte_je_person(self) -> int:
        punkte: int = self.cleaned_data["punkte_je_person"]
        if not 1 <= punkte <= 100:
            raise forms.ValidationError("Bitte geben Sie zwischen 1 und 100 Punkte je Person an.")
        return punkte


class EntscheidungForm(DeskForm):
    class Meta:
        model = Punktabfrage
        fields = ("entscheidung", "entschieden_am", "entschiedene_themen")
        widgets = {
            "entscheidung": forms.Textarea(attrs={"rows": 4}),
            "entschiedene_themen": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "entscheidung": "Ein, zwei Sätze: wer was entschieden hat. Sie stehen auf der Seite des Workshops und "
            "jedes gewählten Themas. Ein leeres Feld nimmt sie zurück.",
            "entschiedene_themen": "Themen der Rangfolge, die meisten Punkte zuerst.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dots = Sum("punktstaende__punkte", filter=Q(punktstaende__abfrage=self.instance.pk))
        ranked = Thema.objects.annotate(summe=dots).filter(summe__gt=0).order_by("-summe", "position", "pk")
        self.fields["entschiedene_themen"].queryset = ranked  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_entschieden_am(self) -> date | None:
        day: date | None = self.cleaned_data["entschieden_am"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Bitte geben Sie einen Tag an, der nicht in der Zukunft liegt.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.beendet:
            self.add_error(None, ERST_BEENDEN)
        if not data.get("entscheidung") and (data.get("entschieden_am") or data.get("entschiedene_themen")):
            self.add_error("entscheidung", "Bitte schreiben Sie, was entschieden wurde.")
        return data


class PunkteFeld(forms.IntegerField):
    """How many dots lie on a Thema; left empty there are none, so nobody need be told that it may be."""

    def to_python(self, value: Any) -> int:
        return super().to_python(value) or 0


class ZaehlForm(Form):
    """The totals counted on paper: one number for each Thema."""

    senden = "Punkte speichern"
    eigene_angaben = False
    personen = forms.IntegerField(label="Personen, die Punkte vergaben", min_value=1, max_value=5000, required=False)

    def __init__(self, *args: Any, abfrage: Punktabfrage, themen: Sequence[Thema], **kwargs: Any) -> None:
        initial = {"personen": abfrage.personen, **_counted(abfrage)}
        super().__init__(*args, initial=initial, **kwargs)
        for thema in themen:
            field = PunkteFeld(label=thema.titel, min_value=0, max_value=100_000)
            field.error_messages["invalid"] = "Bitte geben Sie eine ganze Zahl an, zum Beispiel 12."
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"thema_{thema.pk}"] = field
        self.layout("personen", "Auf Papier gezählte Punkte", *[f"thema_{thema.pk}" for thema in themen])

    def punkte(self) -> dict[int, int]:
        """Return the dots by the key of the Thema."""
        return {
            int(name.removeprefix("thema_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("thema_")
        }


def _counted(abfrage: Punktabfrage) -> dict[str, int]:
    rows = abfrage.staende.filter(quelle=PunkteQuelle.PAPIER).values_list("thema_id", "punkte")
    return {f"thema_{pk}": punkte for pk, punkte in rows}
