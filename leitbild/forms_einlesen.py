"""Forms of the page that reads a text in: the file, then what becomes of each of its parts."""

from typing import Any

from django import forms

from bildungskommune import textdatei
from bildungskommune.textdatei import Datei, Unlesbar
from bildungskommune.ui.forms import Form
from leitbild.einlesen import AUSLASSEN, UEBERNEHMEN, VORSPANN, Plan, Zeile
from leitbild.models import Art
from leitbild.uebernahme import Wahl

EINLESEN = "einlesen"
ARTEN = [(str(art.value), f"neu: {art.label}") for art in Art]
NICHT = (AUSLASSEN, "auslassen")


class DateiForm(Form):
    """Takes the file; `text` is what was in it."""

    senden = "Weiter zur Vorschau"
    datei = forms.FileField(
        label="Textdatei",
        help_text="Aus Word (.docx) oder LibreOffice (.odt), höchstens 20 MB. Ein altes .doc speichern Sie vorher neu.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.odt"}),
    )
    text: Datei

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        try:
            self.text = textdatei.read(datei.file, datei.size)
        except Unlesbar as error:
            raise forms.ValidationError(str(error)) from error
        return datei


class VorschauForm(Form):
    """Asks for each part what it becomes; the text travels along."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for zeile in plan.zeilen:
            field = forms.ChoiceField(label=f"Was wird aus „{zeile.teil.worte}“?", choices=_choices(zeile))
            field.required = False
            field.initial = zeile.vorschlag
            self.fields[name(zeile.nr)] = field
        for nr, teil in enumerate(plan.datei.teile):
            if teil.vermutet:
                label = f"„{teil.worte}“ ist eine Überschrift"
                self.fields[f"ueberschrift-{nr}"] = forms.BooleanField(label=label, required=False)
        if plan.kopf:
            words = ", ".join(filter(None, (plan.datei.titel, plan.datei.untertitel)))
            self.fields["kopf"] = forms.BooleanField(
                label=f"Titel und Untertitel übernehmen: „{words}“", required=False
            )
            self.fields["kopf"].initial = plan.bekannt
        if plan.fehlend:
            choices = [(str(one.pk), str(one)) for one in plan.fehlend]
            self.fields["loeschen"] = forms.MultipleChoiceField(
                label="Nicht mehr in der Datei: löschen?",
                help_text="Diese Abschnitte bleiben, wenn Sie nichts ankreuzen.",
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for bound in self.fields.values():
            if isinstance(bound.widget, forms.Select):
                bound.widget.attrs["class"] = "knapp"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for zeile in self.plan.zeilen:
            if zeile.fehler and data.get(name(zeile.nr)):
                self.add_error(name(zeile.nr), " ".join(zeile.fehler))
        return data

    @property
    def wahl(self) -> Wahl:
        data = self.cleaned_data
        return Wahl(
            {zeile.nr: data[name(zeile.nr)] for zeile in self.plan.zeilen},
            {int(key) for key in data.get("loeschen", ())},
            bool(data.get("kopf")),
            self.data.get("stand", ""),
        )


def name(nr: int) -> str:
    """Return the field of a part of the file; before the first heading there is one more."""
    return f"was-{nr}"


def _choices(zeile: Zeile) -> list[tuple[str, str]]:
    if zeile.abschnitt is not None:
        return [(UEBERNEHMEN, "Änderungen übernehmen" if zeile.geaendert else "bleibt"), NICHT]
    if zeile.vorschlag == VORSPANN or "vorspann" in zeile.werte:
        return [(VORSPANN, "Vorspann des Leitbilds"), NICHT]
    return [*ARTEN, NICHT]
