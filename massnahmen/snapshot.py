"""One measure as plain JSON, as it goes into a snapshot."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bildungskommune.tracing.faden import Schritt
from bildungskommune.tracing.snapshot import als_daten
from massnahmen import wording
from massnahmen.links import Nachbar
from massnahmen.models import Handlungsschritt, Indikator, Massnahme, Meilenstein, Mitwirkung, Sachstand

Data = dict[str, Any]


def massnahme_data(massnahme: Massnahme, herkunft: Sequence[Schritt], links: Iterable[Nachbar], today: date) -> Data:
    """Return the measure with all its parts; expects them prefetched."""
    return {
        **_steckbrief(massnahme),
        "sachstaende": [_sachstand(row) for row in massnahme.sachstaende.all()],
        "schritte": [_schritt(row) for row in massnahme.schritte.all()],
        "meilensteine": [_meilenstein(nr, row, today) for nr, row in enumerate(massnahme.meilensteine.all(), start=1)],
        "indikatoren": [_indikator(row) for row in massnahme.indikatoren.all()],
        "verbindungen": [{"art": link.wort, "titel": link.massnahme.titel, "nr": link.massnahme.nr} for link in links],
        "herkunft": als_daten(herkunft),
        "beispieltext": massnahme.beispieltext,
    }


def _steckbrief(massnahme: Massnahme) -> Data:
    return {
        "kennung": massnahme.kennung,
        "anker": massnahme.kennung,
        "nr": massnahme.nr,
        "titel": massnahme.titel,
        "kurzbeschreibung": massnahme.kurzbeschreibung,
        "ziel": massnahme.ziel,
        "anlass": massnahme.anlass,
        "zielgruppen": wording.zielgruppen(massnahme),
        "bildungsbereiche": wording.bildungsbereiche(massnahme),
        "gemeinden": [gemeinde.name for gemeinde in massnahme.gemeinden.all()],
        "horizont": massnahme.get_horizont_display(),
        "zeitraum": wording.zeitraum(massnahme),
        "zeitraum_original": massnahme.zeitraum_original,
        "prioritaet": massnahme.get_prioritaet_display(),
        "federfuehrung": str(massnahme.federfuehrung or ""),
        "beteiligte": [_beteiligt(row) for row in massnahme.mitwirkungen.all()],
        "kosten": {
            "gesamt": wording.number(massnahme.kosten_gesamt),
            "gesichert": wording.number(massnahme.kosten_gesichert),
            "original": massnahme.kosten_original,
        },
        "finanzierung": massnahme.finanzierung,
        "personalbedarf": massnahme.personalbedarf,
        "startbeschluss": wording.beschluss(massnahme.startbeschluss),
        "status": massnahme.get_status_display(),
        "status_art": massnahme.status_art,
    }


def _beteiligt(row: Mitwirkung) -> Data:
    return {"name": row.name, "rolle": row.rolle}


def _sachstand(row: Sachstand) -> Data:
    return {
        "stichtag": row.stichtag.isoformat(),
        "status": row.get_status_display(),
        "text": row.text,
        "hindernisse": row.hindernisse,
        "abweichung": row.abweichung,
        "naechste_schritte": row.naechste_schritte,
    }


def _schritt(row: Handlungsschritt) -> Data:
    termin = row.termin.isoformat() if row.termin else row.termin_original
    return {"titel": row.titel, "zustaendig": row.zustaendig, "termin": termin}


def _meilenstein(nr: int, row: Meilenstein, today: date) -> Data:
    stand, stand_art = wording.meilenstein_stand(row, today)
    return {
        "nr": nr,
        "datum": row.datum.isoformat(),
        "titel": row.titel,
        "erreicht_am": row.erreicht_am.isoformat() if row.erreicht_am else "",
        "stand": stand,
        "stand_art": stand_art,
    }


def _indikator(row: Indikator) -> Data:
    return {
        "titel": row.titel,
        "einheit": row.einheit,
        "basis": wording.number(row.basis),
        "ziel": wording.number(row.ziel),
        "werte": [
            {"datum": wert.datum.isoformat(), "wert": wording.number(wert.wert), "quelle": wert.quelle}
            for wert in row.werte.all()
        ],
    }
