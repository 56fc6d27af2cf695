from collections.abc import Mapping

from bildungskommune.akte.modell import JeNach, Teil, register, teil_of
from bildungskommune.fassungen import kette, lesen, nennung, rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.fassungen.registry import UnknownDefinition, definition


def stufe(key: str) -> str | None:
    """Return which kind of record the documents of a stage are, None when there is no such stage."""
    try:
        return teil_of(definition(key).model)
    except UnknownDefinition:
        return None


def unbroken(fassung: Fassung) -> Mapping[str, str]:
    """Say what is wrong with a Fassung from a file: its content has to be the one that was frozen."""
    if rules.checksum(fassung.snapshot) != fassung.sha256:
        return {"sha256": "Die Prüfsumme passt nicht zum Inhalt. Diese Fassung ist nicht mehr die eingefrorene."}
    return {}


def lengthen(fassung: Fassung) -> None:
    """Let a Fassung from a file follow the last one of this portal in the chain."""
    kette.lock()
    fassung.kette = kette.link(kette.end(), fassung)


def sealed(stelle: Namensstelle) -> Mapping[str, str]:
    """Say what is wrong with a name from a file: it has to be the one that was frozen."""
    try:
        references = {one["person"]: one for one in nennung.references(lesen.newest(stelle.fassung))}
    except lesen.Unreadable:
        return {}
    found = references.get(stelle.kennung)
    if found is None:
        return {"kennung": "Diese Stelle gibt es in der Fassung nicht."}
    return {"name": befund} if (befund := nennung.befund(found, stelle)) else {}


def order(fassung: Fassung) -> None:
    """Have the PDF of a public Fassung set anew."""
    if fassung.ist_lesbar:
        rules.order_print(fassung)


EINGEFROREN = (
    *("definition", "dokument", "art", "sprache", "nummer", "alte_nummer", "zweck", "titel", "stichtag"),
    *("eingefroren_am", "sha256", "snapshot"),
)
NAMEN = ("kennung", "wo", "name", "salz", "quelle", "entfernt_am")

register(
    70,
    Teil(
        name="fassungen",
        model="fassungen.Fassung",
        felder=(
            *EINGEFROREN,
            "status",
            "status_seit",
            "status_grund",
            "ohne_beschluss",
            "veroeffentlicht_am",
            "ausgelegt_am",
        ),
        je_nach={"objekt": JeNach(feld="objekt_id", nach="definition", teil=stufe)},
        verweise={"beschluss_zu": "fassungen", "abgeloest_durch": "fassungen"},
        listen={"vorlagen": "vorlagen", "beschlossen_in": "beratungen"},
        schluessel=("definition", "dokument", "art", "sprache", "nummer"),
        ref=("definition", "dokument", "art", "sprache", "nummer"),
        zuerst=("beschluss_zu",),
        unveraenderlich=(*EINGEFROREN, "objekt", "beschluss_zu"),
        vorbereitung=lengthen,
        pruefung=unbroken,
        danach=order,
        persoenlich=True,
        teile=(
            Teil(
                name="namen_in_fassungen",
                model="fassungen.Namensstelle",
                eltern="fassung",
                felder=NAMEN,
                schluessel=("kennung",),
                unveraenderlich=NAMEN,
                pruefung=sealed,
                persoenlich=True,
            ),
        ),
    ),
    Teil(
        name="hauptdokumente",
        model="fassungen.Hauptdokument",
        felder=("definition",),
        je_nach={"objekt": JeNach(feld="objekt_id", nach="definition", teil=stufe)},
        schluessel=("definition",),
        portal=True,
    ),
    ohne=(
        "PDF-Dateien (sie werden neu gesetzt), Prüfungen der Fassungen und wer sie eingefroren hat",
        "in welcher Fassung eine Verbindung des roten Fadens zuerst beschlossen wurde",
    ),
)
