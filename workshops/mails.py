"""The mails of this stage. Each is queued in the transaction of the event that wants it."""

from django.conf import settings
from django.urls import reverse

from bildungskommune.post.models import Mail
from bildungskommune.post.versand import Anhang, enqueue
from bildungskommune.seiten.models import Kommune
from workshops import kalender
from workshops.models import Anmeldung, Beitrag

BETREFF_LAENGE = 300
Status = Anmeldung.Status

_NACH_STAND = {
    Status.EINGEGANGEN: ("anmeldung_bestaetigen", "Bitte bestätigen Sie Ihre Anmeldung"),
    Status.WARTELISTE: ("anmeldung_warteliste", "Sie stehen auf der Warteliste"),
    Status.BESTAETIGT: ("anmeldung_bestaetigt", "Ihr Platz ist sicher"),
    Status.NACHGERUECKT: ("anmeldung_nachgerueckt", "Ein Platz ist frei geworden: Sie sind dabei"),
}


def absolute(path: str) -> str:
    """Return the full address of a page of this portal."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def link(name: str, *args: object) -> str:
    return absolute(reverse(name, args=args))


def registered(anmeldung: Anmeldung) -> Mail | None:
    """Tell the person how the registration stands: to be confirmed, waiting, confirmed or moved up."""
    template, betreff = _NACH_STAND[Status(anmeldung.status)]
    has_seat = anmeldung.status in {Status.BESTAETIGT, Status.NACHGERUECKT}
    return _send(anmeldung, template, betreff, anhang=_termin(anmeldung) if has_seat else None)


def cancelled(anmeldung: Anmeldung) -> Mail | None:
    return _send(anmeldung, "anmeldung_storniert", "Ihre Absage ist angekommen")


def expired(anmeldung: Anmeldung) -> Mail | None:
    return _send(anmeldung, "anmeldung_verfallen", "Ihre Anmeldung wurde nicht bestätigt")


def substituted(anmeldung: Anmeldung, email: str) -> None:
    """Confirm the Vertretung to the person who registered and, if known, to the one who comes."""
    _send(anmeldung, "anmeldung_vertretung", "Ihre Vertretung ist eingetragen")
    if email:
        _send(anmeldung, "anmeldung_fuer_vertretung", "Sie kommen in Vertretung", an=email, anhang=_termin(anmeldung))


def contributed(beitrag: Beitrag) -> Mail | None:
    """Send the code to an author who left an e-mail address."""
    if not beitrag.autor_email:
        return None
    return enqueue(
        an=beitrag.autor_email,
        betreff=f"Ihr Beitrag {beitrag.code} ist angekommen",
        template="beitrag_eingegangen",
        kontext={
            "beitrag": beitrag,
            "kommune": Kommune.objects.current(),
            "seite": absolute(beitrag.get_absolute_url()),
        },
        anlass="beitrag_eingegangen",
    )


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
        betreff=f"{betreff}: {anmeldung.workshop.titel}"[:BETREFF_LAENGE],
        template=template,
        kontext={
            "anmeldung": anmeldung,
            "workshop": anmeldung.workshop,
            "ort": anmeldung.workshop.ort,
            "kommune": Kommune.objects.current(),
            "seite": link("anmeldung", token),
            "bestaetigen": link("anmeldung-bestaetigen", token),
            "stornieren": link("anmeldung-stornieren", token),
            "aendern": link("anmeldung-aendern", token),
            "vertreten": link("anmeldung-vertretung", token),
            "termin": link("workshop", anmeldung.workshop.slug),
        },
        anlass=template,
        anhang=anhang,
    )
