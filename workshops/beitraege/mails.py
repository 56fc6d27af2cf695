"""Mails to the authors of contributions."""

from bildungskommune import addresses
from bildungskommune.post import grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops.models import Beitrag

EINGEGANGEN = ("beitrag_eingegangen", "Ihr Beitrag {} ist angekommen")
VERBLEIB = ("beitrag_verbleib", "Was aus Ihrem Beitrag {} wurde")


def contributed(beitrag: Beitrag) -> Mail | None:
    """Send the code, and no word of the contribution, to an author who left an address. Raises TooManyMails."""
    if not beitrag.autor_email:
        return None
    return _send(beitrag, *EINGEGANGEN, zaehlt_fuer=grenzen.claim(beitrag.autor_email))


def answered(beitrag: Beitrag) -> None:
    """Tell an author who left an address what became of the contribution; each answer once."""
    if beitrag.autor_email:
        _send(beitrag, *VERBLEIB)


def _send(beitrag: Beitrag, template: str, betreff: str, *, zaehlt_fuer: str = "") -> Mail:
    return enqueue(
        an=beitrag.autor_email,
        betreff=betreff.format(beitrag.code),
        template=template,
        kontext={
            "beitrag": beitrag,
            "kommune": Kommune.objects.current(),
            "seite": addresses.lasting(beitrag.get_absolute_url()),
        },
        anlass=template,
        zaehlt_fuer=zaehlt_fuer,
    )
