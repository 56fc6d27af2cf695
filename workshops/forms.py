"""What the public fills in: registration, its changes, a contribution, the filter of the list."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.forms import FilterForm, Form, ModelForm, SpamschutzMixin
from workshops.contributions import Einreichung
from workshops.models import Anmeldung, Arbeitsgruppe, Beitrag, Einladung, Thema, Unterstuetzung, Workshop
from workshops.registration import Daten, Wuensche

FREI_WORTE = {0: "ausgebucht, Warteliste möglich", 1: "noch 1 Platz frei"}


class Fliesstext(forms.CharField):
    """Plain text kept as typed; only the line ends are made equal, so that they count once."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: browsers would cut a pasted text without a word."""
        return {}


class GruppenFeld(forms.ModelChoiceField):
    """The groups of a workshop with the seats that first wishes leave."""

    def label_from_instance(self, obj: Arbeitsgruppe) -> SafeString:
        wuensche: int = getattr(obj, "wuensche", 0)
        if obj.kapazitaet is None:
            return format_html("{}", obj.titel)
        frei = max(obj.kapazitaet - wuensche, 0)
        wort = FREI_WORTE.get(frei, f"{frei} Plätze frei")
        return format_html('{} <span class="unterzeile">{}</span>', obj.titel, wort)


def _bedarf_feld() -> Fliesstext:
    return Fliesstext(
        label="Was brauchen Sie, um gut teilnehmen zu können?",
        help_text="Zum Beispiel Gebärdensprache, Assistenz oder einen Platz vorn. "
        "Wir löschen diese Angabe eine Woche nach dem Termin.",
        max_length=Unterstuetzung._meta.get_field("bedarf").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WuenscheForm(ModelForm):
    """What may be changed after registering; consent to photos is withdrawn here as well."""

    senden = "Änderungen speichern"
    bedarf = _bedarf_feld()

    class Meta:
        model = Anmeldung
        fields: ClassVar[list[str]] = [
            "ag_wunsch_1",
            "ag_wunsch_2",
            "verpflegung",
            "kinderbetreuung",
            "foto_einwilligung",
        ]
        field_classes: ClassVar[dict[str, type[forms.Field]]] = dict.fromkeys(
            ("ag_wunsch_1", "ag_wunsch_2"), GruppenFeld
        )
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {"ag_wunsch_1": forms.RadioSelect}
        help_texts: ClassVar[dict[str, str]] = {
            "foto_einwilligung": "Das ist freiwillig. Über den Link in Ihrer E-Mail können Sie es zurücknehmen."
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_groups(workshop)
        self.layout(*self._parts())

    def _parts(self) -> tuple[str, ...]:
        wishes = tuple(name for name in ("ag_wunsch_1", "ag_wunsch_2") if name in self.fields)
        return (
            *wishes,
            "Damit Sie gut teilnehmen können",
            "verpflegung",
            "kinderbetreuung",
            "bedarf",
            "Fotos",
            "foto_einwilligung",
        )

    def _offer_groups(self, workshop: Workshop) -> None:
        gruppen = Arbeitsgruppe.objects.filter(workshop=workshop).with_wishes()
        if not gruppen:
            del self.fields["ag_wunsch_1"], self.fields["ag_wunsch_2"]
            return
        first, second = self.fields["ag_wunsch_1"], self.fields["ag_wunsch_2"]
        assert isinstance(first, forms.ModelChoiceField)
        assert isinstance(second, forms.ModelChoiceField)
        first.queryset = second.queryset = gruppen
        first.empty_label = None
        first.required = True
        first.error_messages["required"] = "Bitte wählen Sie eine aus."
        second.label = "Zweiter Wunsch, falls die Gruppe voll ist"
        second.empty_label = "kein zweiter Wunsch"

    def clean_ag_wunsch_2(self) -> Arbeitsgruppe | None:
        second: Arbeitsgruppe | None = self.cleaned_data["ag_wunsch_2"]
        if second is not None and second == self.cleaned_data.get("ag_wunsch_1"):
            raise forms.ValidationError("Bitte wählen Sie als zweiten Wunsch eine andere Arbeitsgruppe.")
        return second

    def _values(self, kind: type[Wuensche]) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in kind.__dataclass_fields__ if name in self.cleaned_data}

    def wuensche(self) -> Wuensche:
        return Wuensche(**self._values(Wuensche))


class AnmeldungForm(SpamschutzMixin, WuenscheForm):
    senden = "Verbindlich anmelden"

    class Meta(WuenscheForm.Meta):
        fields: ClassVar[list[str]] = ["name", "email", "einrichtung", "telefon", *WuenscheForm.Meta.fields]
        help_texts: ClassVar[dict[str, str]] = {
            **WuenscheForm.Meta.help_texts,
            "email": "Dorthin schicken wir den Link zum Bestätigen.",
            "einrichtung": "Kommen Sie für sich selbst? Dann schreiben Sie „privat“.",
            "telefon": "Nur falls der Termin kurzfristig ausfällt.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "name": {"required": "Bitte tragen Sie Ihren Namen ein."},
            "email": {"required": "Bitte tragen Sie Ihre E-Mail-Adresse ein."},
            "einrichtung": {"required": "Bitte tragen Sie einen Namen ein oder „privat“."},
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, workshop=workshop, **kwargs)
        self.fields["email"].required = True
        self.layout("Wer kommt?", "name", "email", "einrichtung", "telefon", *self._parts())

    def daten(self, einladung: Einladung | None = None) -> Daten:
        institution = einladung.institution if einladung else None
        return Daten(**self._values(Daten), einladung=einladung, institution=institution)


class VertretungForm(SpamschutzMixin, Form):
    senden = "Vertretung eintragen"
    eigene_angaben = False

    name = forms.CharField(label="Wer kommt an Ihrer Stelle?", max_length=200, help_text="Vor- und Nachname")
    email = forms.EmailField(
        label="E-Mail-Adresse der Vertretung",
        required=False,
        help_text="Dann schicken wir auch ihr den Termin und den Weg. Wir speichern die Adresse nicht.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("name", "email")


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
            ("kritik", "Kritik: Was stört oder fehlt?"),
            ("phantasie", "Phantasie: Wie könnte es sein?"),
            ("verwirklichung", "Verwirklichung: Was packen wir an?"),
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


class BeitragFilter(FilterForm):
    wort = forms.CharField(label="Wort", max_length=100)
    workshop = forms.ModelChoiceField(label="Workshop", queryset=Workshop.objects.none(), empty_label="alle")
    thema = forms.ModelChoiceField(label="Thema", queryset=Thema.objects.none(), empty_label="alle")
    verbleib = forms.ChoiceField(
        label="Verbleib", choices=[("", "alle"), *Beitrag.Verbleib.choices, ("offen", "noch offen")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Q(beitraege__status=Beitrag.Status.VEROEFFENTLICHT)
        for name, queryset in (
            ("workshop", Workshop.objects.public()),
            ("thema", Thema.objects.filter(reihe__oeffentlich=True)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset.filter(shown).distinct()
