"""What stands otherwise in the council information system than here. Nothing is written but proposals.

An empty field there proposes nothing. A proposal that somebody dismissed waits until something else stands there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from bildungskommune.akteure.models import Gremium
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.oparl.lesen import Gelesen, Stand
from bildungskommune.oparl.models import Quelle, Vorschlag, Zuordnung
from bildungskommune.ui.zeiten import datum

Art = Vorschlag.Art
ANGABEN = ("nummer", "art", "betreff", "federfuehrung", "anlagen", "link")
BERATUNGSANGABEN = ("datum", "top", "rolle", "ergebnis", "nichtoeffentlich")
NEUE_VORLAGE = "vorlage"


@dataclass(frozen=True)
class Unterschied:
    """A proposal before it is stored."""

    art: str
    schluessel: str
    titel: str
    hier: str
    dort: str
    wert: Any

    @property
    def fields(self) -> dict[str, Any]:
        return {"art": self.art, "titel": self.titel[:300], "hier": self.hier, "dort": self.dort, "wert": self.wert}


def renew(quelle: Quelle) -> list[Vorschlag]:
    """Bring the proposals in line with what was read and what is here; returns what waits for a decision."""
    with transaction.atomic():
        quelle = Quelle.objects.select_for_update(of=("self",)).get(pk=quelle.pk)
        stand = Stand.from_json(quelle.stand)
        _join(quelle, stand)
        found = {one.schluessel: one for one in differences(quelle, stand)}
        known = {row.schluessel: row for row in quelle.vorschlaege.all()}
        quelle.vorschlaege.exclude(schluessel__in=found).delete()
        for schluessel, one in found.items():
            row = known.get(schluessel)
            if row is None or row.wert != one.wert:
                quelle.vorschlaege.update_or_create(schluessel=schluessel, defaults={**one.fields, "verworfen": False})
            elif row.hier != one.hier:
                quelle.vorschlaege.filter(pk=row.pk).update(**one.fields)
    return list(quelle.vorschlaege.filter(verworfen=False))


def _join(quelle: Quelle, stand: Stand) -> None:
    """Join the Vorlage of the same number; that changes none of its words."""
    if quelle.vorlage_id is None and stand.nummer:
        same = Vorlage.objects.filter(nummer=stand.nummer, ratsquelle=None).first()
        if same is not None:
            quelle.vorlage = same
            quelle.save(update_fields=["vorlage"])


def differences(quelle: Quelle, stand: Stand) -> Iterator[Unterschied]:
    """Yield what differs, the Vorlage first; without a Vorlage only the proposal to make it."""
    if stand.geloescht:
        return
    if quelle.vorlage is None:
        if stand.nummer:
            yield _new_paper(quelle, stand)
        return
    yield from _of_paper(quelle.vorlage, stand)
    yield from _of_debates(quelle.vorlage, stand)


def _new_paper(quelle: Quelle, stand: Stand) -> Unterschied:
    wert = {feld: getattr(stand, feld) for feld in ANGABEN}
    wert |= {"art": stand.art or Vorlage.Art.BESCHLUSS, "betreff": stand.betreff or stand.nummer}
    return Unterschied(Art.VORLAGE, NEUE_VORLAGE, f"Neue Vorlage {stand.nummer}", "", wert["betreff"], wert)


def _of_paper(vorlage: Vorlage, stand: Stand) -> Iterator[Unterschied]:
    for feld in ANGABEN:
        here, there = getattr(vorlage, feld), getattr(stand, feld)
        if there and _plain(here) != _plain(there):
            name = _field(Vorlage, feld)[0]
            yield Unterschied(Art.ANGABE, feld, name, _said(Vorlage, feld, here), _said(Vorlage, feld, there), there)


def _of_debates(vorlage: Vorlage, stand: Stand) -> Iterator[Unterschied]:
    beratungen = list(Beratung.objects.filter(vorlage=vorlage).select_related("gremium").order_by("datum", "pk"))
    asked = [one for one in stand.beratungen if not one.abgesagt and one.gremium]
    gremien = committees(asked)
    yield from _unknown(one for one in asked if one.gremium not in gremien)
    for gelesen, beratung in _pairs([one for one in asked if one.gremium in gremien], gremien, beratungen):
        if beratung is not None:
            yield from _of_debate(beratung, gelesen)
        elif gelesen.datum:
            yield _new_debate(gelesen, gremien[gelesen.gremium])


def committees(gelesene: list[Gelesen]) -> dict[str, Gremium]:
    """Return the Gremium of each Organization: the one it was assigned to, else the one of the same name."""
    wanted = {one.gremium: one for one in gelesene}
    rows = Zuordnung.objects.filter(kennung__in=wanted).select_related("gremium")
    found = {row.kennung: row.gremium for row in rows}
    for kennung, one in wanted.items():
        if kennung not in found and one.gremium_name:
            same = Gremium.objects.filter(Q(name__iexact=one.gremium_name) | Q(kurzname__iexact=one.gremium_name))
            if len(same) == 1:
                found[kennung] = same[0]
    return found


def _unknown(gelesene: Iterator[Gelesen]) -> Iterator[Unterschied]:
    for one in {one.gremium: one for one in gelesene}.values():
        name = one.gremium_name or one.gremium
        wert = {"kennung": one.gremium, "name": one.gremium_name, "kurzname": one.gremium_kurz}
        yield Unterschied(Art.GREMIUM, f"gremium {one.gremium}", f"Welches Gremium ist „{name[:200]}“?", "", name, wert)


def _pairs(
    gelesene: list[Gelesen], gremien: dict[str, Gremium], beratungen: list[Beratung]
) -> Iterator[tuple[Gelesen, Beratung | None]]:
    """Pair what was read with what is here: the same committee and day first, then the same committee in order."""
    free = list(beratungen)
    for by_day in (True, False):
        rest = []
        for one in sorted(gelesene, key=lambda gelesen: gelesen.datum):
            gremium = gremien[one.gremium].pk
            fitting = (b for b in free if b.gremium_id == gremium and (not by_day or b.datum.isoformat() == one.datum))
            beratung = next(fitting, None)
            if beratung is None:
                rest.append(one)
                continue
            free.remove(beratung)
            yield one, beratung
        gelesene = rest
    for one in gelesene:
        yield one, None


def _new_debate(gelesen: Gelesen, gremium: Gremium) -> Unterschied:
    wert = {"gremium": gremium.pk, "gremium_kennung": gelesen.gremium}
    wert |= {feld: getattr(gelesen, feld) for feld in BERATUNGSANGABEN}
    wert |= {"rolle": gelesen.rolle or Beratung.Rolle.VORBERATUNG, "nichtoeffentlich": bool(gelesen.nichtoeffentlich)}
    words = [f"{datum(gelesen.datum)}", gelesen.top and f"TOP {gelesen.top}", gelesen.wortlaut[:300]]
    return Unterschied(
        Art.BERATUNG, f"neu {gelesen.kennung}", f"Neue Beratung: {gremium}", "", ", ".join(filter(None, words)), wert
    )


def _of_debate(beratung: Beratung, gelesen: Gelesen) -> Iterator[Unterschied]:
    for feld in BERATUNGSANGABEN:
        there = getattr(gelesen, feld)
        here = beratung.datum.isoformat() if feld == "datum" else getattr(beratung, feld)
        if there in {None, ""} or here == there:
            continue
        name = _field(Beratung, feld)[0]
        said = _said(Beratung, feld, there)
        if feld == "ergebnis" and gelesen.wortlaut.casefold() != said.casefold():
            said = f"{said} (dort: „{gelesen.wortlaut[:300]}“)"
        titel = f"{beratung.gremium}, {datum(beratung.datum)}: {name}"
        key = f"beratung {beratung.pk} {feld}"
        yield Unterschied(Art.BERATUNGSANGABE, key, titel, _said(Beratung, feld, here), said, there)


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _said(model: type[Vorlage | Beratung], feld: str, value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return "\n".join(value)
    said = datum(value) if feld == "datum" else _field(model, feld)[1].get(value)
    return str(said or value)


def _field(model: type[Vorlage | Beratung], feld: str) -> tuple[str, dict[Any, Any]]:
    """Return the name of a field, and the words of its choices."""
    field: Any = model._meta.get_field(feld)
    return str(field.verbose_name), dict(field.flatchoices)
