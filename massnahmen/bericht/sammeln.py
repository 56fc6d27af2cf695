"""An Umsetzungsbericht as plain JSON, as it is frozen."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.tracing.snapshot import FADEN
from massnahmen import wording
from massnahmen.ampel import ZEICHEN
from massnahmen.auswertung import fields_of_each
from massnahmen.bericht import aenderungen
from massnahmen.bericht.daten import Umfeld, massnahme_data, urteil_data
from massnahmen.bericht.stichtag import NICHT_BEKANNT, lagen, loaded
from massnahmen.models import Ampelstufe, Massnahme, Umsetzungsbericht

Data = dict[str, Any]
KEY = "umsetzungsbericht"
OHNE_FELD, OHNE_STELLE, OHNE_HORIZONT = "ohne Handlungsfeld", "noch niemand zuständig", "ohne Angabe"


def collect(bericht: Umsetzungsbericht) -> Snapshot:
    """Return the report with the public measures of its plan as they stood on its Stichtag."""
    public = loaded(Massnahme.objects.public().of_plan(bericht.plan), bericht.stichtag)
    umfeld = Umfeld(bericht.stichtag, _fields(bericht), {one.massnahme_id: one for one in bericht.vorschlaege.all()})
    massnahmen = [massnahme_data(lage, umfeld) for lage in lagen(list(public), bericht.stichtag)]
    vorher = aenderungen.before(bericht)
    return {
        "art": KEY,
        "titel": bericht.titel,
        "kennung": bericht.kennung,
        "berichtsart": bericht.get_art_display(),
        "berichtsart_code": bericht.art,
        "stichtag": bericht.stichtag.isoformat(),
        "bezeichnungen": bericht.plan.worte.eingefroren(),
        "plan": {"titel": bericht.plan.titel, "kennung": bericht.plan.kennung},
        "gremium": str(bericht.gremium or ""),
        "beratung": wording.beschluss(bericht.beratung),
        "vorwort": bericht.vorwort,
        "fazit": bericht.fazit,
        "verglichen": {"mit": vorher.mit, "vom": vorher.vom},
        "zahlen": _numbers(massnahmen),
        "aenderungen": aenderungen.changes(vorher, massnahmen),
        "feldurteile": [
            {"handlungsfeld": str(row.handlungsfeld), **urteil_data(row)}
            for row in bericht.feldurteile.select_related("handlungsfeld")
        ],
        "massnahmen": massnahmen,
        FADEN: [],
    }


def _fields(bericht: Umsetzungsbericht) -> Mapping[int, Sequence[str]]:
    """Return the names of the public Handlungsfelder of each measure, by its key."""
    rows = Massnahme.objects.public().filter(plaetze__plan=bericht.plan).order_by()
    names, pairs = fields_of_each(rows, oeffentlich=True)
    of_each: dict[int, set[str]] = defaultdict(set)
    for pk, kennung in pairs:
        of_each[pk].add(kennung)
    return {pk: [name for kennung, name in names.items() if kennung in own] for pk, own in of_each.items()}


def _numbers(massnahmen: Sequence[Data]) -> Data:
    stufen = Counter(one["ampel"]["code"] for one in massnahmen)
    return {
        "gesamt": len(massnahmen),
        "status": _states(massnahmen),
        "ampel": [
            {"wort": str(stufe.label), "code": stufe.value, "anzahl": stufen[stufe.value], "art": ZEICHEN[stufe]}
            for stufe in Ampelstufe
            if stufen[stufe.value]
        ],
        "felder": _counted(massnahmen, lambda one: one["felder"] or [OHNE_FELD]),
        "stellen": _counted(massnahmen, lambda one: [one["federfuehrung"] or OHNE_STELLE]),
        "horizont": _counted(massnahmen, lambda one: [one["horizont"] or OHNE_HORIZONT]),
    }


def _states(massnahmen: Sequence[Data]) -> list[Data]:
    counts = Counter(one["status_code"] for one in massnahmen)
    unknown = {"wort": NICHT_BEKANNT, "code": "", "anzahl": counts[""], "art": "neutral"}
    return [*wording.counts_of(counts), *([unknown] if counts[""] else [])]


def _counted(massnahmen: Iterable[Data], words: Callable[[Data], Sequence[str]]) -> list[Data]:
    """Count the measures under each word, the most first: all, those done, those late."""
    rows: dict[str, Data] = {}
    for one in massnahmen:
        for wort in words(one):
            row = rows.setdefault(wort, {"wort": wort, "anzahl": 0, "fertig": 0, "verzug": 0})
            row["anzahl"] += 1
            row["fertig"] += one["ampel"]["code"] == Ampelstufe.FERTIG
            row["verzug"] += one["ampel"]["code"] == Ampelstufe.IN_VERZUG
    return sorted(rows.values(), key=lambda row: (-row["anzahl"], row["wort"]))
