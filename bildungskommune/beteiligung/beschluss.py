"""The state of a Fassung follows from its Beratungen: this is the one place where a decision is entered.

A Fassung that needs adoption is decided on by the Beratungen of the Vorlagen that carry it. What a deciding
committee said last counts; before that, a Vorlage that was sent back or that waits. "Geändert beschlossen" adopts
another text than the one introduced: it is frozen as a Beschlussfassung, and that one is adopted.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import TypeAlias

from django.db import models, transaction
from django.utils import timezone

from bildungskommune.audit.log import By
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen import kette, rules
from bildungskommune.fassungen.models import IN_GREMIEN, ONCE_PUBLIC, Fassung, Status, Zweck
from bildungskommune.fassungen.registry import definition
from bildungskommune.lifecycle import move
from bildungskommune.ui.zeiten import datum
from bildungskommune.werkbank import aendern

Ergebnis, Rolle = Beratung.Ergebnis, Beratung.Rolle
NOON = time(12)
FINAL = {
    Ergebnis.UNGEAENDERT: Status.BESCHLOSSEN,
    Ergebnis.GEAENDERT: Status.GEAENDERT,
    Ergebnis.ABGELEHNT: Status.ABGELEHNT,
}
Stand: TypeAlias = tuple[Status, Beratung | None]
"""A state, and the Beratung that brought it about."""


class SchonVeroeffentlicht(Exception):
    """The text is public as adopted, and what is to be entered would say that it was not."""

    def __init__(self, fassung: Fassung) -> None:
        super().__init__(
            f"„{fassung}“ ist veröffentlicht, und das Ergebnis passt nicht dazu. Bitte ziehen Sie die Fassung zuerst "
            "mit einer Begründung zurück; danach können Sie das Ergebnis eintragen."
        )


class NichtGeaendert(Exception):
    """Only a decision that changed the text asks for a Beschlussfassung."""

    def __init__(self) -> None:
        super().__init__(
            "Eine Beschlussfassung gibt es nur, wenn das entscheidende Gremium „geändert beschlossen“ hat."
        )


def enter(beratung: Beratung, *, by: By) -> None:
    """Store a new Beratung and let its Fassungen follow. Raises SchonVeroeffentlicht."""
    with transaction.atomic():
        aendern.create(beratung, by=by)
        follow_all(beratung.vorlage.fassungen.all(), by=by)


def correct(beratung: Beratung, fields: Collection[str], *, version: int | None, by: By) -> None:
    """Change a Beratung and let its Fassungen follow. Raises SchonVeroeffentlicht and aendern.Outdated."""
    with transaction.atomic():
        aendern.change(beratung, fields, version=version, by=by)
        follow_all(_touched(beratung), by=by)


def remove(beratung: Beratung, *, by: By) -> None:
    """Delete a Beratung that was entered by mistake. Raises SchonVeroeffentlicht and aendern.StillNeeded."""
    with transaction.atomic():
        touched = list(_touched(beratung))
        aendern.delete(beratung, by=by)
        follow_all(touched, by=by)


def _touched(beratung: Beratung) -> models.QuerySet[Fassung]:
    return (beratung.vorlage.fassungen.all() | beratung.beschlussfassungen.all()).distinct()


def follow_all(fassungen: Iterable[Fassung], *, by: By) -> None:
    for fassung in fassungen:
        follow(fassung, by=by)


def follow(fassung: Fassung, *, by: By, now: datetime | None = None) -> None:
    """Bring the Fassung into the state that its Beratungen say. Raises SchonVeroeffentlicht."""
    if not definition(fassung.definition).needs_adoption(fassung):
        return
    stand = state_of(fassung)
    if fassung.status in ONCE_PUBLIC:
        if stand is not None and stand[0] in {Status.GEAENDERT, Status.ABGELEHNT} and fassung.ist_oeffentlich:
            raise SchonVeroeffentlicht(fassung)
        return
    if stand is None:
        stand = (Status.ENTWURF if fassung.status in IN_GREMIEN else Status(fassung.status), None)
    status, beratung = stand
    if fassung.status == status:
        return
    if beratung is None:
        move(fassung, status, by=by, now=now)
    else:
        move(fassung, status, by=by, grund=in_words(beratung), seit=_when(beratung), now=now)


def _when(beratung: Beratung) -> datetime:
    """Return when the committee met; its hour is not known."""
    return datetime.combine(beratung.datum, NOON, tzinfo=timezone.get_default_timezone())


def state_of(fassung: Fassung) -> Stand | None:
    """Return the state that the Beratungen say, and which of them; None when no committee deals with the Fassung."""
    changed_by = fassung.beschlossen_in.select_related("gremium", "vorlage").order_by("-datum", "-pk")
    for beratung in changed_by:
        if beratung.rolle == Rolle.ENTSCHEIDUNG and beratung.ergebnis == Ergebnis.GEAENDERT:
            return Status.BESCHLOSSEN, beratung
    debates = list(
        Beratung.objects.filter(vorlage__fassungen=fassung)
        .exclude(vorlage__art=Vorlage.Art.INFORMATION)
        .select_related("gremium", "vorlage")
        .order_by("-datum", "-pk")
    )
    return _said(debates)


def _said(debates: list[Beratung]) -> Stand | None:
    """Read the state from the Beratungen, the newest first."""
    for beratung in debates:
        if beratung.rolle == Rolle.ENTSCHEIDUNG and beratung.ergebnis in FINAL:
            return FINAL[Ergebnis(beratung.ergebnis)], beratung
    told = next((beratung for beratung in debates if beratung.ergebnis), None)
    if told is not None and told.ergebnis == Ergebnis.ZURUECK and not _later(debates, told.datum):
        return Status.ZURUECK, told
    return (Status.BERATUNG, told) if debates else None


def _later(debates: list[Beratung], day: date) -> bool:
    return any(beratung.datum > day for beratung in debates)


def in_words(beratung: Beratung) -> str:
    """Return what a committee did: "Kreistag, 2. April 2026: geändert beschlossen (Vorlage 0214/40/2025)"."""
    ergebnis = beratung.get_ergebnis_display() or "Ergebnis offen"
    return f"{beratung.gremium}, {datum(beratung.datum)}: {ergebnis} ({beratung.vorlage})"


def open_decision(fassung: Fassung) -> Beratung | None:
    """Return the decision that adopted this Fassung with changes and has no Beschlussfassung yet."""
    if fassung.status != Status.GEAENDERT:
        return None
    found = Beratung.objects.filter(
        vorlage__fassungen=fassung, rolle=Rolle.ENTSCHEIDUNG, ergebnis=Ergebnis.GEAENDERT
    ).exclude(beschlussfassungen__beschluss_zu=fassung)
    return found.select_related("gremium", "vorlage").order_by("-datum", "-pk").first()


@kette.in_one_state
def freeze_adopted(fassung: Fassung, *, stichtag: date, by: By, now: datetime | None = None) -> Fassung:
    """Freeze the working text, changed as decided, as the Beschlussfassung of what was introduced.

    Raises NichtGeaendert when no decision changed this Fassung, or when its Beschlussfassung is there already.
    """
    Fassung.objects.select_for_update().only("pk").get(pk=fassung.pk)
    beratung = open_decision(fassung)
    if beratung is None:
        raise NichtGeaendert
    objekt = definition(fassung.definition).model_class._default_manager.get(pk=fassung.objekt_id)
    adopted = rules.freeze(
        fassung.definition,
        objekt,
        zweck=Zweck.BESCHLUSS,
        sprache=fassung.sprache,
        stichtag=stichtag,
        beschluss_zu=fassung,
        by=by,
        now=now,
    )
    beratung.beschlussfassungen.add(adopted)
    follow(adopted, by=by, now=now)
    return adopted
