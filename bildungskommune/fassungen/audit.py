"""How the audit trail tells what happened to a Fassung."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("fassung.eingefroren", "hat {was} eingefroren"),
        Wortlaut("fassung.foto_entfernt", "hat ein Foto aus {was} entfernt"),
        Wortlaut("fassung.hauptdokument", "hat das Dokument von {was} zu dem gemacht, das im Portal zuerst steht"),
        Wortlaut("fassung.name_entfernt", "hat Namen aus {was} entfernt"),
        Wortlaut("fassung.druck_abgebrochen", "hat den Druck von {was} abgebrochen"),
        Wortlaut("fassung.druck_wiederholt", "hat den Druck von {was} noch einmal bestellt"),
    )
