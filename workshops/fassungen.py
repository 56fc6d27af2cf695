"""The documentation of a workshop as a Fassung, where the kernel looks for it."""

from bildungskommune.fassungen.kopf import marked
from bildungskommune.fassungen.registry import Definition, register
from workshops.dokumentation import schema, snapshot
from workshops.dokumentation.textteile import teile
from workshops.dokumentation.verzeichnis import verzeichnis
from workshops.fotos import bestand, gefroren

KARTEN_JE_TEIL = 5
"""A card has no sources, so that it costs as much less to freeze than a part of another document."""

register(
    Definition(
        key=snapshot.KEY,
        name="Dokumentation",
        model="workshops.Workshop",
        template="druck/dokumentation.html",
        collect=snapshot.collect,
        verzeichnis=verzeichnis,
        url=snapshot.url,
        kennung=snapshot.kennung,
        umfang=lambda workshop: workshop.beitraege.count() // KARTEN_JE_TEIL,
        stufe=1,
        veroeffentlicht=snapshot.mark_documented,
        teile=teile,
        nachtrag=gefroren.laid_beside,
        drucksatz=gefroren.with_files,
        entnommen=bestand.taken_out,
        mehrzahl={"Karte": "Karten", "Beitrag": "Beiträge", "Thema": "Themen", "Projektskizze": "Projektskizzen"},
        shape=schema.SHAPE,
        version=7,
        upgrades={1: schema.to_2, 2: schema.to_3, 3: marked, 4: schema.to_5, 5: schema.to_6, 6: schema.to_7},
    )
)
