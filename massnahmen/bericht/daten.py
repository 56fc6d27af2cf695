"""One measure in a report as plain JSON: what was planned, what became of it, what is to be decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from massnahmen import ampel, mittel, wording
from massnahmen.bericht.stichtag import Lage
from massnahmen.models import Ampelstufe, Beschlussvorschlag, Feldurteil, Massnahme, Meilenstein
from massnahmen.snapshot import indikator_data, kosten_data, meilenstein_data, posten_data, sachstand_data

Data = dict[str, Any]
OHNE_URTEIL = {"empfehlung": "", "empfehlung_code": "", "begruendung": "", "wirkung": ""}


@dataclass(frozen=True)
class Umfeld:
    """What a report says of a measure beside the measure itself, by its key."""

    tag: date
    felder: Mapping[int, Sequence[str]]
    vorschlaege: Mapping[int, Beschlussvorschlag]


def massnahme_data(lage: Lage, umfeld: Umfeld) -> Data:
    massnahme = lage.massnahme
    vorschlag = umfeld.vorschlaege.get(massnahme.pk)
    return {
        **_geplant(massnahme, umfeld.tag),
        "felder": list(umfeld.felder.get(massnahme.pk, ())),
        "status": lage.wort,
        "status_code": lage.code,
        "status_art": lage.art,
        "ampel": _ampel(lage, umfeld.tag),
        "sachstaende": [sachstand_data(lage.sachstand)] if lage.sachstand else [],
        "vorschlag": OHNE_URTEIL if vorschlag is None else urteil_data(vorschlag),
        "beispieltext": massnahme.beispieltext,
    }


def _geplant(massnahme: Massnahme, tag: date) -> Data:
    known = mittel.public(massnahme)
    stones, begun = massnahme.meilensteine.all(), massnahme.startbeschluss
    return {
        "kennung": massnahme.kennung,
        "anker": massnahme.kennung,
        "nr": massnahme.nummer,
        "titel": massnahme.titel,
        "ziel": massnahme.ziel,
        "federfuehrung": str(massnahme.federfuehrung or ""),
        "horizont": massnahme.get_horizont_display(),
        "horizont_code": massnahme.horizont,
        "zeitraum": wording.zeitraum(massnahme),
        "zeitraum_original": massnahme.zeitraum_original,
        "beginn": massnahme.beginn.isoformat() if massnahme.beginn else "",
        "ende": massnahme.ende.isoformat() if massnahme.ende else "",
        "kosten": kosten_data(massnahme, known),
        "finanzierung": known.finanzierung,
        "posten": [posten_data(row) for row in known.posten],
        "startbeschluss": wording.beschluss(begun if begun and begun.datum <= tag else None),
        "meilensteine": [_stone(nr, row, tag) for nr, row in enumerate(stones, start=1)],
        "indikatoren": [indikator_data(row) for row in massnahme.indikatoren.all()],
    }


def _stone(nr: int, row: Meilenstein, tag: date) -> Data:
    was = row.geplant_war
    return {**meilenstein_data(nr, row, tag), "geplant_war": was.isoformat() if was and was != row.datum else ""}


def _ampel(lage: Lage, tag: date) -> Data:
    """Say how it stood that day; of what nothing is known, nothing is worked out."""
    found = ampel.Ampel(Ampelstufe.KEINE_ANGABE, ()) if lage.status is None else ampel.of(lage.massnahme, tag)
    return {
        "wort": str(found.stufe.label),
        "code": found.stufe.value,
        "art": found.art,
        "gruende": list(found.gruende),
        "gesetzt_am": found.gesetzt_am.isoformat() if found.gesetzt_am else "",
    }


def urteil_data(row: Beschlussvorschlag | Feldurteil) -> dict[str, str]:
    return {
        "empfehlung": row.get_empfehlung_display(),
        "empfehlung_code": row.empfehlung,
        "begruendung": row.begruendung,
        "wirkung": row.wirkung,
    }
