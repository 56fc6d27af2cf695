"""What somebody said, written onto a registration; the caller stores the row."""

from datetime import datetime, timedelta

from workshops.anmeldung import unterstuetzung
from workshops.anmeldung.angaben import Daten, Nachtrag, Wuensche
from workshops.models import Anmeldung, Workshop

HOLD = timedelta(hours=48)
"""So long a registration waits for its confirmation, with a seat or without one."""
FOTO_TEXT = "Fassung 1"
"""Version of the consent to photos as the form words it."""
FOTO = ("foto_einwilligung", "foto_einwilligung_am", "foto_einwilligung_text")


def new(workshop: Workshop, daten: Daten, *, quelle: str, status: str, now: datetime) -> Anmeldung:
    """Return the row of a new registration, not yet stored."""
    anmeldung = Anmeldung(
        workshop=workshop,
        name=daten.name,
        email=daten.email,
        telefon=daten.telefon,
        einrichtung=daten.einrichtung,
        funktion=daten.funktion,
        institution=daten.institution,
        einladung=daten.einladung,
        quelle=quelle,
        status=status,
        status_seit=now,
        eingegangen_am=now,
        bestaetigen_bis=now + HOLD if quelle == Anmeldung.Quelle.ONLINE else None,
    )
    apply(anmeldung, daten, now)
    return anmeldung


def apply(anmeldung: Anmeldung, wuensche: Wuensche, now: datetime) -> None:
    """Write wishes; consent to photos is noted with its time. Other wishes give up the group that was assigned."""
    if (anmeldung.ag_wunsch_1, anmeldung.ag_wunsch_2) != (wuensche.ag_wunsch_1, wuensche.ag_wunsch_2):
        anmeldung.gruppe, anmeldung.gruppe_grund = None, ""
    anmeldung.ag_wunsch_1 = wuensche.ag_wunsch_1
    anmeldung.ag_wunsch_2 = wuensche.ag_wunsch_2
    anmeldung.verpflegung = wuensche.verpflegung
    anmeldung.kinder = list(wuensche.kinder)
    anmeldung.kinderbetreuung = bool(wuensche.kinder)
    _consent_to_photos(anmeldung, wuensche.foto_einwilligung, now)


def _consent_to_photos(anmeldung: Anmeldung, einwilligung: bool, now: datetime) -> None:
    if anmeldung.foto_einwilligung != einwilligung:
        anmeldung.foto_einwilligung = einwilligung
        anmeldung.foto_einwilligung_am = now if einwilligung else None
        anmeldung.foto_einwilligung_text = FOTO_TEXT if einwilligung else ""


def add(anmeldung: Anmeldung, nachtrag: Nachtrag, now: datetime) -> None:
    """Write what was said with the confirmation, and store support needs; what was left empty changes nothing."""
    anmeldung.telefon = nachtrag.telefon or anmeldung.telefon
    _consent_to_photos(anmeldung, nachtrag.foto_einwilligung or anmeldung.foto_einwilligung, now)
    unterstuetzung.keep(anmeldung, nachtrag.bedarf, now=now)
