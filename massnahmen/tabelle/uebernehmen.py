"""Do what the rows of a table say, in one transaction, with a note in the trail for each measure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from bildungskommune.audit.log import By, record_each
from bildungskommune.text import counted
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock, next_position
from konzept.skala import Urheber
from massnahmen import drafting, links, prioritaeten, progress
from massnahmen.bestandteile import rules
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz, Sachstand
from massnahmen.tabelle.felder import FELDER, PRIORITAET
from massnahmen.tabelle.nachbarn import Link, Platz
from massnahmen.tabelle.plan import Was, Zeile
from massnahmen.tabelle.spalten import KENNUNG
from massnahmen.tabelle.stand import Bericht
from massnahmen.tabelle.teile import Neues

EINGELESEN = "Aus einer Tabelle eingelesen."
"""The reason of a priority that a row changes."""


def take(zeilen: Sequence[Zeile], antworten: Mapping[str, object], *, by: Any) -> str:
    """Store what is new and what is changed, all or nothing. Returns how many of both, in words."""
    new = [zeile for zeile in zeilen if zeile.was == Was.NEU]
    changed = [zeile for zeile in zeilen if zeile.was == Was.GEAENDERT]
    with transaction.atomic():
        made = {zeile.nr: _make(zeile, by=by) for zeile in new}
        for zeile in changed:
            _change(zeile, by=by)
        measures = [(made.get(zeile.nr) or zeile.massnahme, zeile) for zeile in [*new, *changed]]
        for massnahme, zeile in measures:
            assert massnahme is not None
            _link(massnahme, zeile.links, made, by=by)
        _place([(massnahme, platz) for massnahme, zeile in measures if massnahme for platz in zeile.plaetze], by=by)
    neu = counted(len(new), "Maßnahme ist", "Maßnahmen sind")
    return f"{neu} neu, {len(changed)} geändert."


def _make(zeile: Zeile, *, by: By) -> Massnahme:
    own = {name: value for name, value in zeile.werte.items() if not FELDER[name].viele and name != PRIORITAET}
    massnahme = Massnahme(**own)
    if zeile.bericht is not None:
        _set_state(massnahme, zeile.bericht)
    drafting.add_massnahme(massnahme, by=by, kennung=zeile.cells.get(KENNUNG, ""))
    _set_many(massnahme, zeile.werte)
    _prioritise(massnahme, zeile.werte, by=by)
    _add_parts(massnahme, zeile.teile)
    if zeile.bericht is not None:
        _report_first(massnahme, zeile.bericht, by=by)
    return massnahme


def _set_state(massnahme: Massnahme, bericht: Bericht) -> None:
    """A measure that comes from a document begins where the document says, since its day."""
    massnahme.status = bericht.status
    massnahme.status_seit = timezone.make_aware(datetime.combine(bericht.stichtag, time.min))
    if bericht.status in Massnahme.NUR_BEGRUENDET:
        massnahme.status_grund = bericht.texte["hindernisse"]


def _set_many(massnahme: Massnahme, werte: Mapping[str, Any]) -> None:
    for name, value in werte.items():
        if FELDER[name].viele:
            getattr(massnahme, name).set(value)


def _prioritise(massnahme: Massnahme, werte: Mapping[str, Any], *, by: By) -> None:
    if PRIORITAET in werte:
        prioritaeten.prioritise(
            massnahme, werte[PRIORITAET], timezone.localdate(), EINGELESEN, durch=Urheber.STABSSTELLE, by=by
        )


def _add_parts(massnahme: Massnahme, neues: Iterable[Neues]) -> None:
    rows: dict[type[Any], list[Any]] = {}
    for one in neues:
        rows.setdefault(type(one.teil), []).append(one.teil)
    for model, parts in rows.items():
        for position, part in enumerate(parts):
            part.massnahme = massnahme
            if issubclass(model, rules.GEREIHT):
                part.position = position
        model.objects.bulk_create(parts)


def _report_first(massnahme: Massnahme, bericht: Bericht, *, by: Any) -> None:
    Sachstand.objects.create(
        massnahme=massnahme,
        stichtag=bericht.stichtag,
        stand_laut_dokument=bericht.laut_dokument,
        status=bericht.status,
        erfasst_von_id=by.pk if by is not None and by.is_authenticated else None,
        **bericht.texte,
    )


def _change(zeile: Zeile, *, by: Any) -> None:
    massnahme = zeile.massnahme
    assert massnahme is not None
    if named := [name for name in zeile.werte if name != PRIORITAET]:
        aendern.change(massnahme, named, version=massnahme.version, by=by)
        _set_many(massnahme, zeile.werte)
    _prioritise(massnahme, zeile.werte, by=by)
    for one in zeile.teile:
        if one.felder:
            rules.change(one.teil, one.felder, massnahme, by=by)
        else:
            rules.add(one.teil, massnahme, by=by)
    if zeile.bericht is not None:
        bericht = zeile.bericht
        progress.report(
            massnahme,
            stichtag=bericht.stichtag,
            status=bericht.status,
            laut_dokument=bericht.laut_dokument,
            **bericht.texte,
            by=by,
        )


def _link(massnahme: Massnahme, named: Iterable[Link], made: Mapping[int, Massnahme], *, by: By) -> None:
    """Store each link once, whichever side names it; the first note that is said stays."""
    for one in named:
        other = made[one.andere] if isinstance(one.andere, int) else one.andere
        new = links.link(massnahme, other, one.code, one.notiz)
        there = links.same_as(new)
        if there is None:
            rules.add(new, massnahme, by=by)
        elif one.notiz and there.notiz != one.notiz:
            there.notiz = one.notiz
            rules.change(there, ["notiz"], massnahme, by=by)


def _place(wishes: Iterable[tuple[Massnahme, Platz]], *, by: By) -> None:
    plans: dict[Massnahmenplan, list[tuple[Massnahme, Platz]]] = {}
    for massnahme, platz in wishes:
        plans.setdefault(platz.plan, []).append((massnahme, platz))
    for plan, wanted in plans.items():
        lock(plan)
        _place_in(plan, wanted)
        record_each(by, "massnahmenplan.eingelesen", [(plan, {"anzahl": len(wanted)})])


def _place_in(plan: Massnahmenplan, wanted: Sequence[tuple[Massnahme, Platz]]) -> None:
    """Give each its number and its place; the others keep their order around them."""
    rows = {row.massnahme_id: row for row in plan.plaetze.order_by("position", "pk")}
    last = next_position(plan.plaetze.all())
    for massnahme, wish in wanted:
        row = rows.setdefault(massnahme.pk, Planplatz(plan=plan, massnahme=massnahme, position=last))
        row.nr = wish.nr or row.nr
    ranks = {massnahme.pk: wish.rang for massnahme, wish in wanted if wish.rang is not None}
    order = [row for key, row in rows.items() if key not in ranks]
    for key, rank in sorted(ranks.items(), key=lambda pair: pair[1]):
        order.insert(rank - 1, rows[key])
    for position, row in enumerate(order, 1):
        row.position = position
    is_new = [row.pk is None for row in order]
    Planplatz.objects.bulk_update([row for row, new in zip(order, is_new, strict=True) if not new], ["position", "nr"])
    Planplatz.objects.bulk_create([row for row, new in zip(order, is_new, strict=True) if new])
