"""The Bildungskonzept as a Fassung: what is frozen, read and printed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.kopf import marked
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import Definition, Snapshot, register
from bildungskommune.fassungen.textteile import Teil, lines, teil, written
from bildungskommune.fassungen.verzeichnis import Inhaltszeile, inhaltszeile
from bildungskommune.tracing.faden import Key, Schritt
from bildungskommune.tracing.netz import Netz, key_of, netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung
from konzept.bezeichnungen import Ebene, of_snapshot
from konzept.drafting import priority_of
from konzept.models import Ableitung, Handlungsfeld, Konzept, Strategie, Ziel
from konzept.schema import MASSNAHME, SHAPE, to_2, to_3, to_4, to_6, to_7
from workshops.herkunft import sources

KEY = "konzept"


def collect(konzept: Konzept) -> Snapshot:
    """Return the Konzept as plain JSON: each Handlungsfeld with its aims, Strategien and what came of them."""
    felder = list(complete(konzept))
    strategien = [strategie for feld in felder for strategie in feld.strategien.all()]
    ziele = [ziel for feld in felder for ziel in feld.ziele.all()]
    woher, wohin = netz([*felder, *strategien, *ziele], "woher"), netz([*felder, *strategien], "wohin")
    anchors, sammlung = anchors_of(strategien), Sammlung()
    return {
        "art": KEY,
        "titel": konzept.titel,
        "untertitel": konzept.untertitel,
        "kennung": konzept.kennung,
        "einleitung": konzept.einleitung,
        "absaetze": konzept.absatz_kennungen(),
        "bezeichnungen": konzept.worte.eingefroren(),
        "handlungsfelder": [_feld(feld, sammlung, woher, wohin, anchors) for feld in felder],
        FADEN: sammlung.steps,
    }


def complete(konzept: Konzept) -> QuerySet[Handlungsfeld]:
    """Return the Handlungsfelder with all their parts and guests, with a constant number of queries."""
    gaeste = Strategie.objects.select_related("handlungsfeld__konzept")
    strategien = gaeste.prefetch_related("ziele", "auch_in")
    ziele = Ziel.objects.select_related("handlungsfeld__konzept").prefetch_related("priorisierungen")
    return konzept.handlungsfelder.select_related("konzept").prefetch_related(
        Prefetch("strategien", queryset=strategien),
        Prefetch("gaeste", queryset=gaeste),
        Prefetch("ziele", queryset=ziele),
    )


def count_parts(konzept: Konzept) -> int:
    """Return how many Handlungsfelder, Ziele and Strategien there are, counted with one statement."""
    counts = [Count(name, distinct=True) for name in ("pk", "ziele", "strategien")]
    found: int = konzept.handlungsfelder.aggregate(teile=sum(counts[1:], counts[0]))["teile"]
    return found


def anchors_of(strategien: Iterable[Strategie]) -> dict[int, str]:
    """Return an anchor for each Strategie that is unique in the whole document, also where Kennungen repeat."""
    rows = list(strategien)
    counts = Counter(strategie.kennung for strategie in rows)
    return {
        row.pk: row.kennung if counts[row.kennung] == 1 else f"{row.handlungsfeld.kennung}-{row.kennung}"
        for row in rows
    }


def _feld(feld: Handlungsfeld, sammlung: Sammlung, woher: Netz, wohin: Netz, anchors: dict[int, str]) -> dict[str, Any]:
    strategien, gaeste = list(feld.strategien.all()), list(feld.gaeste.all())
    own = beside_strategien(wohin, feld, strategien, gaeste)
    return {
        "kennung": feld.kennung,
        "anker": feld.kennung,
        "slug": feld.kennung,
        "nr": feld.nr,
        "titel": feld.titel,
        "querschnitt": feld.querschnitt,
        "ausgangslage": feld.ausgangslage,
        "zielbild": feld.zielbild,
        "worauf_wir_bauen": feld.worauf_wir_bauen,
        "herausforderungen": feld.herausforderungen,
        "absaetze": feld.absatz_kennungen(),
        "beispieltext": feld.beispieltext,
        "davor": _before(feld, feld, sammlung, woher),
        "herkunft": sources(sammlung, woher, woher.schritte(feld)),
        "folgen": sammlung.add(own),
        "ziele": [_ziel(one) | {"davor": _before(one, feld, sammlung, woher)} for one in feld.ziele.all()],
        "strategien": [
            _strategie(one, sammlung, wohin, anchors[one.pk]) | {"davor": _before(one, feld, sammlung, woher)}
            for one in strategien
        ],
        "auch_hier": [_gast(one, anchors[one.pk]) for one in gaeste],
        "zahl_massnahmen": _count(own, *(wohin.schritte(one) for one in (*strategien, *gaeste))),
    }


def _before(
    teil: Handlungsfeld | Ziel | Strategie, feld: Handlungsfeld, sammlung: Sammlung, woher: Netz
) -> dict[str, Any]:
    """Return what a part of a Fortschreibung was before, with the Konzept in which that stood; none where it is new."""
    before = feld.konzept.vorgaenger
    steps = [step for step in woher.naechste(teil) if step.key[0] == teil._meta.label_lower]
    return sammlung.add(steps, lambda _: str(before or ""))


def _gast(strategie: Strategie, anker: str) -> dict[str, Any]:
    return {
        "kennung": strategie.kennung,
        "anker": anker,
        "nr": strategie.nr,
        "titel": strategie.titel,
        "handlungsfeld": _named(strategie.handlungsfeld),
    }


def _named(feld: Handlungsfeld) -> dict[str, str]:
    return {"kennung": feld.kennung, "anker": feld.kennung, "nr": feld.nr, "titel": feld.titel}


def _count(*ways: Sequence[Schritt]) -> int:
    """Count the measures that stand on these ways, each once."""
    return len({step.key for way in ways for step in way if step.gattung == MASSNAHME})


def beside_strategien(
    wohin: Netz, feld: Handlungsfeld, strategien: Sequence[Strategie], gaeste: Sequence[Strategie]
) -> list[Schritt]:
    """Return what follows from the Handlungsfeld itself: through none of its Strategien, nor only by guests."""
    carried = _reached(wohin, map(key_of, strategien))
    if guests := {key_of(one) for one in gaeste}:
        others = [step.key for step in wohin.naechste(feld) if step.key not in guests]
        carried |= _reached(wohin, guests) - _reached(wohin, others)
    return [step for step in wohin.schritte(feld) if step.stufe > Handlungsfeld.faden_stufe and step.key not in carried]


def _reached(net: Netz, things: Iterable[Key]) -> set[Key]:
    return {found for thing in things for found in (thing, *(step.key for step in net.schritte(thing)))}


def _ziel(ziel: Ziel) -> dict[str, Any]:
    priority = priority_of(ziel)
    return {
        "kennung": ziel.kennung,
        "nr": ziel.nr,
        "art": ziel.art,
        "art_code": ziel.art,
        "titel": ziel.titel,
        "text": ziel.text,
        "absaetze": ziel.absatz_kennungen(),
        "kennzahl": ziel.kennzahl,
        "prioritaet": priority.prioritaet if priority else "",
        "prioritaet_code": priority.prioritaet if priority else "",
    }


def _strategie(strategie: Strategie, sammlung: Sammlung, wohin: Netz, anker: str) -> dict[str, Any]:
    return {
        "kennung": strategie.kennung,
        "anker": anker,
        "nr": strategie.nr,
        "titel": strategie.titel,
        "text": strategie.text,
        "absaetze": strategie.absatz_kennungen(),
        "beispieltext": strategie.beispieltext,
        "ziele": [ziel.nr or ziel.titel for ziel in strategie.ziele.all()],
        "auch_in": [_named(feld) for feld in strategie.auch_in.all()],
        "massnahmen": sammlung.add(wohin.schritte(strategie)),
    }


def stamp(fassung: Fassung) -> None:
    """Mark the rows that stand in the published Fassung; the day of the first publication stays."""
    assert fassung.veroeffentlicht_am is not None
    day = timezone.localdate(fassung.veroeffentlicht_am)
    data = lesen.inhalt(fassung)["handlungsfelder"]
    felder = Handlungsfeld.objects.filter(konzept_id=fassung.objekt_id)
    _mark(felder, felder.filter(kennung__in=[feld["kennung"] for feld in data]), day)
    for model, name in ((Ziel, "ziele"), (Strategie, "strategien")):
        rows = model._default_manager.filter(handlungsfeld__konzept_id=fassung.objekt_id)
        inside = {(feld["kennung"], part["kennung"]) for feld in data for part in feld[name]}
        known = rows.values_list("handlungsfeld__kennung", "kennung", "pk")
        _mark(rows, rows.filter(pk__in=[pk for feld, part, pk in known if (feld, part) in inside]), day)
    adopt_sources(fassung)


def adopt_sources(fassung: Fassung) -> None:
    """Let each source remember the first published Fassung in which it stood."""
    inside = [feld["kennung"] for feld in lesen.inhalt(fassung)["handlungsfelder"]]
    fresh = Ableitung.objects.filter(beschlossen_in=None, handlungsfeld__konzept_id=fassung.objekt_id)
    fresh.filter(handlungsfeld__kennung__in=inside).update(beschlossen_in=fassung)


def unstamp(fassung: Fassung) -> None:
    """Nothing of this Konzept holds any more, so no row of it is public."""
    felder = Handlungsfeld.objects.filter(konzept_id=fassung.objekt_id)
    felder.update(veroeffentlicht=False, veroeffentlicht_am=None)
    for model in (Ziel, Strategie):
        rows = model._default_manager.filter(handlungsfeld__konzept_id=fassung.objekt_id)
        rows.update(veroeffentlicht=False, veroeffentlicht_am=None)


def _mark(all_rows: QuerySet[Any], inside: QuerySet[Any], day: object) -> None:
    kept = list(inside.values_list("pk", flat=True))
    all_rows.exclude(pk__in=kept).update(veroeffentlicht=False, veroeffentlicht_am=None)
    all_rows.filter(pk__in=kept, veroeffentlicht=False).update(veroeffentlicht=True, veroeffentlicht_am=day)


def verzeichnis(snapshot: Snapshot) -> Iterator[Inhaltszeile]:
    if snapshot["einleitung"]:
        yield inhaltszeile("Einleitung", "einleitung")
    for feld in snapshot["handlungsfelder"]:
        yield inhaltszeile(feld["titel"], feld["anker"], nr=feld["nr"])
        for strategie in feld["strategien"]:
            yield inhaltszeile(strategie["titel"], strategie["anker"], ebene=2, nr=strategie["nr"])


def teile(snapshot: Snapshot) -> Iterator[Teil]:
    """Return the introduction, each Handlungsfeld, its aims and its Strategien."""
    worte = of_snapshot(snapshot)
    if snapshot["untertitel"] or snapshot["einleitung"]:
        yield teil("einleitung", "Einleitung", written(snapshot, "untertitel", "einleitung"))
    for feld in snapshot["handlungsfelder"]:
        ort, name = feld["kennung"], _name(feld)
        yield teil(ort, _called(worte["handlungsfeld"], feld))
        for key in Handlungsfeld.ABSATZFELDER:
            label = getattr(Handlungsfeld, key).field.verbose_name
            yield teil(f"{ort}/{key}", f"{label}: {name}", written(feld, key))
        for ziel in feld["ziele"]:
            more = lines(ziel, {"kennzahl": "Kennzahl", "prioritaet": "Priorität"})
            yield teil(f"{ort}/ziel/{ziel['kennung']}", _called(worte["ziel"], ziel), written(ziel, "text"), more)
        for strategie in feld["strategien"]:
            said = (written(strategie, "text"), lines(strategie, {"ziele": worte["ziel"].mehrzahl}))
            name = _called(worte["strategie"], strategie)
            yield teil(f"{ort}/strategie/{strategie['kennung']}", name, *said)


def _name(one: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (one["nr"], one["titel"])))


def _called(ebene: Ebene, one: Mapping[str, Any]) -> str:
    return f"{ebene.name(one['nr'])} {one['titel']}"


def url(fassung: Fassung) -> str:
    return page_link("konzept-fassung", fassung)


register(
    Definition(
        key=KEY,
        name="Bildungskonzept",
        model="konzept.Konzept",
        template="druck/konzept.html",
        collect=collect,
        verzeichnis=verzeichnis,
        url=url,
        stufe=3,
        umfang=count_parts,
        beschluss=True,
        veroeffentlicht=stamp,
        zurueckgezogen=unstamp,
        teile=teile,
        mehrzahl={"Handlungsfeld": "Handlungsfelder", "Ziel": "Ziele", "Strategie": "Strategien"},
        shape=SHAPE,
        version=7,
        upgrades={1: to_2, 2: to_3, 3: to_4, 4: marked, 5: to_6, 6: to_7},
    )
)
