"""Steps of a workshop from plan to documentation, and what follows from each."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By
from bildungskommune.lifecycle import ReasonMissing, move
from bildungskommune.werkbank import aendern
from workshops.anmeldung import anwesenheit, mails, registration
from workshops.models import Arbeitsgruppe, Ort, Programmpunkt, Reihe, Workshop

Status = Workshop.Status
NUR_BEGRUENDET = frozenset({Status.ABGESAGT, Status.VERSCHOBEN})
TELLS_EVERYBODY = {Status.ABGESAGT: mails.ABGESAGT, Status.VERSCHOBEN: mails.VERSCHOBEN}


class NotYetHeld(Exception):
    """The workshop has not begun, so it cannot have taken place."""

    def __init__(self) -> None:
        super().__init__(
            "Der Workshop hat noch nicht begonnen. Bitte warten Sie bis zum Beginn, oder berichtigen Sie den Termin."
        )


class AlreadyPast(Exception):
    """Nobody can register for a workshop in the past."""

    def __init__(self) -> None:
        super().__init__(
            "Der Anmeldeschluss liegt in der Vergangenheit. Bitte ändern Sie zuerst den Termin und den Anmeldeschluss."
        )


def move_workshop(workshop: Workshop, to: str, *, by: Nutzer, grund: str = "", now: datetime | None = None) -> int:
    """Bring the workshop into the state `to`; returns how many people are told by mail.

    Cancelling and postponing need a Begründung and tell everybody who is registered. When it took place, all who
    were not ticked count as absent, provided that the attendance list was kept.
    Raises MoveRefused, ReasonMissing, NotYetHeld, AlreadyPast.
    """
    now = now or timezone.now()
    if to in NUR_BEGRUENDET and not grund.strip():
        raise ReasonMissing(to)
    if to == Status.DURCHGEFUEHRT and workshop.beginn > now:
        raise NotYetHeld
    if to == Status.OFFEN and workshop.anmeldeschluss < now:
        raise AlreadyPast
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        move(workshop, to, by=by, grund=grund, now=now)
        if to == Status.DURCHGEFUEHRT:
            anwesenheit.close(workshop, by=by, now=now)
        message = TELLS_EVERYBODY.get(Status(to))
        return mails.tell_all(workshop, message, grund=grund) if message else 0


def needs_reason(to: str) -> bool:
    return to in NUR_BEGRUENDET


def add_reihe(reihe: Reihe, *, by: By) -> None:
    aendern.create(reihe, by=by, taken=lambda: Reihe.objects.values_list("kennung", flat=True))


def add_ort(ort: Ort, *, by: By) -> None:
    """Store a new place; its Kennung is made of house and room."""
    given = Ort.objects.values_list("kennung", flat=True)
    aendern.create(ort, by=by, taken=lambda: given, words=f"{ort.name} {ort.raum}")


def add_workshop(workshop: Workshop, *, by: By) -> None:
    """Store a new workshop; its address is made of title and year and stays."""
    given = Workshop.objects.values_list("slug", flat=True)
    words = f"{workshop.titel} {timezone.localtime(workshop.beginn):%Y}"
    aendern.create(workshop, by=by, taken=lambda: given, words=words, field="slug")


def for_a_copy(workshop: Workshop) -> dict[str, Any]:
    """Return what the form of a copy begins with: everything but the dates."""
    fields = (
        "reihe_id",
        "art",
        "titel",
        "thema",
        "beschreibung",
        "ort_id",
        "kapazitaet",
        "erinnern_tage",
        "kinderbetreuung",
        "nachruecken_stunden",
        "sichtbarkeit",
    )
    same = {name.removesuffix("_id"): getattr(workshop, name) for name in fields}
    several = {
        name: list(getattr(workshop, name).all()) for name in ("kooperationspartner", "moderation", "schwerpunkte")
    }
    return same | several | {"beitraege_online": workshop.beitraege_online, "zielgruppen": workshop.zielgruppen}


def add_copy(workshop: Workshop, *, of: Workshop, by: By) -> None:
    """Store a new workshop with the programme and the working groups of another one."""
    with transaction.atomic():
        add_workshop(workshop, by=by)
        for punkt in of.programm.all():
            words = {name: getattr(punkt, name) for name in ("titel", "von", "bis", "zeit_text", "phase")}
            add_punkt(Programmpunkt(workshop=workshop, **words), by=by)
        for gruppe in of.gruppen.all():
            words = {name: getattr(gruppe, name) for name in ("titel", "raum", "kapazitaet")}
            add_gruppe(Arbeitsgruppe(workshop=workshop, **words), by=by)


def change_workshop(workshop: Workshop, fields: Collection[str], *, version: int | None = None, by: Nutzer) -> int:
    """Write what was edited: the former title is kept, more seats let the waiting list move up,
    another time or place is told to everybody. Raises Outdated.

    Returns how many people are told about time and place.
    """
    with transaction.atomic():
        if "titel" in fields:
            former = Workshop.objects.locked(workshop.pk)
            workshop.fruehere_titel = [*former.fruehere_titel, former.titel]
            fields = [*fields, "fruehere_titel"]
        aendern.change(workshop, fields, version=version, by=by)
        if "kapazitaet" in fields:
            registration.promote(workshop, by=by)
        if {"beginn", "ende", "ort"} & set(fields) and workshop.beginn > timezone.now():
            return mails.tell_all(workshop, mails.GEAENDERT)
    return 0


def programm_row(punkt: Programmpunkt) -> models.QuerySet[Programmpunkt]:
    return Programmpunkt.objects.filter(workshop=punkt.workshop_id)


def add_punkt(punkt: Programmpunkt, *, by: By) -> None:
    """Store a new item at the end of the programme."""
    aendern.create(punkt, by=by, under=punkt.workshop, row=programm_row(punkt))


def add_gruppe(gruppe: Arbeitsgruppe, *, by: By) -> None:
    """Store a new working group under a Kennung that is free in its workshop."""
    row = Arbeitsgruppe.objects.filter(workshop=gruppe.workshop_id)
    aendern.create(gruppe, by=by, under=gruppe.workshop, row=row, taken=lambda: row.values_list("kennung", flat=True))
