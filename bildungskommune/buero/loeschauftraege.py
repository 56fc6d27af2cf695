"""Orders to erase: the Stabsstelle asks for one, a second person releases or refuses it, the person is told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.log import record
from bildungskommune.buero import briefe, loeschung
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.buero.models import kennzeichen as kennzeichen_von
from bildungskommune.lifecycle import move
from bildungskommune.spuren import sought

Status = Loeschauftrag.Status


class AlreadyAsked(Exception):
    """There is an order for this address that nobody has decided about."""

    def __init__(self) -> None:
        super().__init__("Zu dieser Adresse ist schon eine Löschung beantragt. Eine zweite Person muss sie freigeben.")


class SamePerson(Exception):
    """Whoever asks for an erasure does not release it."""

    def __init__(self) -> None:
        super().__init__(
            "Diese Löschung haben Sie selbst beantragt. Freigeben muss sie eine zweite Person: "
            "jemand anderes aus der Stabsstelle oder die Leitung."
        )


def ask(email: str, grund: str, auch: Sequence[str] = (), *, by: Konto, now: datetime | None = None) -> Loeschauftrag:
    """Write the order that waits for a second person. Raises AlreadyAsked."""
    return _write(Loeschauftrag(email=email, grund=grund, auch=list(auch), beantragt_von=by), by=by, now=now)


def _write(auftrag: Loeschauftrag, *, by: Konto | None, now: datetime | None) -> Loeschauftrag:
    auftrag.email = auftrag.email.lower()
    auftrag.kennzeichen = kennzeichen_von(auftrag.email)
    auftrag.beantragt_am = auftrag.status_seit = now or timezone.now()
    try:
        with transaction.atomic():
            auftrag.save()
            record(by, "loeschauftrag.beantragt", auftrag, now=now)
    except IntegrityError as error:
        raise AlreadyAsked from error
    return auftrag


def release(auftrag: Loeschauftrag, *, by: Konto, now: datetime | None = None) -> None:
    """Carry the order out at once and tell the person.

    Raises SamePerson, MoveRefused when it was decided by now, LastStabsstelle when the last account that may do
    everything would be gone.
    """
    with transaction.atomic():
        locked = Loeschauftrag.objects.select_for_update(of=("self",)).get(pk=auftrag.pk)
        if locked.beantragt_von_id == by.pk:
            raise SamePerson
        _carry_out(locked, by=by, now=now)
    auftrag.refresh_from_db()


def carry_out_by_command(email: str, grund: str, auch: Sequence[str] = ()) -> Loeschauftrag:
    """Erase at once, as who runs the machine: the order stands in the list as one of the command.

    Raises AlreadyAsked, LastStabsstelle.
    """
    with transaction.atomic():
        auftrag = Loeschauftrag(email=email, grund=grund, auch=list(auch), mit_befehl=True)
        _write(auftrag, by=None, now=None)
        _carry_out(auftrag, by=None, now=None)
    return auftrag


def _carry_out(auftrag: Loeschauftrag, *, by: Konto | None, now: datetime | None) -> None:
    email = auftrag.email
    move(auftrag, Status.FREIGEGEBEN, by=by, now=now)
    auftrag.zahlen = loeschung.erase(email, auftrag.auch, by=by)
    _decided(auftrag, by)
    move(auftrag, Status.AUSGEFUEHRT, by=by, now=now)
    briefe.erased(email, auftrag.zahlen)


def _decided(auftrag: Loeschauftrag, by: Konto | None) -> None:
    auftrag.email, auftrag.auch, auftrag.entschieden_von = "", [], by
    auftrag.save(update_fields=["email", "auch", "entschieden_von", "zahlen"])


def refuse(auftrag: Loeschauftrag, grund: str, *, by: Konto, now: datetime | None = None) -> None:
    """Decide against it, or take the own request back; the person is told why, once.

    Raises MoveRefused when it was decided by now, ReasonMissing.
    """
    with transaction.atomic():
        locked = Loeschauftrag.objects.select_for_update(of=("self",)).get(pk=auftrag.pk)
        email = locked.email
        _decided(locked, by)
        move(locked, Status.ABGELEHNT, by=by, grund=sought(email).blot_out(grund), now=now)
        briefe.refused(email, grund)
    auftrag.refresh_from_db()
