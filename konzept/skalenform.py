"""Choose the scale of priorities of a document, and say where the words that fall away go to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from bildungskommune.text import counted
from bildungskommune.ui.felder import prepare
from bildungskommune.werkbank.formular import DeskForm
from konzept.skala import VORLAGEN, check_scale, standard

WIRD = "wird-"
WER = "Zum Beispiel Kreistag oder Zukunftswerkstatt Haldensleben. Bitte keine Namen von Personen."
EIGENE = ("", "Eigene Werte, wie sie unten stehen")


class Wortliste(forms.CharField):
    """Words, one a line."""

    widget = forms.Textarea(attrs={"rows": 7})

    def to_python(self, value: Any) -> Any:
        text = "\n".join(value) if isinstance(value, list) else super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        if value:
            check_scale(value)

    def run_validators(self, value: Any) -> None:
        """Check the characters of all words together: each validator expects a text."""
        super().run_validators("\n".join(value))


class SkalaForm(DeskForm):
    """The scale of one document; `benutzt` says how many things have which word today, `namen` what they are called."""

    senden = "Skala speichern"
    vorlage = forms.ChoiceField(
        label="Fertige Skala",
        required=False,
        choices=[EIGENE, *((name, ", ".join(worte)) for name, worte in VORLAGEN.items())],
    )
    prioritaeten = Wortliste(
        label="Werte",
        required=False,
        help_text="Zwei bis sieben, je Zeile ein Wert, der wichtigste zuerst. "
        "Gilt nur, wenn oben keine fertige Skala gewählt ist.",
    )

    def __init__(self, *args: Any, benutzt: Mapping[str, int], namen: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.benutzt = benutzt
        self._fragen: dict[str, str] = {}
        """The word that falls away, by the name of the field that asks for it."""
        asked = self._asked() if self.is_bound else []
        for nr, wort in enumerate(benutzt):
            if asked and wort not in asked:
                self._fragen[f"{WIRD}{nr}"] = wort
                self.fields[f"{WIRD}{nr}"] = _question(wort, counted(benutzt[wort], *namen), asked)
                prepare(f"{WIRD}{nr}", self.fields, autocomplete=False)
        self.layout("Welche Werte gibt es?", "vorlage", "prioritaeten")

    def _asked(self) -> Sequence[str]:
        """Return the words that were sent, whether good or not."""
        if ready := VORLAGEN.get(self.data.get("vorlage", "")):
            return ready
        lines = self.data.get("prioritaeten", "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if ready := VORLAGEN.get(data.get("vorlage", "")):
            data["prioritaeten"] = list(ready)
            self.errors.pop("prioritaeten", None)
        elif "prioritaeten" in data and not data["prioritaeten"]:
            self.add_error("prioritaeten", "Bitte nennen Sie die Werte, oder wählen Sie oben eine fertige Skala.")
        return data

    @property
    def felder(self) -> list[str]:
        """Name the scale when it is another one than before."""
        before = self.initial.get("prioritaeten", standard())
        return ["prioritaeten"] if before != self.cleaned_data["prioritaeten"] else []

    @property
    def fuer_die_regel(self) -> dict[str, dict[str, str]]:
        """Say where each word goes that falls away and is in use."""
        return {"wohin": {wort: self.cleaned_data[name] for name, wort in self._fragen.items()}}


class FestlegungForm(DeskForm):
    """One setting of a priority; the subclass names the model, and the words of its scale in their order."""

    senden = "Priorität festlegen"
    prioritaet = forms.ChoiceField(label="Priorität")

    class Meta:
        fields = ("prioritaet", "ab", "durch", "wer", "begruendung")
        help_texts: ClassVar[dict[str, str]] = {
            "ab": "Die früheren Prioritäten bleiben im Verlauf stehen.",
            "wer": WER,
        }

    def offer(self, worte: Iterable[str], *more: tuple[str, str]) -> None:
        """Let choose one of these words, in their order."""
        field = self.fields["prioritaet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Bitte wählen"), *((wort, wort) for wort in worte), *more]

    def validate_whole_row(self) -> None:
        """Any day is fine: a second entry for a day replaces the first."""
        self.instance.validate_constraints(exclude={"ab"})


def _question(wort: str, anzahl: str, neue: Sequence[str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Was wird aus „{wort}“?",
        help_text=f"So steht es heute bei: {anzahl}. Der Verlauf bleibt, wie er ist.",
        choices=[("", "Bitte wählen"), *((neu, neu) for neu in neue)],
        error_messages={"required": f"Bitte wählen Sie, was aus „{wort}“ wird. Der Wert ist noch in Gebrauch."},
    )
