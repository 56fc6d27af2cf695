"""What we write to those who comment."""

from bildungskommune import addresses
from bildungskommune.beteiligung.models import Stellungnahme
from bildungskommune.post import grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune

BESTAETIGEN = ("stellungnahme_bestaetigen", "Bitte bestätigen Sie Ihre Stellungnahme")
EINGEGANGEN = "stellungnahme_eingegangen"
ANTWORT = "stellungnahme_antwort"


def please_confirm(stellungnahme: Stellungnahme, secret: str) -> Mail:
    """Ask the mailbox to confirm. Raises TooManyMails."""
    template, betreff = BESTAETIGEN
    return enqueue(
        an=stellungnahme.email,
        betreff=betreff,
        template=template,
        kontext=about(stellungnahme) | {"link": addresses.page("stellungnahme-mein", secret)},
        anlass=template,
        zaehlt_fuer=grenzen.claim(stellungnahme.email),
    )


def received(stellungnahme: Stellungnahme) -> Mail:
    """Tell the code to whoever has written to the office otherwise."""
    return enqueue(
        an=stellungnahme.email,
        betreff=subject(stellungnahme),
        template=EINGEGANGEN,
        kontext=about(stellungnahme),
        anlass=EINGEGANGEN,
    )


def subject(stellungnahme: Stellungnahme) -> str:
    return f"Ihre Stellungnahme {stellungnahme.code} ist angekommen"


def answered(stellungnahme: Stellungnahme) -> Mail:
    """Tell its author what was decided on each point; never twice."""
    return enqueue(
        an=stellungnahme.email,
        betreff=answer_subject(stellungnahme),
        template=ANTWORT,
        kontext=about(stellungnahme) | {"punkte": list(stellungnahme.punkte.all())},
        anlass=ANTWORT,
        schluessel=f"{ANTWORT}-{stellungnahme.pk}",
    )


def answer_subject(stellungnahme: Stellungnahme) -> str:
    return f"Was aus Ihrer Stellungnahme {stellungnahme.code} wurde"


def about(stellungnahme: Stellungnahme) -> dict[str, object]:
    """Return what every one of these mails says."""
    return {
        "stellungnahme": stellungnahme,
        "runde": stellungnahme.runde,
        "kommune": Kommune.objects.current(),
        "seite": addresses.absolute(stellungnahme.get_absolute_url()),
    }
