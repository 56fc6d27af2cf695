"""The forms of an Umsetzungsbericht, and of what it says of one measure or one Handlungsfeld."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from massnahmen.forms.massnahme import BeschlussFeld
from massnahmen.models import Beschlussvorschlag, Feldurteil, Umsetzungsbericht

ZUKUNFT = (
    "Der Stichtag liegt in der Zukunft. Der Bericht sagt, was bis zu seinem Stichtag geschehen ist: Bitte nennen Sie "
    "einen Tag bis heute. Sie können ihn ändern, solange Sie am Bericht arbeiten."
)
NICHT_FRUEHER = "Der vorige Bericht muss einen früheren Stichtag haben. Bitte wählen Sie einen anderen."


class BerichtForm(DeskForm):
    beratung = BeschlussFeld(
        label="Beratung",
        queryset=Beratung.objects.newest().public(),
        required=False,
        help_text="Die Sitzung, in der über den Bericht beraten wird. Sie wird bei den Vorlagen eingetragen.",
    )

    class Meta:
        model = Umsetzungsbericht
        fields = ("titel", "art", "plan", "stichtag", "vorbericht", "gremium", "beratung", "vorwort", "fazit")
        widgets = {"stichtag": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "titel": "Zum Beispiel „Umsetzungsbericht 2026“.",
            "art": "Eine Evaluation sagt außerdem, was in jedem Handlungsfeld gewirkt hat.",
            "plan": "Im Bericht stehen seine öffentlichen Maßnahmen.",
            "stichtag": "Der Bericht sagt, wie es an diesem Tag stand. Es zählen freigegebene Sachstände bis dahin.",
            "vorbericht": "Er wird daneben gestellt: Was ist seitdem anders? Ohne einen ist es die Fassung des Plans.",
            "gremium": "Wem Sie berichten, zum Beispiel der Kreistag.",
            "vorwort": MARKDOWN,
            "fazit": "Was folgt daraus im Ganzen?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Umsetzungsbericht.objects.exclude(pk=self.instance.pk)
        self.fields["vorbericht"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField
        self.layout(
            *("Bericht", "titel", "art", "plan", "stichtag", "vorbericht"),
            *("Für wen?", "gremium", "beratung", "Worte dazu", "vorwort", "fazit"),
        )

    def clean_stichtag(self) -> date:
        tag: date = self.cleaned_data["stichtag"]
        if tag > timezone.localdate():
            raise forms.ValidationError(ZUKUNFT)
        return tag

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        vorbericht, tag = cleaned.get("vorbericht"), cleaned.get("stichtag")
        if vorbericht is not None and tag is not None and vorbericht.stichtag >= tag:
            self.add_error("vorbericht", NICHT_FRUEHER)
        return cleaned


class UrteilForm(DeskForm):
    """What was reached and what is recommended, of a measure or of a Handlungsfeld."""

    class Meta:
        fields = ("wirkung", "empfehlung", "begruendung")
        widgets = {"empfehlung": forms.RadioSelect}
        help_texts = {
            "wirkung": "Was ist erreicht, und woran sieht man das?",
            "begruendung": "Warum empfehlen Sie das? Steht im Bericht unter der Empfehlung.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout(*self.Meta.fields)


class VorschlagForm(UrteilForm):
    senden = "Vorschlag speichern"

    class Meta(UrteilForm.Meta):
        model = Beschlussvorschlag


class FeldurteilForm(UrteilForm):
    senden = "Urteil speichern"

    class Meta(UrteilForm.Meta):
        model = Feldurteil
