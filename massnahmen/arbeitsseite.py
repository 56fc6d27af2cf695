"""What the desk shows of one measure: everything, and what this person may do next."""

from typing import Any

from django.db import models

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.models import Eintrag
from massnahmen import access, steckbrief
from massnahmen.bestandteile.rules import target
from massnahmen.models import Massnahme, Massnahmenbezug, Massnahmenplan, MassnahmeStatus

VERLAUF = 12
EREIGNISSE = {
    "massnahme.angelegt": "Maßnahme angelegt",
    "massnahme.geaendert": "Angaben geändert",
    "massnahme.sachstand": "Sachstand eingetragen",
    "massnahme.erinnert": "Um einen Sachstand gebeten",
}
TEILE = {
    "meilenstein": "Meilenstein",
    "handlungsschritt": "Schritt",
    "indikator": "Indikator",
    "indikatorwert": "Wert",
    "mitwirkung": "Mitwirkung",
    "massnahmenbezug": "Bezug",
    "verbindung": "Verbindung",
}


def context(massnahme: Massnahme, user: Nutzer) -> dict[str, Any]:
    """Return the page of the desk; a constant number of queries."""
    return {
        **steckbrief.context(massnahme, oeffentlich=False),
        "bezuege": [(bezug, target(bezug)) for bezug in _bezuege(massnahme)],
        "mitwirkungen": list(massnahme.mitwirkungen.select_related("institution", "stelle")),
        "zuege": massnahme.moves(),
        "eintraege": [
            (eintrag, _word(eintrag)) for eintrag in Eintrag.objects.about(massnahme).select_related("konto")[:VERLAUF]
        ],
        "plaene": list(Massnahmenplan.objects.filter(massnahmen=massnahme)),
        "darf_bearbeiten": access.may_edit(user),
        "darf_berichten": access.may_report(user, massnahme),
    }


def _bezuege(massnahme: Massnahme) -> models.QuerySet[Massnahmenbezug]:
    return massnahme.bezuege.select_related(
        "strategie__handlungsfeld", "ziel__handlungsfeld", "handlungsfeld", "abschnitt__leitbild"
    )


def _word(eintrag: Eintrag) -> str:
    """Say what happened: "Meilenstein angelegt", "Stand: verzögert"."""
    angaben = eintrag.angaben
    if eintrag.ereignis == "massnahme.status":
        return f"Stand: {dict(MassnahmeStatus.choices).get(angaben.get('nach'), '')}"
    if eintrag.ereignis in EREIGNISSE:
        return EREIGNISSE[eintrag.ereignis]
    wort = TEILE.get(eintrag.ereignis.partition(".")[2], "Eintrag")
    return f"{wort} {angaben.get('was', 'geändert')}"
