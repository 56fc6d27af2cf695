"""One measure as plain JSON, as it goes into a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bildungskommune.tracing.faden import Schritt
from bildungskommune.tracing.snapshot import Sammlung
from massnahmen import mittel, wording
from massnahmen.jahresziele import numbers
from massnahmen.links import Nachbar
from massnahmen.models import (
    Angabe,
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Massnahme,
    Meilenstein,
    Mitwirkung,
    Sachstand,
)
from massnahmen.schema import STAENDE

Data = dict[str, Any]


@dataclass(frozen=True)
class Umfeld:
    """What a measure says of things around it: where it comes from, what it is linked with."""

    herkunft: Sequence[Schritt]
    links: Iterable[Nachbar]
    nummern: Mapping[int, str]
    """The numbers of the measures of the plan, by their keys."""


def massnahme_data(massnahme: Massnahme, umfeld: Umfeld, sammlung: Sammlung, today: date) -> Data:
    """Return the measure with all its parts and its number in the plan; expects them prefetched."""
    return {
        **_steckbrief(massnahme),
        "sachstaende": [sachstand_data(row) for row in massnahme.sachstaende.all()],
        "schritte": [_schritt(row) for row in massnahme.schritte.all()],
        "meilensteine": [
            meilenstein_data(nr, row, today) for nr, row in enumerate(massnahme.meilensteine.all(), start=1)
        ],
        "indikatoren": [indikator_data(row) for row in massnahme.indikatoren.all()],
        "verbindungen": [_verbunden(link, umfeld.nummern) for link in umfeld.links],
        "herkunft": sammlung.add(umfeld.herkunft),
        "beispieltext": massnahme.beispieltext,
    }


def _steckbrief(massnahme: Massnahme) -> Data:
    known = mittel.public(massnahme)
    return {
        "kennung": massnahme.kennung,
        "anker": massnahme.kennung,
        "nr": massnahme.nummer,
        "titel": massnahme.titel,
        "kurzbeschreibung": massnahme.kurzbeschreibung,
        "ziel": massnahme.ziel,
        "anlass": massnahme.anlass,
        "zielgruppen": wording.zielgruppen(massnahme),
        "zielgruppen_codes": list(massnahme.zielgruppen),
        "bildungsbereiche": wording.bildungsbereiche(massnahme),
        "bildungsbereiche_codes": list(massnahme.bildungsbereiche),
        "gemeinden": [gemeinde.name for gemeinde in massnahme.gemeinden.all()],
        "horizont": massnahme.get_horizont_display(),
        "horizont_code": massnahme.horizont,
        "zeitraum": wording.zeitraum(massnahme),
        "zeitraum_original": massnahme.zeitraum_original,
        "prioritaet": massnahme.prioritaet,
        "prioritaet_code": massnahme.prioritaet,
        "federfuehrung": str(massnahme.federfuehrung or ""),
        "zustaendigkeit_original": massnahme.zustaendigkeit_original,
        "beteiligte": [_beteiligt(row) for row in massnahme.mitwirkungen.all()],
        "kosten": kosten_data(massnahme, known),
        "finanzierung": known.finanzierung,
        "posten": [posten_data(row) for row in known.posten],
        "personalbedarf": known.personal,
        "startbeschluss": wording.beschluss(massnahme.startbeschluss),
        "status": massnahme.get_status_display(),
        "status_code": massnahme.status,
        "status_art": massnahme.status_art,
    }


def kosten_data(massnahme: Massnahme, known: mittel.Mittel) -> Data:
    """Return what the measure costs of what is known of it, and whether that is public."""
    return {
        "gesamt": wording.exact(known.gesamt),
        "gesichert": wording.exact(known.gesichert),
        "original": known.original,
        "oeffentlich": Angabe.KOSTEN in massnahme.oeffentliche_angaben,
    }


def _verbunden(link: Nachbar, nummern: Mapping[int, str]) -> Data:
    """Name the other measure as the plan does; one that stands not in it, by its own number."""
    other = link.massnahme
    return {"art": link.wort, "art_code": link.code, "titel": other.titel, "nr": nummern.get(other.pk, other.nr)}


def _beteiligt(row: Mitwirkung) -> Data:
    return {"name": row.name, "rolle": row.was}


def posten_data(row: Finanzierungsposten) -> Data:
    return {
        "jahr": row.jahr,
        "quelle": row.woher,
        "quelle_code": row.quelle,
        "betrag": wording.exact(row.betrag),
        "stand": row.get_stand_display(),
        "stand_code": row.stand,
    }


def sachstand_data(row: Sachstand) -> Data:
    return {
        "stichtag": row.stichtag.isoformat(),
        "status": row.get_status_display(),
        "status_code": row.status,
        "text": row.text,
        "hindernisse": row.hindernisse,
        "abweichung": row.abweichung,
        "naechste_schritte": row.naechste_schritte,
        "berichtigt_am": row.berichtigt_am.isoformat() if row.berichtigt_am else "",
    }


def _schritt(row: Handlungsschritt) -> Data:
    termin = row.termin.isoformat() if row.termin else row.termin_original
    return {"titel": row.titel, "zustaendig": row.zustaendig, "termin": termin}


def meilenstein_data(nr: int, row: Meilenstein, today: date) -> Data:
    stand, stand_art = wording.meilenstein_stand(row, today)
    return {
        "nr": nr,
        "datum": row.datum.isoformat(),
        "titel": row.titel,
        "erreicht_am": row.erreicht_am.isoformat() if row.erreicht_am else "",
        "stand": stand,
        "stand_code": STAENDE[stand],
        "stand_art": stand_art,
    }


def indikator_data(row: Indikator) -> Data:
    return {
        "titel": row.titel,
        "einheit": row.einheit,
        "basis": wording.exact(row.basis),
        "ziel": wording.exact(row.ziel),
        "jahresziele": [{"jahr": jahr, "wert": wording.exact(wert)} for jahr, wert in numbers(row.jahresziele)],
        "werte": [
            {"datum": wert.datum.isoformat(), "wert": wording.exact(wert.wert), "quelle": wert.quelle}
            for wert in row.werte.all()
        ],
    }
