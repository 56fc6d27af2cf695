"""Mails about the list itself, and the link that leads out of it in one click."""

from bildungskommune import addresses
from bildungskommune.post import grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops import zweischritt
from workshops.models import Verteilereintrag

SALZ = "workshops.verteiler"
BESTAETIGEN = ("verteiler_bestaetigen", "Bitte bestätigen Sie, dass Sie den Rundbrief möchten")
BEKANNT = ("verteiler_bekannt", "Sie bekommen den Rundbrief schon")


def leaving(row: Verteilereintrag) -> str:
    """Return the address behind which one click takes this entry off."""
    return zweischritt.leaving("verteiler-ab", row, SALZ)


def asked_for(row: Verteilereintrag, secret: str) -> Mail:
    """Ask whoever has the address whether they want circulars. Raises TooManyMails."""
    link = addresses.page("verteiler-bestaetigen", secret)
    return _send(row, *BESTAETIGEN, link)


def known(row: Verteilereintrag) -> Mail:
    """Tell whoever has the address that it is in the list, and how to leave. Raises TooManyMails."""
    return _send(row, *BEKANNT, leaving(row))


def _send(row: Verteilereintrag, template: str, betreff: str, link: str) -> Mail:
    kontext = {"link": link, "kommune": Kommune.objects.current()}
    zaehlt_fuer = grenzen.claim(row.email)
    return enqueue(
        an=row.email, betreff=betreff, template=template, kontext=kontext, anlass=template, zaehlt_fuer=zaehlt_fuer
    )
