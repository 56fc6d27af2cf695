"""Mails about news of a contribution, and the link that ends them in one click."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing

from bildungskommune import addresses
from bildungskommune.post import abbestellen, grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops import zweischritt
from workshops.models import Beitrag, Nachrichtenwunsch

SALZ = "workshops.nachricht"
SALZ_ALLE = "workshops.nachricht.alle"
BESTAETIGEN = ("beitrag_neues_bestaetigen", "Bitte bestätigen Sie, dass Sie bei Neuem eine E-Mail möchten")
BEKANNT = ("beitrag_neues_bekannt", "Sie bekommen bei Neuem schon eine E-Mail")
NEUES = "beitrag_neues"
HOECHSTENS = 12
"""So many news of one contribution stand in a mail; the page has all of them."""


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


def leaving_all(rows: Sequence[Nachrichtenwunsch]) -> str:
    """Return the address behind which one click ends all mails of this kind to the address of these rows.

    It is signed for some of them, so that it still counts when one was ended alone.
    """
    return addresses.page("beitrag-neues-ab", signing.dumps([row.pk for row in rows[:HOECHSTENS]], salt=SALZ_ALLE))


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


def something_new(news: Sequence[tuple[Nachrichtenwunsch, Sequence[Neuigkeit]]]) -> Mail:
    """Say in words what is new of the contributions for which one address asked."""
    rows = [row for row, _ in news]
    link = leaving(rows[0]) if len(rows) == 1 else leaving_all(rows)
    return enqueue(
        an=rows[0].email,
        betreff=subject([row.beitrag for row in rows]),
        template=NEUES,
        kontext={
            "kommune": Kommune.objects.current(),
            "beitraege": [section(row.beitrag, neues, leaving(row)) for row, neues in news],
            "abbestellen": link,
        },
        anlass=NEUES,
        kopfzeilen=abbestellen.headers(link),
    )


def section(beitrag: Beitrag, neues: Sequence[Neuigkeit], link: str) -> dict[str, object]:
    """Return what the mail says of one contribution; `link` ends the mails about this one alone."""
    more = {"neues": neues[:HOECHSTENS], "weitere": max(0, len(neues) - HOECHSTENS), "beenden": link}
    return about(beitrag) | more


def subject(beitraege: Sequence[Beitrag]) -> str:
    if len(beitraege) == 1:
        return f"Neues zum Beitrag {beitraege[0].code}"
    return f"Neues zu {len(beitraege)} Beiträgen"


def about(beitrag: Beitrag) -> dict[str, object]:
    """Return what every one of these mails says of the contribution."""
    return {
        "beitrag": beitrag,
        "kommune": Kommune.objects.current(),
        "seite": addresses.absolute(beitrag.get_absolute_url()),
    }
