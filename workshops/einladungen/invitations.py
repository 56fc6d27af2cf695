"""Invitations: an institution gets seats and a code; the portal or the office sends it, and what became of it."""

import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Sum, TextChoices, Value, When
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.post.zeilen import Zustellung
from bildungskommune.werkbank import aendern
from workshops.models import Anmeldung, Einladung, Sendungszeile, Workshop
from workshops.models.counting import count_of
from workshops.models.enums import EinladungAntwort, SendungArt


class Antwortstand(TextChoices):
    """How an invitation stands, in one word."""

    ANGEMELDET = "angemeldet", "angemeldet"
    ABGESAGT = "abgesagt", "abgesagt"
    STUMM = "stumm", "keine Antwort"
    UNTERWEGS = "unterwegs", "wird gesendet"
    GESCHEITERT = "gescheitert", "nicht zugestellt"
    OFFEN = "offen", "nicht verschickt"


def new_code() -> str:
    return secrets.token_urlsafe(9)


def of_workshop(workshop: Workshop) -> QuerySet[Einladung]:
    """Return the invitations with `angemeldet`, how many registered with the code, and `antwortstand`."""
    counted = Anmeldung.objects.exclude(status=Anmeldung.Status.STORNIERT)
    found = workshop.einladungen.select_related("institution", "workshop")
    rows = found.annotate(angemeldet=count_of(counted, "einladung"))
    return rows.annotate(antwortstand=_stand()).order_by("institution__name", "pk")


def _stand() -> Case:
    """Return the Antwortstand of invitations that know `angemeldet`."""
    mails = Sendungszeile.objects.filter(einladung=OuterRef("pk"), sendung__art=SendungArt.EINLADUNG).with_stand()
    known = (
        (Q(angemeldet__gt=0), Antwortstand.ANGEMELDET),
        (Q(antwort=EinladungAntwort.ABGESAGT), Antwortstand.ABGESAGT),
        (Q(gesendet_am__isnull=False), Antwortstand.STUMM),
        (Exists(mails.filter(Q(stand=Zustellung.GESENDET))), Antwortstand.STUMM),
        (Exists(mails.filter(Q(stand=Zustellung.WARTET))), Antwortstand.UNTERWEGS),
        (Exists(mails.filter(Q(stand=Zustellung.GESCHEITERT))), Antwortstand.GESCHEITERT),
    )
    cases = [When(condition, then=Value(stand.value)) for condition, stand in known]
    return Case(*cases, default=Value(Antwortstand.OFFEN.value), output_field=CharField())


def numbers(workshop: Workshop) -> dict[str, int]:
    """Return how many invitations stand how, `alle` of them, and `personen`, who registered by one."""
    # A state is called like the annotation that it is counted by, so the counts have names of their own.
    each: dict[str, Any] = {f"n_{stand.value}": Count("pk", filter=Q(antwortstand=stand)) for stand in Antwortstand}
    found = of_workshop(workshop).order_by()
    counted = found.aggregate(alle=Count("pk"), personen=Sum("angemeldet", default=0), **each)
    return {name.removeprefix("n_"): value for name, value in counted.items()}


def link(einladung: Einladung) -> str:
    """Return the address under which the invited register."""
    page = addresses.page("anmeldung-new", einladung.workshop.slug)
    return f"{page}?{urlencode({'code': einladung.code})}"


def invite(einladung: Einladung, *, by: By) -> None:
    """Store an invitation under a code of its own."""
    einladung.code = new_code()
    aendern.create(einladung, by=by, plaetze=einladung.kontingent)


def mark_sent(einladung: Einladung, *, by: Nutzer, now: datetime | None = None) -> None:
    einladung.gesendet_am = now or timezone.now()
    einladung.save(update_fields=["gesendet_am"])
    record(by, "einladung.gesendet", einladung)
