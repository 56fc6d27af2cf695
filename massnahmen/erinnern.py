"""Reminding: one mail a day for each account, with all that came to a new step; and letting a measure rest."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.post.models import Mail
from massnahmen import mails
from massnahmen.faellig import Faellig, awake, step, things
from massnahmen.models import Erinnerung, Erinnerungsruhe, Massnahme


class RestInPast(Exception):
    """A rest must end after today."""

    def __init__(self) -> None:
        super().__init__("Bitte wählen Sie einen Tag nach heute. Bis zu ihm wird niemand an die Maßnahme erinnert.")


def remind_all(*, today: date | None = None) -> int:
    """Write to each account of a Fachamt that has something due; returns how many mails. Safe to run twice."""
    today = today or timezone.localdate()
    konten = Konto.objects.filter(rolle=Konto.Rolle.FACHAMT, is_active=True)
    return sum(remind(pk, today) for pk in konten.order_by("pk").values_list("pk", flat=True))


def remind(konto_pk: int, today: date) -> bool:
    """Write to one account, at most once a day, what came to a step it was not reminded of; returns whether it was.

    Of a thing only its newest step counts: whoever missed nights gets no second mail for the earlier ones.
    """
    with transaction.atomic():
        # Two runs in one night wait for each other here, and the second finds the rows of the first.
        konto = Konto.objects.select_for_update().get(pk=konto_pk)
        if Mail.objects.filter(schluessel=mails.key_of_reminders(konto, today)).exists():
            return False
        new = _new(konto, today)
        if not new:
            return False
        Erinnerung.objects.bulk_create(row for _, row in new)
        mails.remind_of(konto, [thing for thing, _ in new], today)
    return True


def _new(konto: Konto, today: date) -> list[tuple[Faellig, Erinnerung]]:
    """Return what came to a step of which this account was not reminded, with the row that will say so."""
    mine = awake(Massnahme.objects.owned_by(konto), today)
    taken = [(one, stufe) for one in things(mine, today) if (stufe := step(one.tag, today)) is not None]
    rows = [(one, _row(one, stufe, konto, today)) for one, stufe in taken]
    keys = {one.massnahme.pk for one, _ in taken}
    known = {_key(row) for row in Erinnerung.objects.filter(konto=konto, massnahme__in=keys)}
    return [(one, row) for one, row in rows if _key(row) not in known]


def _row(one: Faellig, stufe: int, konto: Konto, today: date) -> Erinnerung:
    return Erinnerung(
        massnahme=one.massnahme,
        konto=konto,
        sache=one.sache,
        meilenstein=one.meilenstein,
        faellig_am=one.tag,
        stufe=stufe,
        erinnert_am=today,
    )


def _key(row: Erinnerung) -> tuple[object, ...]:
    return (row.massnahme_id, row.sache, row.meilenstein_id, row.faellig_am, row.stufe)


def rest(massnahme: Massnahme, bis: date, grund: str, *, by: Nutzer) -> Erinnerungsruhe:
    """Let nobody be reminded of a measure until that day; what was asked before is kept as taken back.

    Raises RestInPast.
    """
    if bis <= timezone.localdate():
        raise RestInPast
    with transaction.atomic():
        _end(massnahme)
        ruhe = Erinnerungsruhe.objects.create(
            massnahme=massnahme, bis=bis, grund=grund, gesetzt_von_id=by.pk if by.is_authenticated else None
        )
        record(by, "massnahme.ruht", massnahme, bis=bis.isoformat())
    return ruhe


def wake(massnahme: Massnahme, *, by: Nutzer) -> bool:
    """Let it be reminded of again. Returns whether anything rested."""
    with transaction.atomic():
        if not _end(massnahme):
            return False
        record(by, "massnahme.ruht_nicht", massnahme)
    return True


def _end(massnahme: Massnahme) -> bool:
    Massnahme.objects.select_for_update().get(pk=massnahme.pk)
    rows = Erinnerungsruhe.objects.filter(massnahme=massnahme, aufgehoben_am__isnull=True)
    return bool(rows.update(aufgehoben_am=timezone.now()))
