"""Mails about news of a contribution, and the link that ends them in one click."""

from collections.abc import Sequence
from dataclasses import dataclass

from bildungskommune import addresses
from bildungskommune.post import abbestellen, grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops import zweischritt
from workshops.models import Beitrag, Nachrichtenwunsch

SALZ = "workshops.nachricht"
BESTAETIGEN = ("beitrag_neues_bestaetigen", "Bitte bestätigen Sie, dass Sie bei Neuem eine E-Mail möchten")
BEKANNT = ("beitrag_neues_bekannt", "Sie bekommen bei Neuem schon eine E-Mail")
NEUES = "beitrag_neues"
HOECHSTENS = 12
"""So many news stand in one mail; the page has all of them."""


@dataclass(frozen=True)
class Neuigkeit:
    """One thing that is new: what it is, how it stands, and why."""

    titel: str
    stand: str = ""
    text: str = ""
    ist_neu: bool = True


def leaving(row: Nachrichtenwunsch) -> str:
    """Return the address behind which one click ends the mails; it is the same in every mail."""
    return zweischritt.leaving("beitrag-neues-ab", row, SALZ)


def asked_for(row: Nachrichtenwunsch, secret: str) -> Mail:
    """Ask whoever has the address whether they want mails. Raises TooManyMails."""
    return _to_a_stranger(row, *BESTAETIGEN, addresses.page("beitrag-neues-bestaetigen", secret))


def known(row: Nachrichtenwunsch) -> Mail:
    """Tell whoever has the address that it gets them already, and how to end them. Raises TooManyMails."""
    return _to_a_stranger(row, *BEKANNT, leaving(row))


def _to_a_stranger(row: Nachrichtenwunsch, template: str, betreff: str, link: str) -> Mail:
    return enqueue(
        an=row.email,
        betreff=betreff,
        template=template,
        kontext=about(row.beitrag) | {"link": link},
        anlass=template,
        zaehlt_fuer=grenzen.claim(row.email),
    )


def something_new(row: Nachrichtenwunsch, neues: Sequence[Neuigkeit]) -> Mail:
    """Say in words what is new."""
    link = leaving(row)
    more = {"neues": neues[:HOECHSTENS], "weitere": max(0, len(neues) - HOECHSTENS), "abbestellen": link}
    return enqueue(
        an=row.email,
        betreff=subject(row.beitrag),
        template=NEUES,
        kontext=about(row.beitrag) | more,
        anlass=NEUES,
        kopfzeilen=abbestellen.headers(link),
    )


def subject(beitrag: Beitrag) -> str:
    return f"Neues zum Beitrag {beitrag.code}"


def about(beitrag: Beitrag) -> dict[str, object]:
    """Return what every one of these mails says of the contribution."""
    return {
        "beitrag": beitrag,
        "kommune": Kommune.objects.current(),
        "seite": addresses.absolute(beitrag.get_absolute_url()),
    }
