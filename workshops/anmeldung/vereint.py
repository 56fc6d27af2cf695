"""What two registrations of one person come to when they are put together. Nothing is stored here.

The better state counts, never more than one of the seats that both hold. A consent counts only if the registration
that stays gave it; a wish to be left alone counts whichever gave it.
"""

from collections import Counter
from copy import copy
from typing import Any

from workshops.models import Anmeldung
from workshops.models.enums import AnmeldungStatus as S
from workshops.models.enums import GruppenGrund

_RANG = {
    S.WARTELISTE: 1,
    S.EINGEGANGEN: 2,
    S.NICHT_ERSCHIENEN: 3,
    S.NACHGERUECKT: 5,
    S.BESTAETIGT: 5,
    S.TEILGENOMMEN: 6,
}
FILLED = ("telefon", "funktion", "einrichtung", "institution", "person", "einladung", "vertretung", "email")
"""What the other registration says where the one that stays says nothing."""


def united(bleibt: Anmeldung, geht: Anmeldung) -> Anmeldung:
    """Return the registration that stays as it will be, not stored."""
    one = copy(bleibt)
    for name in FILLED:
        setattr(one, name, getattr(bleibt, name) or getattr(geht, name))
    if one.zusammen is None and _same_address(bleibt, geht):
        one.zusammen = geht.zusammen
    one.eingegangen_am = min(bleibt.eingegangen_am, geht.eingegangen_am)
    one.ohne_rundschreiben = bleibt.ohne_rundschreiben or geht.ohne_rundschreiben
    if one.verpflegung == Anmeldung.Verpflegung.OHNE:
        one.verpflegung = geht.verpflegung
    # The same child may be named twice; two of the same age in one registration are two.
    one.kinder = sorted((Counter(bleibt.kinder) | Counter(geht.kinder)).elements())
    one.kinderbetreuung = bleibt.kinderbetreuung or geht.kinderbetreuung
    _wishes(one, bleibt, geht)
    _state(one, bleibt, geht)
    return one


def _same_address(one: Anmeldung, other: Anmeldung) -> bool:
    return one.email.lower() == other.email.lower()


def _wishes(one: Anmeldung, bleibt: Anmeldung, geht: Anmeldung) -> None:
    """Keep wishes and fill up what is free; a group that was given for fewer wishes is given up, unless by hand."""
    said = [bleibt.ag_wunsch_1, bleibt.ag_wunsch_2, geht.ag_wunsch_1, geht.ag_wunsch_2]
    one.ag_wunsch_1, one.ag_wunsch_2, *_ = [*dict.fromkeys(wish for wish in said if wish), None, None]
    if bleibt.gruppe is None and geht.gruppe is not None and _still_holds(one, geht):
        one.gruppe, one.gruppe_grund = geht.gruppe, geht.gruppe_grund
    elif bleibt.gruppe is not None and not _still_holds(one, bleibt):
        one.gruppe, one.gruppe_grund = None, ""


def _still_holds(one: Anmeldung, given: Anmeldung) -> bool:
    """Whether the reason for which a group was given is right beside the wishes of `one`, too."""
    if given.gruppe_grund == GruppenGrund.HAND:
        return True
    return (one.ag_wunsch_1, one.ag_wunsch_2) == (given.ag_wunsch_1, given.ag_wunsch_2)


def _state(one: Anmeldung, bleibt: Anmeldung, geht: Anmeldung) -> None:
    """Take the better state; who has confirmed once, has confirmed, and is written to there."""
    better = max((bleibt, geht), key=_rank)
    one.status, one.status_seit, one.status_grund = better.status, better.status_seit, better.status_grund
    one.annehmen_bis, one.bestaetigen_bis = better.annehmen_bis, None
    if not (bleibt.is_confirmed or geht.is_confirmed):
        one.bestaetigen_bis = max(filter(None, (bleibt.bestaetigen_bis, geht.bestaetigen_bis)), default=None)
    elif one.status == S.EINGEGANGEN:
        one.status = S.BESTAETIGT
    if geht.is_confirmed and not bleibt.is_confirmed and geht.email:
        one.email = geht.email


def _rank(row: Anmeldung) -> tuple[int, bool]:
    rank = _RANG[S(row.status)] - (row.annehmen_bis is not None)
    return rank, row.is_confirmed


def says(row: Anmeldung) -> dict[str, Any]:
    """Return all that is stored of a registration, to tell whether it is still what somebody looked at."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
