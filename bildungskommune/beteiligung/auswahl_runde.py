"""What the lists of rounds and comments show and can be filtered by."""

from django.utils import timezone
from django_filters.filters import ChoiceFilter

from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.beteiligung.models.stellungnahme import StellungnahmeQuerySet
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort


class RundenFilter(Filter):
    q = Suchwort("Titel", "titel")
    status = ChoiceFilter(label="Stand", choices=Beteiligungsrunde.Status.choices, empty_label="jeder Stand")


RUNDEN: tuple[Spalte[Beteiligungsrunde], ...] = (
    Spalte("Beteiligung", lambda runde: runde.titel, ("titel",), 50),
    Spalte("Fassung", lambda runde: str(runde.fassung), breite=50),
    Spalte("von", lambda runde: runde.von.isoformat(), ("-von",), 14),
    Spalte("bis", lambda runde: runde.bis.isoformat(), ("-bis",), 14),
    Spalte("Stand", lambda runde: runde.get_status_display(), ("status",), 20),
    Spalte("Stellungnahmen", lambda runde: getattr(runde, "eingegangen", 0), ("-eingegangen",), 16, klasse="zahl"),
)

OFFEN, FREI, VERBORGEN = "offen", "frei", "verborgen"


class StellungnahmenFilter(Filter):
    q = Suchwort("Wort", "anmerkungen__text", "anmerkungen__vorschlag", "einrichtung", "name", "code")
    art = ChoiceFilter(
        label="Von", choices=[("einrichtung", "Einrichtungen"), ("person", "Personen")], empty_label="allen"
    )
    status = ChoiceFilter(label="Stand", choices=Stellungnahme.Status.choices, empty_label="jeder Stand")
    sichtbar = ChoiceFilter(
        label="Öffentlich",
        choices=[(OFFEN, "noch nicht durchgesehen"), (FREI, "freigegeben"), (VERBORGEN, "verborgen")],
        empty_label="alle",
        method="with_review",
    )

    def with_review(self, rows: StellungnahmeQuerySet, name: str, value: str) -> StellungnahmeQuerySet:
        if value == VERBORGEN:
            return rows.exclude(verborgen_weil="")
        return rows.filter(freigegeben_am__isnull=value == OFFEN, verborgen_weil="")


def _remarks(row: Stellungnahme) -> str:
    return "\n\n".join(f"{one.teil or 'ganzer Text'}: {one.text or one.vorschlag}" for one in row.anmerkungen.all())


STELLUNGNAHMEN: tuple[Spalte[Stellungnahme], ...] = (
    Spalte("Nummer und Name", lambda row: row.nummer, ("nummer",), 18),
    Spalte("Code", lambda row: row.code, breite=12, nur_datei=True),
    Spalte("Von", lambda row: row.wer, breite=40, nur_datei=True),
    Spalte("Art", lambda row: row.art, breite=14, nur_datei=True),
    Spalte("Eingegangen", lambda row: timezone.localdate(row.eingegangen_am).isoformat(), ("-eingegangen_am",), 18),
    Spalte("Weg", lambda row: row.get_weg_display(), breite=20, nur_datei=True),
    Spalte("Stand", lambda row: row.get_status_display(), ("status",), 20),
    Spalte("Anmerkungen", _remarks, breite=90),
)
