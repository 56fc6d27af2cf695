"""What the office writes to many, and the seats it promises."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.brief import BriefForm, chosen_field
from bildungskommune.werkbank.formular import DeskForm, with_plain_line_ends
from workshops.einladungen.einladen import Schreiben
from workshops.einladungen.rundschreiben import Kreis
from workshops.models import Einladung, Workshop

EINER, REIHE = "einer", "reihe"
KONTINGENT = 500
"""So many seats one invitation may hold."""
EINLADUNG = """wir laden Sie herzlich zu unserem nächsten Workshop ein. Ihre Erfahrung ist uns wichtig: Was in der \
Einrichtung gelingt und was fehlt, wissen Sie am besten.

Bitte melden Sie alle, die kommen, über den Link in dieser E-Mail an."""
ERINNERUNG = """vor einiger Zeit haben wir Sie zu unserem Workshop eingeladen und noch nichts von Ihnen gehört. \
Möchten Sie kommen? Ein Klick genügt. Auch eine kurze Absage hilft uns bei der Planung."""

BESCHEINIGUNG = """vielen Dank, dass Sie dabei waren. Ihre Teilnahmebescheinigung liegt für Sie bereit."""


class EinladungForm(DeskForm):
    senden = "Einladen"

    class Meta:
        model = Einladung
        fields = ("institution", "kontingent", "plaetze_bis")
        help_texts = {
            "kontingent": "So viele Plätze sind für diese Einrichtung gedacht.",
            "plaetze_bis": "Bis dahin bleiben die Plätze für diese Einrichtung frei. Leer: Es wird keiner gehalten.",
        }

    def clean_institution(self) -> Institution:
        institution: Institution = self.cleaned_data["institution"]
        others: Iterable[Einladung] = self.instance.workshop.einladungen.exclude(pk=self.instance.pk)
        if any(other.institution_id == institution.pk for other in others):
            raise forms.ValidationError("Diese Institution ist schon eingeladen.")
        return institution

    def clean_kontingent(self) -> int:
        kontingent: int = self.cleaned_data["kontingent"]
        if not 1 <= kontingent <= KONTINGENT:
            raise forms.ValidationError(f"Bitte geben Sie zwischen 1 und {KONTINGENT} Plätze an.")
        return kontingent


class SchreibenForm(BriefForm):
    """A mail to many about a workshop."""

    def schreiben(self) -> Schreiben:
        """Return what was written."""
        return Schreiben(self.cleaned_data["betreff"], self.cleaned_data["text"])

    def entwurf(self, kontingent: int = 1) -> Schreiben:
        """Return what the preview shows: what was typed if it is good, else the words with so many seats."""
        if self.is_bound and self.is_valid():
            return self.schreiben()
        return Schreiben(self["betreff"].value() or "", self["text"].value() or "", kontingent)


class EinladungenForm(SchreibenForm):
    """An invitation to many. The hidden field holds whom the office chose, whatever the directory shows by now."""

    institutionen = chosen_field()
    kontingent = forms.IntegerField(
        label="Plätze je Einrichtung",
        min_value=1,
        max_value=KONTINGENT,
        help_text="So viele Personen können sich über den Link anmelden.",
    )
    plaetze_bis = forms.DateField(
        label="Plätze gehalten bis",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="So lange bleiben die Plätze für die Eingeladenen frei. Leer: Es wird keiner gehalten.",
    )
    auch_ohne_adresse = forms.BooleanField(
        label="Auch die Einrichtungen ohne E-Mail-Adresse einladen",
        required=False,
        help_text="Ihre Links stehen danach in der Liste der Einladungen. Verschicken müssen Sie sie selbst.",
    )

    def __init__(self, *args: Any, workshop: Workshop, ohne_adresse: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        if not ohne_adresse:
            del self.fields["auch_ohne_adresse"]
        self.layout("kontingent", "plaetze_bis", "betreff", "text", "auch_ohne_adresse", "institutionen")

    def clean_plaetze_bis(self) -> datetime | None:
        """Return the end of the day."""
        tag: date | None = self.cleaned_data["plaetze_bis"]
        if tag is None:
            return None
        if tag < timezone.localdate():
            raise forms.ValidationError("Dieser Tag ist vorbei. Bitte wählen Sie einen späteren.")
        if tag >= timezone.localdate(self.workshop.beginn):
            raise forms.ValidationError("Bitte wählen Sie einen Tag vor dem Workshop.")
        return timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))

    def schreiben(self) -> Schreiben:
        cleaned = self.cleaned_data
        return Schreiben(cleaned["betreff"], cleaned["text"], cleaned["kontingent"], cleaned["plaetze_bis"])


class RundschreibenForm(SchreibenForm):
    """A circular: to whom, and what. The hidden field holds how many the page said it reaches."""

    kreise = forms.MultipleChoiceField(label="An wen?", choices=Kreis.choices, widget=forms.CheckboxSelectMultiple)
    umfang = forms.ChoiceField(
        label="Aus welchen Workshops?",
        choices=[(EINER, "nur aus diesem Workshop"), (REIHE, "aus allen Workshops der Reihe")],
        widget=forms.RadioSelect,
    )
    erreicht = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = "Anrede und Gruß stehen schon in der E-Mail. Eine Leerzeile trennt Absätze."
        self.layout("kreise", "umfang", "betreff", "text", "erreicht")

    @property
    def ganze_reihe(self) -> bool:
        return bool(self["umfang"].value() == REIHE)

    @property
    def wahl(self) -> list[str]:
        """Return the circles that are ticked, as far as they exist."""
        ticked = self["kreise"].value() or ()
        return [kreis for kreis in ticked if kreis in Kreis.values]

    def say_reached(self, anzahl: int) -> None:
        """Let the hidden field say what the page says now."""
        data = with_plain_line_ends(self.data)
        data["erreicht"] = str(anzahl)
        self.data = data


class AntwortForm(Form):
    """The answer of the invited; the button says it."""

    antwort = forms.ChoiceField(choices=Einladung.Antwort.choices, widget=forms.HiddenInput)
