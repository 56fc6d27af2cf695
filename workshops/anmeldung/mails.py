"""Mails to the people who registered. Each is queued in the transaction of the event that wants it."""

from bildungskommune import addresses
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import Anhang, enqueue
from bildungskommune.seiten.models import Kommune
from workshops import kalender
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import EXPECTED, REACHED

Status = Anmeldung.Status

ABGESAGT = ("workshop_abgesagt", "Abgesagt")
VERSCHOBEN = ("workshop_verschoben", "Verschoben")
GEAENDERT = ("workshop_geaendert", "Neue Zeit oder neuer Ort")
_NACH_STAND = {
    Status.EINGEGANGEN: ("anmeldung_bestaetigen", "Bitte bestätigen Sie Ihre Anmeldung"),
    Status.WARTELISTE: ("anmeldung_warteliste", "Sie stehen auf der Warteliste"),
    Status.BESTAETIGT: ("anmeldung_bestaetigt", "Ihr Platz ist sicher"),
    Status.NACHGERUECKT: ("anmeldung_nachgerueckt", "Ein Platz ist frei geworden: Sie sind dabei"),
}


def registered(anmeldung: Anmeldung) -> Mail | None:
    """Tell the person how the registration stands: to be confirmed, waiting, confirmed or moved up."""
    template, betreff = _NACH_STAND[Status(anmeldung.status)]
    is_sure = anmeldung.status in EXPECTED
    return _send(anmeldung, template, betreff, anhang=_termin(anmeldung) if is_sure else None)


def cancelled(anmeldung: Anmeldung) -> Mail | None:
    return _send(anmeldung, "anmeldung_storniert", "Ihre Absage ist angekommen")


def expired(anmeldung: Anmeldung) -> Mail | None:
    return _send(anmeldung, "anmeldung_verfallen", "Ihre Anmeldung wurde nicht bestätigt")


def substituted(anmeldung: Anmeldung, email: str) -> None:
    """Confirm the Vertretung to the person who registered and, if known, to the one who comes."""
    _send(anmeldung, "anmeldung_vertretung", "Ihre Vertretung ist eingetragen")
    if email:
        _send(anmeldung, "anmeldung_fuer_vertretung", "Sie kommen in Vertretung", an=email, anhang=_termin(anmeldung))


def _termin(anmeldung: Anmeldung) -> Anhang:
    return Anhang("termin.ics", "text/calendar", kalender.termin(anmeldung.workshop))


def _send(
    anmeldung: Anmeldung, template: str, betreff: str, *, an: str = "", anhang: Anhang | None = None
) -> Mail | None:
    """Queue a mail to the person; who registered by phone without an address gets none."""
    an = an or anmeldung.email
    if not an:
        return None
    token = anmeldung.token
    return enqueue(
        an=an,
        betreff=f"{betreff}: {anmeldung.workshop.titel}",
        template=template,
        kontext={
            "anmeldung": anmeldung,
            "workshop": anmeldung.workshop,
            "ort": anmeldung.workshop.ort,
            "kommune": Kommune.objects.current(),
            "seite": addresses.page("anmeldung", token),
            "bestaetigen": addresses.page("anmeldung-bestaetigen", token),
            "stornieren": addresses.page("anmeldung-stornieren", token),
            "aendern": addresses.page("anmeldung-aendern", token),
            "vertreten": addresses.page("anmeldung-vertretung", token),
            "termin": addresses.page("workshop", anmeldung.workshop.slug),
        },
        anlass=template,
        anhang=anhang,
    )


def tell_all(workshop: Workshop, message: tuple[str, str], *, grund: str = "") -> int:
    """Queue this message to everybody who is registered or waits and left an address; returns how many."""
    template, word = message
    kommune = Kommune.objects.current()
    reached = workshop.anmeldungen.filter(status__in=REACHED).exclude(email="")
    for anmeldung in reached:
        enqueue(
            an=anmeldung.email,
            betreff=f"{word}: {workshop.titel}",
            template=template,
            kontext={
                "anmeldung": anmeldung,
                "workshop": workshop,
                "ort": workshop.ort,
                "grund": grund,
                "kommune": kommune,
                "seite": addresses.page("anmeldung", anmeldung.token),
                "stornieren": addresses.page("anmeldung-stornieren", anmeldung.token),
                "termin": addresses.page("workshop", workshop.slug),
            },
            anlass=template,
        )
    return len(reached)
