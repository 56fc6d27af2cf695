"""Dots from phones: one ballot a person, known by its code alone, changeable until the vote ends."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.codes import CODE_ALPHABET
from workshops.models import Punktabfrage, Saal, Stimme, Stimmzettel
from workshops.saal import sitzung

HAELFTE = 5
"""Characters before and after the hyphen: ten of 24 letters, 63,000 billion codes."""
ZETTEL_HOECHSTENS = 3000
"""Ballots of one question, handed out and printed together."""
DRUCK_HOECHSTENS = 300
"""Slips printed at a time."""


class VoteEnded(Exception):
    """The vote is over, or has not begun."""

    def __init__(self) -> None:
        super().__init__("Die Abstimmung ist beendet. Die Punkte lassen sich nicht mehr ändern.")


class TooManyGiven(Exception):
    """More dots than a person has."""

    def __init__(self, given: int, allowed: int) -> None:
        more = given - allowed
        super().__init__(
            f"Sie haben {given} Punkte verteilt, Sie haben aber {allowed}. Bitte nehmen Sie {more} "
            f"{'Punkt' if more == 1 else 'Punkte'} weg."
        )


class NoneGiven(Exception):
    """An empty ballot says nothing."""

    def __init__(self) -> None:
        super().__init__("Bitte geben Sie mindestens einem Thema einen Punkt.")


class OnlyOnSlips(Exception):
    """This vote takes the codes of printed slips only."""

    def __init__(self) -> None:
        super().__init__(
            "Für diese Abstimmung brauchen Sie einen gedruckten Stimmzettel. Bitte geben Sie dessen Code ein."
        )


class NoMoreSlips(Exception):
    """So many ballots that something must be wrong."""

    def __init__(self) -> None:
        super().__init__(
            f"Zu dieser Frage gibt es schon {ZETTEL_HOECHSTENS} Stimmzettel. Bitte wenden Sie sich an die Moderation."
        )


def new_code() -> str:
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(2 * HAELFTE))
    return f"{letters[:HAELFTE]}-{letters[HAELFTE:]}"


def find(typed: str, saal: Saal | None = None) -> Stimmzettel | None:
    """Return the ballot with this code, of this hall or of any; lower case and a missing hyphen do no harm."""
    letters = re.sub(r"[\s\-]", "", typed).upper()
    if not re.fullmatch(rf"[A-Z0-9]{{{2 * HAELFTE}}}", letters):
        return None
    code = f"{letters[:HAELFTE]}-{letters[HAELFTE:]}"
    known = Stimmzettel.objects.select_related("abfrage__workshop").filter(code=code)
    return (known.filter(abfrage__workshop=saal.workshop_id) if saal else known).first()


def given(zettel: Stimmzettel) -> dict[int, int]:
    """Return the dots of a ballot by the key of their Thema."""
    return dict(zettel.stimmen.values_list("thema", "punkte"))


def hand_in(
    saal: Saal, abfrage: Punktabfrage, punkte: Mapping[int, int], *, now: datetime | None = None
) -> Stimmzettel:
    """Take the dots of a new ballot; returns it with its code.

    Raises NotOpen, VoteEnded, TooManyGiven, NoneGiven, OnlyOnSlips, NoMoreSlips.
    """
    with transaction.atomic():
        locked = _locked(saal, abfrage, now)
        if locked.nur_gedruckt:
            raise OnlyOnSlips
        if not any(punkte.values()):
            raise NoneGiven
        if locked.stimmzettel.count() >= ZETTEL_HOECHSTENS:
            raise NoMoreSlips
        zettel = Stimmzettel.objects.create(abfrage=locked, code=new_code())
        _write(locked, zettel, punkte)
    return zettel


def change(saal: Saal, zettel: Stimmzettel, punkte: Mapping[int, int], *, now: datetime | None = None) -> None:
    """Replace the dots of a ballot; none at all takes it back. Raises NotOpen, VoteEnded, TooManyGiven."""
    with transaction.atomic():
        _write(_locked(saal, zettel.abfrage, now), zettel, punkte)


def _locked(saal: Saal, abfrage: Punktabfrage, now: datetime | None) -> Punktabfrage:
    """Return the question, and let nobody end the vote until the transaction ends."""
    sitzung.locked(saal, now)
    locked = Punktabfrage.objects.select_for_update(no_key=True).get(pk=abfrage.pk, workshop=saal.workshop_id)
    if locked.beendet:
        raise VoteEnded
    return locked


def _write(abfrage: Punktabfrage, zettel: Stimmzettel, punkte: Mapping[int, int]) -> None:
    summe = sum(punkte.values())
    if summe > abfrage.punkte_je_person:
        raise TooManyGiven(summe, abfrage.punkte_je_person)
    zettel.stimmen.all().delete()
    Stimme.objects.bulk_create(
        [Stimme(zettel=zettel, thema_id=pk, punkte=number) for pk, number in punkte.items() if number]
    )


def prepare_slips(abfrage: Punktabfrage, anzahl: int, *, by: Nutzer) -> None:
    """Make so many ballots to be printed. Raises VoteEnded, NoMoreSlips."""
    with transaction.atomic():
        locked = Punktabfrage.objects.select_for_update(no_key=True).get(pk=abfrage.pk)
        if locked.beendet:
            raise VoteEnded
        if locked.stimmzettel.count() + anzahl > ZETTEL_HOECHSTENS:
            raise NoMoreSlips
        Stimmzettel.objects.bulk_create(
            [Stimmzettel(abfrage=locked, code=new_code(), gedruckt=True) for _ in range(anzahl)]
        )
        record(by, "punkte.stimmzettel", abfrage, anzahl=anzahl)
