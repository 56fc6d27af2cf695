"""Open the door for phones, lead from one step to the next, and close it: by hand, or by itself in the night."""

from datetime import datetime, time, timedelta

from django.db import models, transaction
from django.utils import timezone

from bildungskommune.audit.log import By, record
from bildungskommune.codes import save_with_code, spellings
from bildungskommune.werkbank import aendern
from workshops.models import Punktabfrage, Reihe, Saal, Saalschritt, Workshop
from workshops.wand import punkte

NACHTS = time(3)
"""When a door that nobody closed closes by itself."""


class AlreadyOpen(Exception):
    """Somebody else has opened the door of this workshop."""

    def __init__(self) -> None:
        super().__init__("Der Saal ist schon offen. Der Code steht auf dieser Seite.")


class ReiheClosed(Exception):
    """The Reihe takes no contributions any more."""

    def __init__(self) -> None:
        super().__init__(
            "Die Reihe dieses Workshops ist abgeschlossen. Bitte öffnen Sie zuerst die Reihe wieder, dann den Saal."
        )


class NotOpen(Exception):
    """The door is closed: nothing can be written or voted any more."""

    def __init__(self) -> None:
        super().__init__("Der Saal ist inzwischen geschlossen. Es kann nichts mehr abgegeben werden.")


def find(typed: str) -> Saal | None:
    """Find a Saal, open or closed, by its code: lower case, a missing hyphen and look-alikes do no harm."""
    known = {saal.code: saal for saal in Saal.objects.select_related(*WITH).filter(code__in=spellings(typed))}
    return next((known[code] for code in spellings(typed) if code in known), None)


WITH = ("workshop__reihe", "schritt__gruppe", "schritt__abfrage__workshop")
"""What every page about a Saal needs of it."""


def of_workshop(workshop: Workshop, now: datetime | None = None) -> Saal | None:
    """Return the open Saal of a workshop."""
    return Saal.objects.open(now).select_related(*WITH).filter(workshop=workshop).first()


def locked(saal: Saal, now: datetime | None = None) -> Saal:
    """Return the Saal as it stands, and let nobody close it until the transaction ends; raises NotOpen."""
    found = Saal.objects.select_for_update(of=("self",), no_key=True).select_related(*WITH).get(pk=saal.pk)
    if not found.is_open(now):
        raise NotOpen
    return found


def night_after(now: datetime) -> datetime:
    """Return the next time in the night at which an open door closes."""
    today = timezone.localtime(now)
    day = today.date() + timedelta(days=0 if today.time() < NACHTS else 1)
    return timezone.make_aware(datetime.combine(day, NACHTS))


def open_saal(workshop: Workshop, *, by: By, now: datetime | None = None) -> Saal:
    """Open the door at the first step; returns the Saal with its code. Raises AlreadyOpen, ReiheClosed."""
    now = now or timezone.now()
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        if workshop.reihe.status == Reihe.Status.ABGESCHLOSSEN:
            raise ReiheClosed
        for over in Saal.objects.filter(workshop=workshop, geschlossen_am=None, endet_am__lte=now):
            _close(over, by=None, now=over.endet_am)
        if of_workshop(workshop, now) is not None:
            raise AlreadyOpen
        first = workshop.saalschritte.first()
        saal = save_with_code(
            Saal(workshop=workshop, schritt=first, geoeffnet_am=now, endet_am=night_after(now)),
        )
        record(by, "saal.geoeffnet", saal, now=now)
    return saal


def close_saal(saal: Saal, *, by: By, now: datetime | None = None) -> None:
    """Close the door for good, and end the votes on phones: a new door gets a new code. A closed one stays closed."""
    with transaction.atomic():
        current = Saal.objects.select_for_update(of=("self",)).get(pk=saal.pk)
        if current.geschlossen_am is None:
            _close(current, by=by, now=now or timezone.now())


def _close(saal: Saal, *, by: By, now: datetime) -> None:
    saal.geschlossen_am, saal.schritt = now, None
    saal.save(update_fields=["geschlossen_am", "schritt"])
    for abfrage in Punktabfrage.objects.filter(
        workshop=saal.workshop_id, beendet=False, stimmzettel__isnull=False
    ).distinct():
        punkte.close(abfrage, by=by, now=now)
    record(by, "saal.geschlossen", saal)


def close_those_over(now: datetime | None = None) -> int:
    """Close what should have closed by itself by now; returns how many."""
    now = now or timezone.now()
    over = list(Saal.objects.filter(geschlossen_am=None, endet_am__lte=now))
    for saal in over:
        close_saal(saal, by=None, now=saal.endet_am)
    return len(over)


def go_to(saal: Saal, schritt: Saalschritt, *, by: By) -> None:
    """Lead all phones to this step. Raises NotOpen."""
    with transaction.atomic():
        current = locked(saal)
        current.schritt = saal.schritt = schritt
        aendern.change(current, ["schritt"], by=by, event="saal.schritt", titel=schritt.titel)


def show_cards(saal: Saal, zeigen: bool, *, by: By) -> None:
    """Show the cards of all to all, or hide them. Raises NotOpen."""
    with transaction.atomic():
        current = locked(saal)
        current.karten_zeigen = saal.karten_zeigen = zeigen
        aendern.change(current, ["karten_zeigen"], by=by, event="saal.karten", zeigen=zeigen)


def row(schritt: Saalschritt) -> models.QuerySet[Saalschritt]:
    return Saalschritt.objects.filter(workshop=schritt.workshop_id)


def add_schritt(schritt: Saalschritt, *, by: By) -> None:
    """Store a new step after the last one of its workshop."""
    aendern.create(schritt, by=by, under=schritt.workshop, row=row(schritt))
