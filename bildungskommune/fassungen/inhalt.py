"""What a print template is given besides the snapshot."""

from bildungskommune import addresses
from bildungskommune.fassungen import lesen, namen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import Definition, Snapshot, decision_on, definition
from bildungskommune.foerderung import druck
from bildungskommune.seiten.models import Kommune
from bildungskommune.verfahren.stufen import stages


def permanent_link(fassung: Fassung) -> str:
    """Return the address under which this Fassung stays for ever."""
    return addresses.absolute(definition(fassung.definition).url(fassung))


def print_context(fassung: Fassung) -> dict[str, object]:
    """Return the context of a print template; the same for the same state of the Fassung.

    Of the stages only number and name: live counts would make two prints of one Fassung differ.
    The QR code is added by `satz.html_fuer`. Raises lesen.Unreadable.
    """
    what = definition(fassung.definition)
    inhalt = lesen.inhalt(fassung)
    return {
        "fassung": _about(fassung, what, permanent_link(fassung)),
        **_publisher(fassung, inhalt),
        "stufen": [{"nr": stufe.nr, "name": stufe.name} for stufe in stages()],
        "verzeichnis": what.contents(inhalt),
        "inhalt": _with_files(fassung, what, inhalt),
    }


def _with_files(fassung: Fassung, what: Definition, inhalt: Snapshot) -> Snapshot:
    try:
        return what.drucksatz(inhalt)
    except LookupError as missing:
        raise lesen.Unreadable(fassung, f"bild: {missing}") from missing


def _publisher(fassung: Fassung, inhalt: Snapshot) -> dict[str, object]:
    """Return who published it as it was then; version 1 did not keep that, so it names the Kommune of today."""
    if inhalt["kommune"] is None:
        kommune = Kommune.objects.current()
        return {"kommune": kommune, "foerderhinweis": kommune.foerderhinweis_am(fassung.stichtag)}
    try:
        marks = druck.context(inhalt["foerderzeichen"], inhalt["kommune"]["farbe"])
    except druck.ZeichenMissing as missing:
        raise lesen.Unreadable(fassung, f"foerderzeichen: {missing}") from missing
    return {"kommune": inhalt["kommune"], "foerderhinweis": inhalt["foerderhinweis"], **marks}


def _about(fassung: Fassung, what: Definition, link: str) -> dict[str, object]:
    return {
        "nummer": fassung.nummer,
        "name": what.name,
        "zweck_wort": fassung.bezeichnung,
        "titel": fassung.titel,
        "stichtag": fassung.stichtag,
        "sha256": fassung.sha256,
        "kurz": fassung.kurz,
        "link": link,
        "entwurf": fassung.ist_entwurf,
        "beschluss": decision_on(fassung),
        "namen_entfernt": namen.removed_on(fassung),
        "ohne_daten": namen.stand_in_the_bytes(fassung),
        "stufe": what.stufe,
    }
