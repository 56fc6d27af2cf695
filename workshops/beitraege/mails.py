"""Mails to the authors of contributions."""

from bildungskommune import addresses
from bildungskommune.post import grenzen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops.models import Beitrag


def contributed(beitrag: Beitrag) -> Mail | None:
    """Send the code, and no word of the contribution, to an author who left an address. Raises TooManyMails."""
    if not beitrag.autor_email:
        return None
    return enqueue(
        an=beitrag.autor_email,
        betreff=f"Ihr Beitrag {beitrag.code} ist angekommen",
        template="beitrag_eingegangen",
        kontext={
            "beitrag": beitrag,
            "kommune": Kommune.objects.current(),
            "seite": addresses.lasting(beitrag.get_absolute_url()),
        },
        anlass="beitrag_eingegangen",
        zaehlt_fuer=grenzen.claim(beitrag.autor_email),
    )


def answered(beitrag: Beitrag) -> None:
    """Tell an author who left an address what became of the contribution; each answer once."""
    if not beitrag.autor_email:
        return
    enqueue(
        an=beitrag.autor_email,
        betreff=f"Was aus Ihrem Beitrag {beitrag.code} wurde",
        template="beitrag_verbleib",
        kontext={
            "beitrag": beitrag,
            "kommune": Kommune.objects.current(),
            "seite": addresses.lasting(beitrag.get_absolute_url()),
        },
        anlass="beitrag_verbleib",
    )
