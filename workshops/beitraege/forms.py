"""What the public fills in: a contribution, and the filter of their list."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import FilterForm, ModelForm, SpamschutzMixin
from workshops.beitraege.contributions import Einreichung
from workshops.beitraege.suche import OFFEN
from workshops.models import Beitrag, Thema, Workshop
from workshops.models.enums import Phase


class BeitragForm(SpamschutzMixin, ModelForm):
    senden = "Beitrag abgeben"
    foto = Bildfeld(
        label="Foto der Karte",
        required=False,
        help_text="Zum Beispiel von einer Karte, Skizze oder Pinnwand: JPG, PNG, WebP oder HEIC, höchstens 10 MB. "
        "Bitte keine Personen, die dem nicht zugestimmt haben. Ort und Gerät der Aufnahme löschen wir aus der Datei.",
    )

    class Meta:
        model = Beitrag
        fields: ClassVar[list[str]] = ["text", "phase", "autor_name", "autor_email", "namentlich"]
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"text": Fliesstext}
        widgets: ClassVar[dict[str, forms.Widget]] = {"text": forms.Textarea(attrs={"rows": 8})}
        labels: ClassVar[dict[str, str]] = {"phase": "Wozu gehört Ihr Beitrag?"}
        help_texts: ClassVar[dict[str, str]] = {
            "text": "Ein Gedanke genügt. Höchstens 3.500 Zeichen. Der Wortlaut bleibt, wie Sie ihn schreiben.",
            "autor_email": "Dann schicken wir Ihnen den Code. Die Adresse wird nie veröffentlicht.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "text": {"required": "Bitte schreiben Sie Ihren Beitrag."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].required = False
        phase = self.fields["phase"]
        assert isinstance(phase, forms.ChoiceField)
        phase.choices = [
            ("", "Das weiß ich nicht"),
            (Phase.KRITIK, "Kritik: Was stört oder fehlt?"),
            (Phase.PHANTASIE, "Phantasie: Wie könnte es sein?"),
            (Phase.VERWIRKLICHUNG, "Verwirklichung: Was packen wir an?"),
        ]
        self.initial["phase"] = ""
        for name, token in (("autor_name", "name"), ("autor_email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = token
        self.layout("text", "phase", "foto", "Wer sind Sie?", "autor_name", "autor_email", "namentlich")

    def clean_namentlich(self) -> bool:
        named = bool(self.cleaned_data["namentlich"])
        if named and "autor_name" in self.cleaned_data and not self.cleaned_data["autor_name"]:
            raise forms.ValidationError("Bitte tragen Sie oben Ihren Namen ein, oder nehmen Sie das Häkchen weg.")
        return named

    def einreichung(self) -> Einreichung:
        return Einreichung(**{name: self.cleaned_data[name] for name in (*self.Meta.fields, "foto")})


class WorkshopWahl(forms.ModelChoiceField):
    """A workshop by the name it has in addresses; the number of former addresses is understood too."""

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Workshop) else value

    def to_python(self, value: Any) -> Workshop | None:
        return self._found({"pk": value} if is_number(value) else {"slug": value}) if value else None

    def _found(self, wo: dict[str, Any]) -> Any:
        assert self.queryset is not None
        found = self.queryset.filter(**wo).first()
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found


class ThemaWahl(WorkshopWahl):
    """A Thema by the names of its Reihe and of its own, as they stand in its address."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.reihe.kennung}/{value.kennung}" if isinstance(value, Thema) else value

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        reihe, _, kennung = str(value).partition("/")
        return self._found({"pk": value} if is_number(value) else {"reihe__kennung": reihe, "kennung": kennung})


def is_number(value: object) -> bool:
    return str(value).isascii() and str(value).isdigit() and len(str(value)) < 10


class BeitragFilter(FilterForm):
    wort = forms.CharField(label="Wort", max_length=100)
    workshop = WorkshopWahl(label="Workshop", queryset=Workshop.objects.none(), empty_label="alle")
    thema = ThemaWahl(label="Thema", queryset=Thema.objects.none(), empty_label="alle")
    verbleib = forms.ChoiceField(
        label="Verbleib", choices=[("", "alle"), *Beitrag.Verbleib.choices, (OFFEN, "noch offen")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Q(beitraege__status=Beitrag.Status.VEROEFFENTLICHT)
        for name, queryset in (
            ("workshop", Workshop.objects.public()),
            ("thema", Thema.objects.filter(reihe__oeffentlich=True).select_related("reihe")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset.filter(shown).distinct()
