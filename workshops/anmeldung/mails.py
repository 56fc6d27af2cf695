"""Mails to the people who registered. Each is queued in the transaction of the event that wants it.

Until an address is confirmed nothing that somebody typed goes there, not even a name, and what a stranger causes
is counted (see bildungskommune.post.grenzen).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from bildungskommune import addresses
from bildungskommune.post import grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import Anhang, enqueue
from bildungskommune.seiten import context as seiten
from workshops import kalender
from workshops.anmeldung import zugang
from workshops.anmeldung.angaben import Daten
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import EXPECTED, REACHED

Status = Anmeldung.Status
Zaehlt: TypeAlias = Mapping[str, str]
"""Under what a mail is counted, by its address in small letters."""
Zweck = zugang.Zweck

ABGESAGT = ("workshop_abgesagt", "Abgesagt")
VERSCHOBEN = ("workshop_verschoben", "Verschoben")
GEAENDERT = ("workshop_geaendert", "Neue Zeit oder neuer Ort")
ANGEBOT = ("anmeldung_angebot", "Ein Platz ist frei geworden: Bitte nehmen Sie ihn an")
NICHT_ANGENOMMEN = ("anmeldung_nicht_angenommen", "Ihr Platz geht an die nächste Person")
MEHRERE = ("anmeldung_mehrere", "So stehen Ihre Anmeldungen")
BESTAETIGEN = ("anmeldung_bestaetigen", "Bitte bestätigen Sie Ihre Anmeldung")
BEKANNT = ("anmeldung_bekannt", "Sie sind schon angemeldet")
NEUE_ADRESSE = ("anmeldung_neue_adresse", "Bitte bestätigen Sie Ihre neue E-Mail-Adresse")
STORNIERT = ("anmeldung_storniert", "Ihre Absage ist angekommen")
VERFALLEN = ("anmeldung_verfallen", "Ihre Anmeldung wurde nicht bestätigt")
VERTRETUNG = ("anmeldung_vertretung", "Ihre Vertretung ist eingetragen")
FUER_VERTRETUNG = ("anmeldung_fuer_vertretung", "Sie kommen in Vertretung")
NACH_STAND = {
    Status.WARTELISTE: ("anmeldung_warteliste", "Sie stehen auf der Warteliste"),
    Status.BESTAETIGT: ("anmeldung_bestaetigt", "Ihr Platz ist sicher"),
    Status.NACHGERUECKT: ("anmeldung_nachgerueckt", "Ein Platz ist frei geworden: Sie sind dabei"),
}


def registered(anmeldung: Anmeldung) -> Mail | None:
    """Tell the person how the registration stands: to be confirmed, waiting, confirmed, moved up or to be accepted."""
    if not anmeldung.is_confirmed:
        return _ask_to_confirm(anmeldung)
    template, betreff = ANGEBOT if anmeldung.annehmen_bis else NACH_STAND[Status(anmeldung.status)]
    is_sure = anmeldung.status in EXPECTED and not anmeldung.annehmen_bis
    return _send(anmeldung, template, betreff, kontext=links(anmeldung), anhang=_termin(anmeldung) if is_sure else None)


def registered_all(anmeldungen: Sequence[Anmeldung]) -> Mail | None:
    """Tell in one mail how the registrations stand that were made together; a single one has a mail of its own."""
    if len(anmeldungen) == 1:
        return registered(anmeldungen[0])
    first = anmeldungen[0]
    if not first.email:
        return None
    is_sure = any(anmeldung.status in EXPECTED for anmeldung in anmeldungen)
    anhang = _termin(first) if is_sure else None
    return _send(first, *MEHRERE, kontext={"personen": with_links(anmeldungen)}, anhang=anhang)


def with_links(anmeldungen: Sequence[Anmeldung]) -> list[dict[str, object]]:
    """Return each person of one mail with links of her own."""
    minted = zugang.mint_each(anmeldungen, (Zweck.AENDERN, Zweck.ABSAGEN))
    return [
        {
            "anmeldung": anmeldung,
            "seite": addresses.page("anmeldung", secret[Zweck.AENDERN]),
            "stornieren": addresses.page("anmeldung-stornieren", secret[Zweck.ABSAGEN]),
        }
        for anmeldung, secret in zip(anmeldungen, minted, strict=True)
    ]


def sharing(anmeldung: Anmeldung) -> list[Anmeldung]:
    """Return all with a sure seat in the same workshop under the same address."""
    rows = Anmeldung.objects.confirmed().filter(workshop=anmeldung.workshop_id, status__in=EXPECTED)
    return list(rows.filter(email__iexact=anmeldung.email).order_by("name", "pk"))


def by_address(rows: Iterable[Anmeldung]) -> list[tuple[str, list[Anmeldung]]]:
    """Return the registrations by their address, in small letters; those without one belong together, too."""
    found: dict[str, list[Anmeldung]] = {}
    for row in rows:
        found.setdefault(row.email.lower(), []).append(row)
    return list(found.items())


def claimed(people: Iterable[Daten | Anmeldung]) -> Zaehlt:
    """Claim one mail to each of their addresses, before anything is written. Raises TooManyMails."""
    first = {one.email.lower(): one.email for one in reversed([*people]) if one.email}
    counted = grenzen.claim_each(first.values())
    return {small: counted[email] for small, email in first.items()}


def asked_for(anmeldung: Anmeldung, counted: Zaehlt) -> Mail | None:
    """Ask whoever has the address to confirm what a stranger typed; `counted` comes from `claimed`."""
    return _ask_to_confirm(anmeldung, zaehlt_fuer=counted.get(anmeldung.email.lower(), ""))


def known(anmeldung: Anmeldung, counted: Zaehlt) -> Mail | None:
    """Tell whoever has the address that this person is registered already; `counted` comes from `claimed`."""
    if not anmeldung.is_confirmed:
        return asked_for(anmeldung, counted)
    zaehlt_fuer = counted[anmeldung.email.lower()]
    return _send(anmeldung, *BEKANNT, kontext=links(anmeldung), zaehlt_fuer=zaehlt_fuer)


def _ask_to_confirm(anmeldung: Anmeldung, *, zaehlt_fuer: str = "") -> Mail | None:
    return _send(anmeldung, *BESTAETIGEN, kontext=_confirming(anmeldung), zaehlt_fuer=zaehlt_fuer)


def new_address(anmeldung: Anmeldung, email: str) -> Mail | None:
    """Ask at the new address of a registration whether it is right. Raises TooManyMails."""
    return _send(
        anmeldung,
        *NEUE_ADRESSE,
        an=email,
        name="",
        kontext=_confirming(anmeldung, email),
        zaehlt_fuer=grenzen.claim(email),
    )


def cancelled(anmeldung: Anmeldung, *, name: str) -> Mail | None:
    """Confirm that the seat is free again; `name` is empty when the address was never confirmed."""
    return _send(anmeldung, *STORNIERT, name=name)


def not_accepted(anmeldung: Anmeldung) -> Mail | None:
    """Say that the seat was not accepted in time."""
    return _send(anmeldung, *NICHT_ANGENOMMEN)


def expired(anmeldung: Anmeldung) -> Mail | None:
    """Say that the time to confirm is over, unless the address has got enough mails that nobody asked for."""
    try:
        zaehlt_fuer = grenzen.claim(anmeldung.email)
    except grenzen.TooManyMails:
        return None
    return _send(anmeldung, *VERFALLEN, kontext=_confirming(anmeldung), zaehlt_fuer=zaehlt_fuer)


def substituted(anmeldung: Anmeldung, email: str) -> None:
    """Confirm the Vertretung to the person who registered and, if known, to the one who comes. Raises TooManyMails."""
    _send(anmeldung, *VERTRETUNG, kontext=links(anmeldung))
    if not email:
        return
    secret = zugang.mint(anmeldung, Zweck.VERTRETUNG, email=email)
    _send(
        anmeldung,
        *FUER_VERTRETUNG,
        an=email,
        name="",
        kontext={
            "seite": addresses.page("anmeldung-weg", secret),
            "stornieren": addresses.page("anmeldung-stornieren", secret),
        },
        anhang=_termin(anmeldung),
        zaehlt_fuer=grenzen.claim(email),
    )


def _termin(anmeldung: Anmeldung) -> Anhang:
    return Anhang("termin.ics", "text/calendar", kalender.termin(anmeldung.workshop))


def _confirming(anmeldung: Anmeldung, email: str = "") -> dict[str, object]:
    email = email or anmeldung.email
    secret = zugang.mint(anmeldung, Zweck.BESTAETIGEN, email=email) if email else ""
    return {"bestaetigen": addresses.page("anmeldung-bestaetigen", secret) if secret else ""}


def links(anmeldung: Anmeldung) -> dict[str, object]:
    """Return the addresses that only the person who registered may have."""
    if not anmeldung.email:
        return {}
    change = zugang.mint(anmeldung, Zweck.AENDERN, email=anmeldung.email)
    cancel = zugang.mint(anmeldung, Zweck.ABSAGEN, email=anmeldung.email)
    return {
        "seite": addresses.page("anmeldung", change),
        "aendern": addresses.page("anmeldung-aendern", change),
        "annehmen": addresses.page("anmeldung-annehmen", change),
        "vertreten": addresses.page("anmeldung-vertretung", change),
        "stornieren": addresses.page("anmeldung-stornieren", cancel),
    }


def _send(
    anmeldung: Anmeldung,
    template: str,
    betreff: str,
    *,
    an: str = "",
    name: str | None = None,
    kontext: Mapping[str, object] | None = None,
    anhang: Anhang | None = None,
    zaehlt_fuer: str = "",
) -> Mail | None:
    """Queue a mail to the person; who registered by phone without an address gets none."""
    an = an or anmeldung.email
    if not an:
        return None
    if name is None:
        name = anmeldung.name if anmeldung.is_confirmed else ""
    return enqueue(
        an=an,
        betreff=subject(betreff, anmeldung.workshop),
        template=template,
        kontext={
            "name": name,
            "anmeldung": anmeldung,
            "workshop": anmeldung.workshop,
            "ort": anmeldung.workshop.ort,
            "kommune": seiten.current(),
            "termin": addresses.page("workshop", anmeldung.workshop.slug),
            **(kontext or {}),
        },
        anlass=template,
        anhang=anhang,
        zaehlt_fuer=zaehlt_fuer,
    )


def subject(betreff: str, workshop: Workshop) -> str:
    return f"{betreff}: {workshop.titel}"


def tell_all(workshop: Workshop, message: tuple[str, str], *, grund: str = "") -> int:
    """Queue this message to all who come or wait, have confirmed and left an address; returns how many people.

    Each address gets one mail: where several people share it, each of them stands there with links of her own.
    """
    template, word = message
    reached = list(workshop.anmeldungen.confirmed().filter(status__in=REACHED).exclude(email=""))
    for anmeldung in reached:
        anmeldung.workshop = workshop
    for _, (first, *others) in by_address(reached):
        if others:
            kontext = {"grund": grund, "personen": with_links([first, *others])}
            _send(first, template, word, name="", kontext=kontext)
        else:
            _send(first, template, word, kontext={"grund": grund, **links(first)})
    return len(reached)
