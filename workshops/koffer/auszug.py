"""What of a workshop travels: to the hall only what is needed there, back all that was made there."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.herkunft import own_head
from workshops.koffer.datei import FORMAT, VERSION, Inhalt
from workshops.models import Anmeldung, Workshop

AN_DER_TUER = (
    "eingegangen_am",
    "name",
    "einrichtung",
    "ag_wunsch_1",
    "gruppe",
    "vertretung",
    "status",
    "status_seit",
    "teilnahme",
)
"""All that leaves the office of a registration: no address, no telephone, no wish for food, no consent."""
BLEIBT = {
    "workshops": ("einladungen", "kooperationspartner"),
    "beitraege": ("autor_name", "autor_email", "institution", "namentlich"),
}
SCHRITT = ("art", "titel", "phase", "gruppe__kennung", "abfrage__kennung")
"""What travels of the steps laid out for the hall, which stand in no Akte and do not come back."""
ZURUECK: Mapping[str, tuple[str, ...]] = {
    "reihen": (),
    "workshops": ("ergebnis",),
    "gruppen": ("titel", "raum", "kapazitaet", "ergebnis"),
    "anmeldungen": ("einrichtung", "vertretung", "ag_wunsch_1", "status"),
    "teilnahme": ("arbeitsgruppe",),
    "punktabfragen": ("frage", "punkte_je_person", "personen", "beendet"),
    "punkte": ("punkte",),
    "auszaehlung": ("zettel", "vertretung"),
    "projektskizzen": ("titel", "ziel", "schritte", "verantwortliche", "verbuendete", "termin", "gruppe", "themen"),
    "beitraege": ("text", "phase", "vorzeichen", "gruppe", "status"),
    "themen": ("titel", "beschreibung", "uebergeordnet", "zusammengefuehrt"),
    "karten": (),
    "kartenherkunft": ("art",),
}
"""What is brought home; of rows that were taken along only these fields, of new ones everything."""


def take_along(workshop: Workshop) -> Inhalt:
    """Return the file for the hall."""
    standing = Q(workshop=workshop) & ~Q(status=Anmeldung.Status.STORNIERT)
    akte = _written(_rows(workshop) | {"orte": Q(workshops=workshop), "anmeldungen": standing})
    for reihe in akte["reihen"]:
        for one in reihe["workshops"]:
            _leave(one, BLEIBT["workshops"])
            if "anmeldungen" in one:
                one["anmeldungen"] = [_at_the_door(satz) for satz in one["anmeldungen"]]
        for satz in reihe.get("beitraege", []):
            _leave(satz, BLEIBT["beitraege"])
    return {
        "format": FORMAT,
        "version": VERSION,
        "workshop": workshop.slug,
        "adresse": settings.BASE_URL,
        "am": timezone.now().isoformat(),
        "mitgenommen": akte,
        "schritte": list(workshop.saalschritte.order_by("position", "pk").values(*SCHRITT)),
    }


def bring_home(workshop: Workshop, mitgenommen: Inhalt) -> Inhalt:
    """Return the file for the office: what was taken along, and how all of it is now."""
    akte = _written(_rows(workshop))
    return mitgenommen | {"am": timezone.now().isoformat(), "jetzt": akte}


def as_it_is_here(workshop: Workshop) -> dict[str, Any]:
    """Return the workshop with all Themen of its Reihe, whose order is one, and everything that stands in an Akte."""
    reihe = workshop.reihe_id
    return _written(_rows(workshop) | {"themen": Q(reihe=reihe), "karten": Q(thema__reihe=reihe)})


def _rows(workshop: Workshop) -> dict[str, Q]:
    here = Q(workshop=workshop)
    parts = ("programm", "gruppen", "einladungen", "anmeldungen", "punktabfragen", "projektskizzen", "beitraege")
    return {
        "reihen": Q(pk=workshop.reihe_id),
        "workshops": Q(pk=workshop.pk),
        **dict.fromkeys((*parts, "themen"), here),
        "teilnahme": Q(anmeldung__workshop=workshop),
        "punkte": Q(abfrage__workshop=workshop),
        "auszaehlung": Q(abfrage__workshop=workshop),
        "karten": Q(thema__workshop=workshop, beitrag__workshop=workshop),
        "kartenherkunft": Q(quelle__workshop=workshop, ziel__workshop=workshop),
    }


def _written(rows: Mapping[str, Q]) -> dict[str, Any]:
    return Ausgabe(auszug=rows).akte(own_head())


def _leave(satz: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        satz.pop(name, None)


def _at_the_door(satz: dict[str, Any]) -> dict[str, Any]:
    """Return what the door needs. Without its address a registration counts there as written by the office."""
    return {name: satz[name] for name in AN_DER_TUER if name in satz} | {"quelle": Anmeldung.Quelle.TELEFON.value}
