"""Contributions that the public hands in online."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.codes import save_with_code
from bildungskommune.fassungen.namen import namen_entfernen
from bildungskommune.werkbank import aendern
from workshops.beitraege import fotos, mails
from workshops.models import Arbeitsgruppe, Beitrag, Reihe, Workshop


class ContributionsClosed(Exception):
    """This workshop takes no contributions online just now; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Einreichung:
    """What somebody hands in."""

    text: str
    phase: str = ""
    vorzeichen: str = ""
    autor_name: str = ""
    autor_email: str = ""
    namentlich: bool = False
    gruppe: Arbeitsgruppe | None = None
    foto: ContentFile | None = None


def closed_reason(workshop: Workshop) -> str:
    """Return in a sentence why contributions are not taken online, empty when they are."""
    if workshop.reihe.status == Reihe.Status.ABGESCHLOSSEN:
        return "Diese Reihe ist abgeschlossen. Neue Beiträge nehmen wir hier nicht mehr an."
    if not workshop.takes_contributions():
        return "Für diesen Termin nehmen wir zurzeit keine Beiträge online an."
    return ""


def submit(
    workshop: Workshop, einreichung: Einreichung, *, by: Nutzer | None = None, now: datetime | None = None
) -> Beitrag:
    """Keep the contribution with a code of its own; the author gets it by mail if an address is known.

    Raises ContributionsClosed, TooManyMails.
    """
    _refuse_closed(workshop)
    with transaction.atomic():
        beitrag = save_with_code(
            Beitrag(
                reihe=workshop.reihe,
                workshop=workshop,
                gruppe=einreichung.gruppe,
                text=einreichung.text,
                phase=einreichung.phase or Beitrag._meta.get_field("phase").get_default(),
                vorzeichen=einreichung.vorzeichen,
                quelle=Beitrag.Quelle.ONLINE,
                autor_name=einreichung.autor_name,
                autor_email=einreichung.autor_email,
                namentlich=einreichung.namentlich and bool(einreichung.autor_name),
                eingereicht_am=now or timezone.now(),
            )
        )
        # The insert waits for whoever is closing the Reihe, so ask again after it.
        workshop.reihe.refresh_from_db(fields=["status"])
        _refuse_closed(workshop)
        record(by, "beitrag.eingereicht", beitrag)
        mails.contributed(beitrag)
        if einreichung.foto is not None:
            # Last, so that nothing is written for a contribution that is refused.
            fotos.put(beitrag, einreichung.foto, by=by)
    return beitrag


def mend_author(beitrag: Beitrag, fields: Collection[str], *, by: Nutzer, version: int | None = None) -> None:
    """Write who a contribution is from; a name that stands with it no longer goes out of all Fassungen as well.

    Raises aendern.Outdated.
    """
    with transaction.atomic():
        aendern.change(beitrag, fields, by=by, version=version)
        if fields and not beitrag.namentlich:
            namen_entfernen(beitrag, by=by, grund="Der Name soll nicht mehr beim Beitrag stehen")


def _refuse_closed(workshop: Workshop) -> None:
    if reason := closed_reason(workshop):
        raise ContributionsClosed(reason)
