"""What the desk shows of one measure: everything, and what this person may do next."""

from typing import Any

from django.db import models
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.staende import way
from konzept.skala import in_force
from massnahmen import access, mittel, steckbrief, vollstaendigkeit
from massnahmen.bestandteile.rules import target
from massnahmen.forms.massnahme import TEILE, Formteil
from massnahmen.models import Massnahme, Massnahmenbezug
from massnahmen.models.zustaendig import konten_of

VERLAUF = 12


def context(massnahme: Massnahme, user: Nutzer) -> dict[str, Any]:
    """Return the page of the desk; a constant number of queries."""
    return {
        **steckbrief.context(massnahme, oeffentlich=False),
        "bezuege": [(bezug, target(bezug)) for bezug in _bezuege(massnahme)],
        "mitwirkungen": list(massnahme.mitwirkungen.select_related("institution", "stelle")),
        "sichtbarkeit": mittel.visibility(massnahme),
        "vollstaendigkeit": vollstaendigkeit.of(massnahme),
        "zuege": massnahme.moves(),
        "teile": _teile(),
        "verlauf": in_words(Eintrag.objects.about(massnahme).select_related("konto")[:VERLAUF]),
        "verlaufweg": way(massnahme),
        "notizen": beside(user, massnahme),
        "plaetze": list(massnahme.plaetze.select_related("plan", "massnahme").order_by("-plan__created", "-plan")),
        **_priority(massnahme),
        **_open_reports(massnahme),
        "darf_bearbeiten": access.may_edit(user),
        **_reminders(massnahme),
        "darf_berichten": access.may_report(user, massnahme),
    }


def _priority(massnahme: Massnahme) -> dict[str, Any]:
    rows = list(massnahme.priorisierungen.all())
    return {"prioritaetsverlauf": rows, "prioritaet": in_force(rows)}


def _open_reports(massnahme: Massnahme) -> dict[str, Any]:
    """Return what waits for its Freigabe, and what came back and was not written anew."""
    rows = massnahme.sachstaende.select_related("erfasst_von", "berichtigt", "freigabe")
    rows = rows.prefetch_related("nebenangaben__meilenstein", "nebenangaben__indikator")
    return {"zu_pruefen": list(rows.waiting()), "zurueckgegeben": list(rows.given_back())}


def _reminders(massnahme: Massnahme) -> dict[str, Any]:
    """Return who was reminded last, whether that rests, and whether there is anybody to remind."""
    stellen = massnahme.stellen()
    rows = massnahme.erinnerungen.select_related("konto", "meilenstein")
    return {
        "wird_gefragt": bool(stellen),
        "ohne_konto": not konten_of(stellen).exists(),
        "ruhe": massnahme.erinnerungsruhen.in_force(timezone.localdate()).first(),
        "erinnerungen": list(rows[:VERLAUF]),
        "weitere_erinnerungen": max(rows.count() - VERLAUF, 0),
    }


def _teile() -> dict[str, Formteil]:
    """Return the parts of the form, without the one that asks for nothing here."""
    without = set() if Schwerpunkt.objects.exists() else {"programm"}
    return {name: teil for name, teil in TEILE.items() if name not in without}


def _bezuege(massnahme: Massnahme) -> models.QuerySet[Massnahmenbezug]:
    return massnahme.bezuege.select_related(
        "strategie__handlungsfeld__konzept",
        "ziel__handlungsfeld__konzept",
        "handlungsfeld__konzept",
        "abschnitt__leitbild",
    )
