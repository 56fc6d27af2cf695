"""The Leitbild as a Fassung: what is frozen, read and printed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from bildungskommune.absaetze import counted
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.kopf import marked
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Art, Fassung
from bildungskommune.fassungen.nennung import named
from bildungskommune.fassungen.registry import Definition, Snapshot, register
from bildungskommune.fassungen.textteile import Teil, lines, listed, teil, written
from bildungskommune.fassungen.verzeichnis import Inhaltszeile, heading_levels, inhaltszeile
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung
from leitbild.beteiligte import beteiligte
from leitbild.drafting import MAX_EBENE, Ast, tree
from leitbild.models import Abschnitt, Herleitung, Leitbild
from leitbild.schema import SHAPE, to_2, to_3, to_4, to_6
from workshops.herkunft import sources

KEY = "leitbild"
SICHTBAR = 3


def collect(leitbild: Leitbild) -> Snapshot:
    """Return the Leitbild as plain JSON, its Abschnitte in the order of the tree."""
    abschnitte = list(leitbild.abschnitte.prefetch_related("fussnoten"))
    return _collected(leitbild, abschnitte, tree(abschnitte)) | {"beteiligte": beteiligte(leitbild, abschnitte, KEY)}


def collect_easy(leitbild: Leitbild) -> Snapshot:
    """Return what there is of the Leitbild in Leichte Sprache; a part without such a text is left out.

    So is the list of those who took part: the text itself has it.
    """
    abschnitte = list(leitbild.abschnitte.prefetch_related("fussnoten"))
    easy = {row.kennung: row.leichte_sprache for row in abschnitte if row.leichte_sprache}
    snapshot = _collected(leitbild, abschnitte, [ast for ast in tree(abschnitte) if ast.abschnitt.kennung in easy])
    parts = [one | {"text": easy[one["kennung"]], "fussnoten": []} for one in snapshot["abschnitte"]]
    parts = [one | {"absaetze": counted(one, "text")} for one in parts]
    return snapshot | {"vorspann": "", "abschnitte": parts, "beteiligte": []}


def _collected(leitbild: Leitbild, abschnitte: Sequence[Abschnitt], taken: Iterable[Ast]) -> Snapshot:
    woher, wohin = netz(abschnitte, "woher"), netz(abschnitte, "wohin")
    sammlung = Sammlung()
    return {
        "art": KEY,
        "titel": leitbild.titel,
        "untertitel": leitbild.untertitel,
        "vorspann": leitbild.vorspann,
        "kennung": leitbild.kennung,
        "abschnitte": [_abschnitt(ast, sammlung, woher, wohin) for ast in taken],
        FADEN: sammlung.steps,
    }


def _abschnitt(ast: Ast, sammlung: Sammlung, woher: Netz, wohin: Netz) -> dict[str, Any]:
    abschnitt = ast.abschnitt
    return {
        "kennung": abschnitt.kennung,
        "anker": abschnitt.anker,
        "art": abschnitt.art,
        "bezeichnung": abschnitt.bezeichnung,
        "nr": abschnitt.nr,
        "titel": abschnitt.titel,
        "untertitel": abschnitt.untertitel,
        "text": abschnitt.text,
        "absaetze": abschnitt.absatz_kennungen(),
        "stimme_von": named(abschnitt.stimme_von, f"Stimme: {abschnitt.titel}", abschnitt),
        "fussnoten": [{"nr": note.nr, "text": note.text} for note in abschnitt.fussnoten.all()],
        "beispieltext": abschnitt.beispieltext,
        "ebene": min(ast.ebene, MAX_EBENE),
        "redaktionell": abschnitt.redaktionell,
        "redaktionell_grund": abschnitt.redaktionell_grund,
        "herkunft": sources(sammlung, woher, woher.schritte(abschnitt)),
        "folgen": sammlung.add(wohin.schritte(abschnitt)),
    }


def stamp(fassung: Fassung) -> None:
    """Mark the rows that stand in the published Fassung; the day of the first publication stays."""
    assert fassung.veroeffentlicht_am is not None
    inside = [abschnitt["kennung"] for abschnitt in lesen.inhalt(fassung)["abschnitte"]]
    rows = Abschnitt.objects.filter(leitbild_id=fassung.objekt_id)
    rows.exclude(kennung__in=inside).update(veroeffentlicht=False, veroeffentlicht_am=None)
    rows.filter(kennung__in=inside, veroeffentlicht=False).update(
        veroeffentlicht=True, veroeffentlicht_am=timezone.localdate(fassung.veroeffentlicht_am)
    )
    adopt_sources(fassung)


def adopt_sources(fassung: Fassung) -> None:
    """Let each source remember the first published Fassung in which it stood."""
    inside = [abschnitt["kennung"] for abschnitt in lesen.inhalt(fassung)["abschnitte"]]
    fresh = Herleitung.objects.filter(beschlossen_in=None, abschnitt__leitbild_id=fassung.objekt_id)
    fresh.filter(abschnitt__kennung__in=inside).update(beschlossen_in=fassung)


def unstamp(fassung: Fassung) -> None:
    """Nothing of this Leitbild holds any more, so no row of it is public."""
    Abschnitt.objects.filter(leitbild_id=fassung.objekt_id).update(veroeffentlicht=False, veroeffentlicht_am=None)


def verzeichnis(snapshot: Snapshot) -> Iterator[Inhaltszeile]:
    """Return the first three levels of the tree, and the list of those who took part."""
    abschnitte = snapshot["abschnitte"]
    for abschnitt, ebene in zip(abschnitte, heading_levels(abschnitte), strict=True):
        if ebene <= SICHTBAR:
            titel = abschnitt["titel"] or abschnitt["bezeichnung"]
            yield inhaltszeile(titel, abschnitt["anker"], ebene=ebene - 1, nr=abschnitt["nr"])
    if snapshot["beteiligte"]:
        yield inhaltszeile("Beteiligte Einrichtungen", "beteiligte-einrichtungen")


def teile(snapshot: Snapshot) -> Iterator[Teil]:
    """Return the introduction and each Abschnitt."""
    if snapshot["untertitel"] or snapshot["vorspann"]:
        yield teil("vorspann", "Vorspann", written(snapshot, "untertitel", "vorspann"))
    for one in snapshot["abschnitte"]:
        name = ": ".join(filter(None, (one["bezeichnung"], one["titel"])))
        notes = [f"Fußnote {note['nr']}: {note['text']}" for note in one["fussnoten"]]
        head = lines(one, {"untertitel": ""})
        said = lines(one, {"stimme_von": "Stimme von"})
        yield teil(one["kennung"], name, head, written(one, "text"), said, listed("fussnote", notes))


def url(fassung: Fassung) -> str:
    return page_link("leitbild-fassung", fassung)


register(
    Definition(
        key=KEY,
        name="Leitbild",
        model="leitbild.Leitbild",
        template="druck/leitbild.html",
        collect=collect,
        verzeichnis=verzeichnis,
        url=url,
        stufe=2,
        weitere={Art.LEICHTE_SPRACHE: collect_easy},
        umfang=lambda leitbild: leitbild.abschnitte.count(),
        beschluss=True,
        veroeffentlicht=stamp,
        zurueckgezogen=unstamp,
        teile=teile,
        mehrzahl={"Leitsatz": "Leitsätze", "Stellungnahme": "Stellungnahmen"},
        shape=SHAPE,
        version=6,
        upgrades={1: to_2, 2: to_3, 3: to_4, 4: marked, 5: to_6},
    )
)
