"""The number on a certificate: it names the registration and proves that the portal gave it out.

Nothing is stored for it. Whoever has the number learns event and day; a name only by naming it. When the names of a
registration are deleted, 12 months after the workshop, its number can be checked no more.
"""

import re

from django.utils.crypto import constant_time_compare, salted_hmac

from bildungskommune.codes import CODE_ALPHABET
from workshops.anmeldung.anwesenheit import PRESENT
from workshops.anmeldung.aufbewahrung import GELOESCHT
from workshops.anmeldung.nummern import now_kept_as
from workshops.models import Anmeldung, Workshop

LAENGE = 8
"""So many letters prove a number: a hundred thousand million of them."""
_NUMMER = re.compile(rf"(\d{{1,18}})-?([A-Z0-9]{{{LAENGE}}})", re.ASCII)


def number_of(anmeldung: Anmeldung) -> str:
    """Return the number of the certificate, like 815-K7M4QX2H; empty for who was not there."""
    return f"{anmeldung.pk}-{_proof(anmeldung.pk)}" if anmeldung.status == PRESENT else ""


def _proof(pk: int) -> str:
    digest = salted_hmac("workshops.anmeldung.nachweis", str(pk), algorithm="sha256").digest()
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest[:LAENGE])


def find(typed: str) -> Anmeldung | None:
    """Return who was there by the number of the certificate, while the name is still known."""
    match = _NUMMER.fullmatch(re.sub(r"\s", "", typed).upper())
    if match is None or not constant_time_compare(_proof(int(match[1])), match[2]):
        return None
    found = (
        Anmeldung.objects.select_related("workshop__ort").filter(pk=now_kept_as(int(match[1])), status=PRESENT).first()
    )
    return found if found and GELOESCHT not in {found.name, found.vertretung} else None


def holder(anmeldung: Anmeldung) -> str:
    """Return who was there: the person in whose place nobody came, or the one who came."""
    return anmeldung.vertretung or anmeldung.name


def is_named(anmeldung: Anmeldung, typed: str) -> bool:
    """Say whether this is the surname, or the whole name, on the certificate."""
    name, words = _words(holder(anmeldung)), _words(typed)
    return bool(words) and name[-len(words) :] == words


def _words(name: str) -> list[str]:
    """Return the words of a name in the order they are spoken, "Muster, Jana" too."""
    last, _, first = name.casefold().partition(",")
    return f"{first} {last}".split()


def duration(workshop: Workshop) -> str:
    """Return how long it took in words: "2 Stunden 30 Minuten"."""
    hours, minutes = divmod(round((workshop.ende - workshop.beginn).total_seconds() / 60), 60)
    parts = [f"{hours} {'Stunde' if hours == 1 else 'Stunden'}"] if hours else []
    parts += [f"{minutes} {'Minute' if minutes == 1 else 'Minuten'}"] if minutes else []
    return " ".join(parts)
