from collections.abc import Mapping

from bildungskommune.akte.modell import JeNach, Teil, register, teil_of
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import UnknownDefinition, definition
from bildungskommune.fassungen.rules import checksum


def stufe(key: str) -> str | None:
    """Return which kind of record the documents of a stage are, None when there is no such stage."""
    try:
        return teil_of(definition(key).model)
    except UnknownDefinition:
        return None


def unbroken(fassung: Fassung) -> Mapping[str, str]:
    """Say what is wrong with a Fassung from a file: its content has to be the one that was frozen."""
    if checksum(fassung.snapshot) != fassung.sha256:
        return {"sha256": "Die Prüfsumme passt nicht zum Inhalt. Diese Fassung ist nicht mehr die eingefrorene."}
    return {}


EINGEFROREN = (
    *("definition", "dokument", "art", "sprache", "nummer", "alte_nummer", "zweck", "titel", "stichtag"),
    *("eingefroren_am", "sha256", "snapshot"),
)

register(
    70,
    Teil(
        name="fassungen",
        model="fassungen.Fassung",
        felder=(*EINGEFROREN, "status", "status_seit", "status_grund", "ohne_beschluss", "veroeffentlicht_am"),
        je_nach={"objekt": JeNach(feld="objekt_id", nach="definition", teil=stufe)},
        verweise={"beschluss_zu": "fassungen", "abgeloest_durch": "fassungen"},
        listen={"vorlagen": "vorlagen", "beschlossen_in": "beratungen"},
        schluessel=("definition", "dokument", "art", "sprache", "nummer"),
        ref=("definition", "dokument", "art", "sprache", "nummer"),
        zuerst=("beschluss_zu",),
        unveraenderlich=(*EINGEFROREN, "objekt", "beschluss_zu"),
        pruefung=unbroken,
        persoenlich=True,
    ),
    Teil(
        name="hauptdokumente",
        model="fassungen.Hauptdokument",
        felder=("definition",),
        je_nach={"objekt": JeNach(feld="objekt_id", nach="definition", teil=stufe)},
        schluessel=("definition",),
        portal=True,
    ),
    ohne=("PDF-Dateien (sie werden neu gesetzt) und wer eine Fassung eingefroren hat",),
)
