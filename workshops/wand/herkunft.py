"""Cards that go into another one, and cards that are divided: the sources keep their words and their codes.

A source hangs on the wall no more; what became of it is said on its own page, and it is answered with the card it went
into. The step can be taken back as long as nobody has answered or moved the new card.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.codes import save_with_code
from workshops.models import Beitrag, Kartenherkunft, Phase, Workshop, Zuordnung
from workshops.models.enums import Verbleib
from workshops.wand import cardwall, faellig, schritte
from workshops.wand.auswahl import Gewaehlt

Art = Kartenherkunft.Art
Status = Beitrag.Status
MINDESTENS, TEILE = 2, 10
"""So many cards go into one at least, or come out of one; and come out of one at most."""


class GoneOn(Exception):
    """One of the cards no longer hangs on this wall, or has its answer already."""

    def __init__(self, karte: Beitrag) -> None:
        super().__init__(
            f"Die Karte {karte.code} ist schon beantwortet oder in einer anderen aufgegangen. "
            "Bitte wählen Sie die Karten an der Wand neu aus."
        )


@dataclass(frozen=True)
class Antwort:
    """What a source is answered with when the cards are that came out of it."""

    quelle: Beitrag
    verbleib: str
    begruendung: str
    weitergeleitet_an: str


def merge(workshop: Workshop, wahl: Sequence[Gewaehlt], text: str, vorzeichen: str, *, by: Nutzer) -> Beitrag:
    """Hang up one card in the place of these; it is public when all of them are. Raises GoneOn."""
    with schritte.noted(workshop, [one.beitrag.pk for one in wahl], by=by) as schritt:
        sources = _standing(workshop, wahl)
        made = _lay(workshop, sources, text, vorzeichen)
        schritt.neu.append(made.pk)
        _take_place(sources, [made])
        _note(sources, [made], Art.ZUSAMMEN, by=by)
        schritt.satz = f"{len(sources)} Karten zu {made.code} zusammengeführt"
    return made


def split(workshop: Workshop, karte: Beitrag, texts: Sequence[str], *, by: Nutzer) -> list[Beitrag]:
    """Hang up one card for each text in the place of this one. Raises GoneOn."""
    with schritte.noted(workshop, [karte.pk], by=by) as schritt:
        sources = _standing(workshop, [Gewaehlt(karte, None)])
        parts = [_lay(workshop, sources, text, sources[0].vorzeichen) for text in texts]
        schritt.neu += [part.pk for part in parts]
        _take_place(sources, parts)
        _note(sources, parts, Art.GETEILT, by=by)
        schritt.satz = f"Karte {karte.code} in {len(parts)} Karten geteilt"
    return parts


def _standing(workshop: Workshop, wahl: Sequence[Gewaehlt]) -> list[Beitrag]:
    """Return the cards locked and in their order; raises GoneOn."""
    hanging = cardwall.hanging(workshop).filter(verbleib="").select_for_update(of=("self",))
    found = hanging.in_bulk([one.beitrag.pk for one in wahl])
    for one in wahl:
        if one.beitrag.pk not in found:
            raise GoneOn(one.beitrag)
    return [found[pk] for pk in dict.fromkeys(one.beitrag.pk for one in wahl)]


def _lay(workshop: Workshop, sources: Sequence[Beitrag], text: str, vorzeichen: str) -> Beitrag:
    """Lay the new card with the phase and group that all sources have in common."""
    phasen, gruppen = {one.phase for one in sources}, {one.gruppe_id for one in sources}
    public = all(one.status == Status.VEROEFFENTLICHT for one in sources)
    return save_with_code(
        Beitrag(
            reihe_id=workshop.reihe_id,
            workshop=workshop,
            gruppe_id=gruppen.pop() if len(gruppen) == 1 else None,
            text=text,
            phase=phasen.pop() if len(phasen) == 1 else Phase.OHNE,
            vorzeichen=vorzeichen,
            quelle=Beitrag.Quelle.KARTE,
            status=Status.VEROEFFENTLICHT if public else Status.GEPRUEFT,
            position=min(one.position for one in sources),
        )
    )


def _take_place(sources: Sequence[Beitrag], made: Sequence[Beitrag]) -> None:
    """Hang the new cards where their sources hung: in all their Themen, in the place of the first."""
    places: dict[int, int] = {}
    for thema, position in Zuordnung.objects.filter(beitrag__in=sources).values_list("thema", "position"):
        places[thema] = min(position, places.get(thema, position))
    Zuordnung.objects.filter(beitrag__in=sources).delete()
    Zuordnung.objects.bulk_create(
        Zuordnung(thema_id=thema, beitrag=one, position=position) for thema, position in places.items() for one in made
    )
    faellig.due(cardwall.wall_of(made[0]))


def _note(sources: Sequence[Beitrag], made: Sequence[Beitrag], art: Art, *, by: Nutzer) -> None:
    Kartenherkunft.objects.bulk_create(
        Kartenherkunft(quelle=source, ziel=one, art=art) for source in sources for one in made
    )
    codes = [one.code for one in made]
    for source in sources:
        record(by, f"karte.{'geteilt' if art == Art.GETEILT else 'zusammengefuehrt'}", source, in_karten=codes)


def answers(answered: Sequence[Beitrag]) -> Iterator[list[Antwort]]:
    """Yield what the sources of these cards are answered with, and, once that is stored, what theirs are.

    A divided card has its answer when all its parts have theirs: the same, or "teilweise" with the reason of each.
    """
    waiting = list(answered)
    while waiting:
        sources = Beitrag.objects.select_for_update(of=("self",)).filter(wurde_zu__ziel__in=waiting).order_by("pk")
        found = [antwort for source in dict.fromkeys(sources) if (antwort := _answer(source)) is not None]
        if found:
            yield found
        waiting = [antwort.quelle for antwort in found]


def _answer(source: Beitrag) -> Antwort | None:
    parts = list(Beitrag.objects.filter(stammt_aus__quelle=source).order_by("pk"))
    if not all(part.verbleib for part in parts):
        return None
    same = {(part.verbleib, part.verbleib_begruendung, part.weitergeleitet_an) for part in parts}
    if len(same) == 1:
        return Antwort(source, *same.pop())
    verbleib = {part.verbleib for part in parts}
    return Antwort(
        source,
        verbleib.pop() if len(verbleib) == 1 else Verbleib.TEILWEISE,
        "\n\n".join(f"{part.code}: {part.verbleib_begruendung}" for part in parts),
        "",
    )


def became(beitrag: Beitrag) -> list[Kartenherkunft]:
    """Return into which cards this one went, with them at hand."""
    return list(beitrag.wurde_zu.select_related("ziel__reihe"))


def came_from(beitrag: Beitrag) -> list[Kartenherkunft]:
    """Return out of which cards this one came, with them at hand."""
    return list(beitrag.stammt_aus.select_related("quelle__reihe"))


def sentence(links: Sequence[Kartenherkunft]) -> str:
    """Say what this card went into, for all who may read: of cards that are not public only that they are there."""
    if not links:
        return ""
    codes = [link.ziel.code for link in links if link.ziel.status == Status.VEROEFFENTLICHT]
    if links[0].art == Art.GETEILT:
        return f"Geteilt in die Karten {', '.join(codes)}." if codes else "In mehrere Karten geteilt."
    return f"Aufgegangen in der Karte {codes[0]}." if codes else "Mit anderen Karten zusammengeführt."
