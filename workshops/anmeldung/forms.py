"""What the public fills in: a registration and its changes."""

from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bildungskommune.akteure.namen import known_as
from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import Form, ModelForm, SpamschutzMixin
from bildungskommune.ui.vorschlagsfeld import Vorschlagsfeld, suggest
from workshops.anmeldung import einrichtungen
from workshops.anmeldung.angaben import Daten, Kontakt, Nachtrag, Wuensche
from workshops.anmeldung.forms_kinder import HILFE, KinderFeld
from workshops.anmeldung.forms_weitere import HOECHSTENS, WeitereMixin, weitere_feld
from workshops.anmeldung.unterstuetzung import Bedarf
from workshops.models import Anmeldung, Arbeitsgruppe, Einladung, Unterstuetzung, Workshop

EINWILLIGUNG = (
    "Die Stabsstelle darf lesen und bis eine Woche nach dem Termin speichern, was ich hier zu meiner Unterstützung "
    "schreibe, auch wenn es etwas über meine Gesundheit sagt"
)
"""The consent in words. Another wording needs another `unterstuetzung.EINWILLIGUNG_TEXT`."""
OHNE_EINWILLIGUNG = (
    "Ohne Ihr Einverständnis dürfen wir diese Angabe nicht speichern. Bitte setzen Sie das Häkchen, oder leeren Sie "
    "das Feld darüber."
)
BEDARF = ("bedarf", "bedarf_einwilligung", "bedarf_loeschen")
FREI_WORTE = {0: "ausgebucht, Warteliste möglich", 1: "noch 1 Platz frei"}


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
        help_text="Zum Beispiel Gebärdensprache, Assistenz oder einen Platz vorn. Wir zeigen Ihnen diese Angabe später "
        "nicht noch einmal und löschen sie eine Woche nach dem Termin.",
        max_length=Unterstuetzung._meta.get_field("bedarf").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BedarfMixin(forms.BaseForm):
    """Takes support needs only together with the consent that the law asks for (Art. 9 DSGVO)."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        text, consent = self.cleaned_data.get("bedarf"), self.cleaned_data.get("bedarf_einwilligung")
        if text and not consent:
            self.add_error("bedarf_einwilligung", OHNE_EINWILLIGUNG)
        return cleaned

    def bedarf_angabe(self) -> Bedarf:
        return Bedarf(
            text=self.cleaned_data.get("bedarf", ""),
            einwilligung=self.cleaned_data.get("bedarf_einwilligung", False),
            loeschen=self.cleaned_data.get("bedarf_loeschen", False),
        )

    def values(self, kind: type[Wuensche | Kontakt | Nachtrag]) -> dict[str, Any]:
        """Return what the form says of the fields of this kind."""
        given = self.cleaned_data | {"bedarf": self.bedarf_angabe()}
        return {name: given[name] for name in kind.__dataclass_fields__ if name in given}


class WuenscheForm(BedarfMixin, ModelForm):
    """What somebody wishes for; consent to photos is given and withdrawn here as well."""

    kinder = KinderFeld()
    bedarf = _bedarf_feld()
    bedarf_einwilligung = forms.BooleanField(label=EINWILLIGUNG, required=False)

    class Meta:
        model = Anmeldung
        fields: ClassVar[list[str]] = [
            "ag_wunsch_1",
            "ag_wunsch_2",
            "verpflegung",
            "kinder",
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
        if not workshop.kinderbetreuung:
            del self.fields["kinder"]
        self.layout(*self._parts())

    def _parts(self) -> tuple[str, ...]:
        wishes = tuple(name for name in ("ag_wunsch_1", "ag_wunsch_2") if name in self.fields)
        return (
            *wishes,
            "Damit Sie gut teilnehmen können",
            "verpflegung",
            "kinder",
            *(name for name in BEDARF if name in self.fields),
            "Fotos",
            "foto_einwilligung",
        )

    def _offer_groups(self, workshop: Workshop) -> None:
        if not workshop.hat_gruppen:
            del self.fields["ag_wunsch_1"], self.fields["ag_wunsch_2"]
            return
        first, second = self.fields["ag_wunsch_1"], self.fields["ag_wunsch_2"]
        assert isinstance(first, forms.ModelChoiceField)
        assert isinstance(second, forms.ModelChoiceField)
        first.queryset = second.queryset = Arbeitsgruppe.objects.filter(workshop=workshop).with_wishes()
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


KONTAKT = ("name", "email", "einrichtung", "telefon")


class PersonForm(WuenscheForm):
    """A person with wishes: all that somebody may say and change."""

    class Meta(WuenscheForm.Meta):
        fields: ClassVar[list[str]] = [*KONTAKT, *WuenscheForm.Meta.fields]
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {
            **WuenscheForm.Meta.field_classes,
            "einrichtung": Vorschlagsfeld,
        }
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggest(self, "einrichtung", einrichtungen.offered)


class AnmeldungForm(SpamschutzMixin, WeitereMixin, PersonForm):
    """What a seat takes. All else is asked for by NachtragForm, when the address is known to be theirs."""

    senden = "Verbindlich anmelden"
    bedarf = bedarf_einwilligung = None  # type: ignore[assignment]  # so Django leaves out what a base declares
    weitere = weitere_feld(
        f"Eine Person je Zeile, höchstens {HOECHSTENS}. Mit einer E-Mail-Adresse dahinter bekommt sie eigene Post und "
        "bestätigt selbst, sonst schreiben wir Ihnen. Arbeitsgruppe und Verpflegung gelten zuerst für alle; über die "
        "Links in der E-Mail kann es jede Person für sich ändern."
    )

    class Meta(PersonForm.Meta):
        fields: ClassVar[list[str]] = [
            *("name", "email", "einrichtung", "ag_wunsch_1", "ag_wunsch_2", "verpflegung", "kinder")
        ]

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, workshop=workshop, **kwargs)
        self.fields["email"].required = True

    def _parts(self) -> tuple[str, ...]:
        return ("Wer kommt?", *self.Meta.fields[:3], "weitere", "Was wünschen Sie sich?", *self.Meta.fields[3:])

    def alle(self, einladung: Einladung | None = None) -> list[Daten]:
        """Return everybody whom the form names, first the person who fills it in."""
        typed = self.cleaned_data["einrichtung"]
        institution = einladung.institution if einladung else known_as(typed)
        return self.people(Daten(**self.values(Daten), einladung=einladung, institution=institution))


class NachtragForm(BedarfMixin, ModelForm):
    """What a seat does not take, asked for with the confirmation."""

    senden = "Anmeldung bestätigen"
    bedarf = _bedarf_feld()
    bedarf_einwilligung = forms.BooleanField(label=EINWILLIGUNG, required=False)

    class Meta:
        model = Anmeldung
        fields: ClassVar[list[str]] = ["telefon", "foto_einwilligung"]
        help_texts = PersonForm.Meta.help_texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("Damit Sie gut teilnehmen können", *BEDARF[:2], "Telefon und Fotos", "telefon", "foto_einwilligung")

    def nachtrag(self) -> Nachtrag:
        return Nachtrag(**self.values(Nachtrag))


class AenderungForm(PersonForm):
    """What may be changed with the link; support needs are replaced or withdrawn, never shown again."""

    senden = "Änderungen speichern"
    bedarf_loeschen = forms.BooleanField(label="Meine frühere Angabe zur Unterstützung löschen", required=False)

    class Meta(PersonForm.Meta):
        help_texts: ClassVar[dict[str, str]] = {
            **PersonForm.Meta.help_texts,
            "email": "Eine neue Adresse gilt, sobald Sie sie mit unserer E-Mail bestätigt haben.",
        }

    def __init__(self, *args: Any, workshop: Workshop, gespeichert: bool, **kwargs: Any) -> None:
        """`gespeichert` says that there are support needs, and nothing of what they are."""
        super().__init__(*args, workshop=workshop, **kwargs)
        self.fields["email"].required = bool(self.instance.email)
        if self.instance.kinderbetreuung and not self.instance.kinder and "kinder" in self.fields:
            self.fields["kinder"].help_text = f"Sie haben ein Kind angemeldet; bitte nennen Sie sein Alter. {HILFE}"
        if gespeichert:
            self.fields["bedarf"].help_text = (
                "Ihre frühere Angabe ist gespeichert; wir zeigen sie nicht noch einmal. "
                "Was Sie hier schreiben, ersetzt sie. Bleibt das Feld leer, gilt sie weiter."
            )
        else:
            del self.fields["bedarf_loeschen"]
        self.layout("Wer kommt?", *KONTAKT, *self._parts())

    def wuensche(self) -> Wuensche:
        return Wuensche(**self.values(Wuensche))

    def kontakt(self) -> Kontakt:
        return Kontakt(**self.values(Kontakt))


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
