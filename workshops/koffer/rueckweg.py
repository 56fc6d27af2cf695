"""Read in the office what was made in the hall: look at it first, then do it; a second time nothing is new.

Side effects of `read`: rows, moves of states and an audit entry in one transaction under the row lock of the workshop.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.db import transaction

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akte.abgleich import Abgleich, Befund, Was
from bildungskommune.akte.datei import Datei
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.pruefen import form_errors
from bildungskommune.audit.log import record
from workshops.koffer import auszug
from workshops.koffer.datei import Inhalt, Unlesbar
from workshops.models import Anmeldung, Thema, Workshop

Satz = dict[str, Any]


def compare(workshop: Workshop, inhalt: Inhalt) -> Abgleich:
    """Say what reading the file would do, and try it; nothing is changed. Raises Unlesbar, AkteUnlesbar."""
    with transaction.atomic():
        found = _bring(workshop, inhalt)
        transaction.set_rollback(True)
    return found


def read(workshop: Workshop, inhalt: Inhalt, *, by: Nutzer) -> Abgleich:
    """Take over what changed in the hall only. Raises Unlesbar, AkteUnlesbar; then nothing is changed."""
    with transaction.atomic():
        found = _bring(workshop, inhalt)
        if found.aendert:
            record(by, "koffer.gelesen", workshop, anzahl=sum(one.was != Was.BLEIBT for one in found.befunde))
    return found


def _bring(workshop: Workshop, inhalt: Inhalt) -> Abgleich:
    if "jetzt" not in inhalt:
        raise Unlesbar("Das ist die Datei für den Hinweg. Bitte wählen Sie die, die der Koffer geschrieben hat.")
    vorher, dort = (_checked(workshop, inhalt, name) for name in ("mitgenommen", "jetzt"))
    workshop = Workshop.objects.locked(workshop.pk)
    hier = auszug.as_it_is_here(workshop)
    dort = _with_own_names(workshop, vorher, dort)
    renamed = _same_people(_registered(vorher), _registered(dort), _registered(hier))
    found = Abgleich(auszug.ZURUECK, vorher=vorher, dort=dort, hier=hier)
    found.befunde.extend(renamed)
    if found.aendert:
        for akte in found.stufen():
            einlesen(Datei(akte))
    return found


def _checked(workshop: Workshop, inhalt: Inhalt, name: str) -> Satz:
    """Return one of the two states in the file. Raises Unlesbar when it is no state of this workshop."""
    akte: Satz = deepcopy(inhalt[name])
    if form_errors(Datei(akte)):
        raise Unlesbar("Diese Datei hat eine andere Version des Portals geschrieben.")
    slugs = [one["slug"] for reihe in akte.get("reihen", []) for one in reihe.get("workshops", [])]
    if slugs != [workshop.slug] or akte["reihen"][0]["kennung"] != workshop.reihe.kennung:
        raise Unlesbar(
            "Diese Datei gehört zu einem anderen Workshop. Bitte öffnen Sie dessen Seite und lesen sie dort ein."
        )
    return akte


def _registered(akte: Satz) -> list[Satz]:
    """Return the registrations of the one workshop in this state."""
    found: list[Satz] = akte["reihen"][0]["workshops"][0].setdefault("anmeldungen", [])
    return found


def _with_own_names(workshop: Workshop, vorher: Satz, dort: Satz) -> Satz:
    """Rename Themen of the hall that are called like one of another workshop; each time they get the same name."""
    known = {satz["kennung"] for satz in vorher["reihen"][0].get("themen", [])}
    others = Thema.objects.filter(reihe=workshop.reihe_id).exclude(workshop=workshop)
    taken = set(others.values_list("kennung", flat=True))
    reihe = workshop.reihe.kennung
    names: dict[str, str] = {}
    for satz in dort["reihen"][0].get("themen", []):
        if satz["kennung"] in taken - known:
            own = f"{workshop.slug}-{satz['kennung']}"[:80]
            names[f"{reihe}/{satz['kennung']}"] = f"{reihe}/{own}"
            satz["kennung"] = own
    renamed: Satz = _replaced(dort, names)
    return renamed


def _replaced(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _replaced(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _same_people(vorher: list[Satz], dort: list[Satz], hier: list[Satz]) -> list[Befund]:
    """Let registrations of the hall meet those of the office that mean the same person.

    One whose name was corrected in the hall keeps the name that it has here, which is told. Whoever registered in the
    office after the file was written, and then came to the door without being on its list, is one person.
    """
    known, still = ({_key(satz) for satz in rows} for rows in (vorher, dort))
    left = {satz["eingegangen_am"]: satz["name"] for satz in vorher if _key(satz) not in still}
    befunde: list[Befund] = []
    for satz in (satz for satz in dort if _key(satz) not in known):
        if former := left.get(satz["eingegangen_am"]):
            befunde.append(Befund(Was.BLEIBT, "Anmeldung", former, "Name", former, satz["name"]))
            satz["name"] = former
        elif (same := _known_here(satz, hier, vorher)) is not None:
            satz |= {name: same[name] for name in ("eingegangen_am", "name", "einrichtung")}
            vorher.append(dict(same))
    return befunde


def _known_here(satz: Satz, hier: list[Satz], vorher: list[Satz]) -> Satz | None:
    """Return the registration of the same person that only the office knows; one with the same key is no other one."""
    if any(_key(one) == _key(satz) for one in hier):
        return None
    taken = {_key(one) for one in vorher}
    free = (one for one in hier if _key(one) not in taken and one["status"] != Anmeldung.Status.STORNIERT)
    return next((one for one in free if _is_same(one, satz)), None)


def _is_same(one: Satz, other: Satz) -> bool:
    if one["name"].casefold() != other["name"].casefold():
        return False
    return any(one.get(name, "").casefold() == other.get(name, "-").casefold() for name in ("email", "einrichtung"))


def _key(satz: Satz) -> tuple[str, str]:
    return satz["eingegangen_am"], satz["name"]
