"""What each row of a mail to many becomes: template, subject and what the template needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bildungskommune import addresses
from bildungskommune.post import versand
from bildungskommune.post.abbestellen import headers
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Kommune
from workshops.anmeldung import mails as anmeldung_mails
from workshops.anmeldung import zugang
from workshops.einladungen import abbestellen, invitations
from workshops.models import Einladung, Sendung, Sendungszeile, Workshop, Zugang
from workshops.models.enums import SendungArt
from workshops.verteiler import mails as verteiler


@dataclass(frozen=True)
class Brief:
    """A mail before it is queued."""

    template: str
    betreff: str
    kontext: Mapping[str, Any]

    def text(self) -> str:
        """Return the part in plain text, as it will be sent."""
        return versand.render(self.template, self.betreff, self.kontext)[0].strip()


def letter(zeile: Sendungszeile) -> Brief:
    """Return the mail of this row."""
    sendung = zeile.sendung
    more = _MEHR[SendungArt(sendung.art)](zeile)
    return Brief(f"sendung_{sendung.art}", sendung.betreff, _about(sendung.workshop) | {"sendung": sendung} | more)


def enqueue(zeile: Sendungszeile) -> Mail:
    """Queue the mail of this row; the same row never makes a second one."""
    brief = letter(zeile)
    return versand.enqueue(
        an=zeile.an,
        betreff=brief.betreff,
        template=brief.template,
        kontext=brief.kontext,
        anlass=brief.template,
        schluessel=f"sendung-{zeile.pk}",
        kopfzeilen=headers(brief.kontext["abbestellen"]) if "abbestellen" in brief.kontext else None,
    )


def preview(sendung: Sendung, einladung: Einladung) -> Brief:
    """Return the mail that this invitation would be sent with; neither of both is stored."""
    return letter(Sendungszeile(sendung=sendung, einladung=einladung))


def preview_of_circular(sendung: Sendung, zeile: Sendungszeile) -> Brief:
    """Return the mail of this row; nothing is stored."""
    zeile.sendung = sendung
    return letter(zeile)


def _about(workshop: Workshop) -> dict[str, object]:
    return {
        "workshop": workshop,
        "ort": workshop.ort,
        "kommune": Kommune.objects.current(),
        "termin": addresses.page("workshop", workshop.slug),
    }


def _invitation(zeile: Sendungszeile) -> dict[str, object]:
    einladung = zeile.einladung
    assert einladung is not None, "an invitation is sent for an invitation"
    return {
        "einladung": einladung,
        "anmelden": invitations.link(einladung),
        "absagen": addresses.page("einladung", einladung.code),
    }


def _circular(zeile: Sendungszeile) -> dict[str, object]:
    """Whoever registered is told for what; everybody how to leave."""
    if zeile.eintrag is not None:
        return {"abbestellen": verteiler.leaving(zeile.eintrag)}
    assert zeile.anmeldung is not None, "a circular goes to those who registered or asked for it"
    link = abbestellen.leaving(zeile.anmeldung)
    return {"name": zeile.name, "zu": zeile.anmeldung.workshop, "abbestellen": link}


def _day_before(zeile: Sendungszeile) -> dict[str, object]:
    """Whoever shares the address is named there, each with links of their own."""
    assert zeile.anmeldung is not None, "who is reminded has registered"
    together = anmeldung_mails.sharing(zeile.anmeldung)
    if any(one != zeile.anmeldung for one in together):
        return {"name": "", "anmeldung": zeile.anmeldung, "personen": anmeldung_mails.with_links(together)}
    return {"name": zeile.name, "anmeldung": zeile.anmeldung, **anmeldung_mails.links(zeile.anmeldung)}


def _certificate(zeile: Sendungszeile) -> dict[str, object]:
    """A preview has no row and no secret of its own."""
    anmeldung = zeile.anmeldung
    assert anmeldung is not None, "who was there has a registration"
    secret = zugang.mint(anmeldung, Zugang.Zweck.AENDERN, email=zeile.an) if zeile.pk else "ihr-eigener-link"
    return {"name": zeile.name, "anmeldung": anmeldung, "seite": addresses.page("anmeldung", secret)}


_MEHR: Mapping[SendungArt, Callable[[Sendungszeile], dict[str, object]]] = {
    SendungArt.EINLADUNG: _invitation,
    SendungArt.ERINNERUNG: _invitation,
    SendungArt.RUNDSCHREIBEN: _circular,
    SendungArt.VORTAG: _day_before,
    SendungArt.BESCHEINIGUNG: _certificate,
}
