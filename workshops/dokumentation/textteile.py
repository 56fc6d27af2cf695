"""A frozen documentation in parts that keep their names: by Themen, with the cards below them."""

from collections.abc import Iterable, Iterator

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.fassungen.textteile import Absatz, Teil, lines, listed, teil, written
from workshops.dokumentation.snapshot import Data

SKIZZE = {
    "ziel": "Ziel",
    "schritte": "Schritte",
    "verantwortliche": "Verantwortlich",
    "verbuendete": "Verbündete",
    "termin": "Termin",
}
FOTO = {"alt": "Zu sehen", "unterschrift": "Bildunterschrift", "nachweis": "Foto", "gruppe": "Gruppe"}


def teile(snapshot: Snapshot) -> Iterator[Teil]:
    """Return introduction, Themen, cards without one, groups, photos, votes and sketches."""
    yield teil("einleitung", "Einleitung", written(snapshot, "einleitung"))
    for thema in snapshot["themen"]:
        cards = _cards(thema["beitraege"])
        yield teil(thema["kennung"], f"Thema: {thema['titel']}", written(thema, "beschreibung"), cards)
    yield teil("ohne-thema", "Karten ohne Thema", _cards(snapshot["ohne_thema"]))
    for place, one in enumerate(snapshot["gruppen"], 1):
        yield teil(
            f"gruppe-{place}", f"Gruppe: {one['titel']}", written(one, "ergebnis"), listed("karte", one["karten"])
        )
    for place, one in enumerate(snapshot["fotos"], 1):
        yield teil(f"foto-{place}", f"Foto {place}", lines(one, FOTO))
    for place, one in enumerate(snapshot["punktabfragen"], 1):
        votes = [f"{row['thema']}: {row['punkte']} Punkte" for row in one["stimmen"]]
        yield teil(f"punktabfrage-{place}", f"Punktabfrage: {one['frage']}", listed("stimme", votes))
    for place, one in enumerate(snapshot["projektskizzen"], 1):
        yield teil(f"skizze-{place}", f"Projektskizze: {one['titel']}", lines(one, SKIZZE))
    names = [row["name"] for row in snapshot["institutionen"]]
    yield teil("institutionen", "Wer dabei war", listed("institution", names))


def _cards(cards: Iterable[Data]) -> Iterator[Absatz]:
    yield from (Absatz(card["code"], f"{card['code']}: {card['text']}") for card in cards)
