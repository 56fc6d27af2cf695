"""The mails to those who are invited to a round."""

from collections.abc import Mapping

from bildungskommune import addresses
from bildungskommune.beteiligung.models import Rundeneinladung
from bildungskommune.post import versand
from bildungskommune.post.abbestellen import headers
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Kommune


def template(einladung: Rundeneinladung) -> str:
    """Return the kind of its newest mail: "runde_einladung", "runde_erinnerung"."""
    return f"runde_{einladung.brief.art}"


def about(einladung: Rundeneinladung) -> Mapping[str, object]:
    """Return what such a mail says."""
    return {
        "brief": einladung.brief,
        "runde": einladung.runde,
        "institution": einladung.institution,
        "kommune": Kommune.objects.current(),
        "link": addresses.absolute(einladung.get_absolute_url()),
        "abbestellen": addresses.page("runde-einladung-ab", einladung.code),
    }


def enqueue(einladung: Rundeneinladung) -> Mail:
    """Queue the newest letter to this institution; the same letter never becomes two mails."""
    return versand.enqueue(
        an=einladung.an,
        betreff=einladung.brief.betreff,
        template=template(einladung),
        kontext=about(einladung),
        anlass=template(einladung),
        schluessel=f"runde-{einladung.brief_id}-{einladung.pk}",
        kopfzeilen=headers(addresses.page("runde-einladung-ab", einladung.code)),
    )


def preview(einladung: Rundeneinladung) -> str:
    """Return the plain text of the mail; nothing is stored."""
    return versand.render(template(einladung), einladung.brief.betreff, about(einladung))[0].strip()
