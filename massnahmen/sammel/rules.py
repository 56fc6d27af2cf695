"""What a change of many does to each measure, and doing it: each has its note in the trail, a state its Sachstand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Stelle
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.werkbank import aendern
from massnahmen import prioritaeten, progress
from massnahmen.listen import newest_of
from massnahmen.models import Angabe, Massnahme, MassnahmeStatus
from massnahmen.progress import ReportInFuture, ReportOutdated
from massnahmen.sammel.forms import LEER
from massnahmen.tabelle.plan import Aenderung

PRIORITAET = "prioritaet"
FREMD = "Die Skala ihres Maßnahmenplans kennt „{}“ nicht."


@dataclass
class Zeile:
    """One measure and what would change; refused as a whole when one thing cannot be."""

    massnahme: Massnahme
    aenderungen: list[Aenderung] = field(default_factory=list)
    gruende: list[str] = field(default_factory=list)
    werte: dict[str, Any] = field(default_factory=dict)
    schwerpunkte: list[Schwerpunkt] | None = None
    hat_neuen_stand: bool = False


@dataclass(frozen=True)
class Wunsch:
    """What the form asks for, read once for all measures."""

    werte: Mapping[str, Any]
    dazu: Schwerpunkt | None
    weg: Schwerpunkt | None
    status: str
    bericht: Mapping[str, Any]
    festlegung: Mapping[str, Any]
    """From which day a new priority holds, who set it and why."""


def wish(data: Mapping[str, Any]) -> Wunsch:
    """Return what the cleaned form asks for."""
    werte: dict[str, Any] = {}
    for name in ("horizont", "prioritaet"):
        if data.get(name):
            werte[name] = "" if data[name] == LEER else data[name]
    if data.get("oeffentlich"):
        werte["oeffentlich"] = data["oeffentlich"] == "ja"
    if data.get("angaben"):
        werte["oeffentliche_angaben"] = list(Angabe.values) if data["angaben"] == "ja" else []
    if stelle := data.get("federfuehrung"):
        werte["federfuehrung"] = None if stelle == LEER else Stelle.objects.get(kennung=stelle)
    bericht = {name: data.get(name) or "" for name in ("text", "hindernisse")} | {"stichtag": data.get("stichtag")}
    festlegung = {name: data.get(f"prioritaet_{name}") or "" for name in ("durch", "wer")}
    festlegung |= {"ab": data.get("prioritaet_ab"), "begruendung": data.get("prioritaet_grund") or ""}
    return Wunsch(
        werte,
        _focus(data, "schwerpunkt"),
        _focus(data, "ohne_schwerpunkt"),
        data.get("status", ""),
        bericht,
        festlegung,
    )


def _focus(data: Mapping[str, Any], name: str) -> Schwerpunkt | None:
    return Schwerpunkt.objects.get(kennung=data[name]) if data.get(name) else None


def plan(massnahmen: Sequence[Massnahme], wunsch: Wunsch) -> list[Zeile]:
    """Say for each measure what would change; nothing is stored."""
    wort = wunsch.werte.get(PRIORITAET)
    scales = prioritaeten.scales(massnahmen) if wort else {}
    return [_row(massnahme, wunsch, fremd=bool(wort) and wort not in scales[massnahme.pk]) for massnahme in massnahmen]


def _row(massnahme: Massnahme, wunsch: Wunsch, *, fremd: bool) -> Zeile:
    """`fremd` says that the scale of the measure does not have the new priority."""
    zeile = Zeile(massnahme, gruende=[FREMD.format(wunsch.werte[PRIORITAET])] if fremd else [])
    for name, value in wunsch.werte.items():
        if not _is_same(getattr(massnahme, name), value):
            zeile.werte[name] = value
            label = str(getattr(Massnahme._meta.get_field(name), "verbose_name", name))
            zeile.aenderungen.append(Aenderung(label, _word(massnahme, name), _word(Massnahme(**{name: value}), name)))
    _add_focus(zeile, wunsch)
    if wunsch.status and wunsch.status != massnahme.status:
        _add_state(zeile, wunsch)
    return zeile


def _is_same(stored: object, value: object) -> bool:
    return set(stored) == set(value) if isinstance(stored, list) and isinstance(value, list) else stored == value


def _word(massnahme: Massnahme, name: str) -> str:
    if name == "oeffentlich":
        return "öffentlich" if massnahme.oeffentlich else "nicht öffentlich"
    if name == "oeffentliche_angaben":
        return ", ".join(str(one.label) for one in Angabe if one in massnahme.oeffentliche_angaben) or "nichts"
    display = getattr(massnahme, f"get_{name}_display", None)
    return str((display() if display else getattr(massnahme, name)) or "")


def _add_focus(zeile: Zeile, wunsch: Wunsch) -> None:
    stored = list(zeile.massnahme.schwerpunkte.all())
    wanted = [one for one in stored if one != wunsch.weg]
    if wunsch.dazu is not None and wunsch.dazu not in wanted:
        wanted.append(wunsch.dazu)
    if set(wanted) != set(stored):
        zeile.schwerpunkte = wanted
        vorher, nachher = (", ".join(sorted(str(one) for one in rows)) for rows in (stored, wanted))
        zeile.aenderungen.append(Aenderung("Programmschwerpunkte", vorher, nachher))


def _add_state(zeile: Zeile, wunsch: Wunsch) -> None:
    massnahme = zeile.massnahme
    if refusal := _refusal(massnahme, wunsch):
        zeile.gruende.append(refusal)
        return
    zeile.hat_neuen_stand = True
    nachher = str(MassnahmeStatus(wunsch.status).label)
    zeile.aenderungen.append(Aenderung("Stand", str(massnahme.get_status_display()), nachher))


def _refusal(massnahme: Massnahme, wunsch: Wunsch) -> str:
    """Return the sentence of the rule that a report of this state would break, empty for none."""
    stichtag: date = wunsch.bericht["stichtag"]
    newest = newest_of(massnahme)
    if wunsch.status not in {one.value for one in massnahme.moves()}:
        return str(MoveRefused(massnahme, wunsch.status))
    if stichtag > timezone.localdate():
        return str(ReportInFuture())
    if newest is not None and newest.stichtag > stichtag:
        return str(ReportOutdated(newest.stichtag))
    if wunsch.status in Massnahme.NUR_BEGRUENDET and not wunsch.bericht["hindernisse"].strip():
        return str(ReasonMissing(wunsch.status))
    return ""


def take(zeilen: Sequence[Zeile], wunsch: Wunsch, *, by: Nutzer) -> int:
    """Change each measure that is not refused, all or nothing. Returns how many."""
    wanted = [zeile for zeile in zeilen if zeile.aenderungen and not zeile.gruende]
    with transaction.atomic():
        for zeile in wanted:
            _take(zeile, wunsch, by=by)
    return len(wanted)


def _take(zeile: Zeile, wunsch: Wunsch, *, by: Nutzer) -> None:
    massnahme = zeile.massnahme
    for name, value in zeile.werte.items():
        setattr(massnahme, name, value)
    own = [name for name in zeile.werte if name != PRIORITAET]
    felder = [*own, *(["schwerpunkte"] if zeile.schwerpunkte is not None else [])]
    aendern.change(massnahme, felder, version=massnahme.version, by=by)
    if zeile.schwerpunkte is not None:
        massnahme.schwerpunkte.set(zeile.schwerpunkte)
    if PRIORITAET in zeile.werte:
        prioritaeten.prioritise(massnahme, zeile.werte[PRIORITAET], **wunsch.festlegung, by=by)
    if zeile.hat_neuen_stand:
        progress.report(massnahme, status=wunsch.status, **wunsch.bericht, by=by)
