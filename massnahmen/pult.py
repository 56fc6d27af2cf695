"""Measures on the desks: what is late and what it costs for the Leitung, its own ones for a Fachamt."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_fachamt, is_leitung
from bildungskommune.accounts.vertretung import standing_in_for
from bildungskommune.verfahren.pult import Block, pult
from massnahmen import uebersicht
from massnahmen.access import in_hand
from massnahmen.anfragen import unanswered
from massnahmen.listen import with_newest_report
from massnahmen.models import Massnahme, Meilenstein

LATE_SHOWN = 8
OWN_SHOWN = 20
FOLDER = "massnahmen/verwaltung"


@pult.register
def measures(user: Nutzer, now: datetime) -> Iterator[Block]:
    if is_leitung(user):
        yield from _of_the_leitung(in_hand(user))
    elif is_fachamt(user):
        yield from _of_a_fachamt(user, now)


def _of_the_leitung(massnahmen: QuerySet[Massnahme]) -> Iterator[Block]:
    late = uebersicht.late(massnahmen)
    yield Block(
        "Was sich verzögert, und warum",
        f"{FOLDER}/_pult_spaet.html",
        {"massnahmen": late[:LATE_SHOWN], "weitere": max(len(late) - LATE_SHOWN, 0)},
    )
    yield Block("Geld", f"{FOLDER}/_pult_geld.html", uebersicht.money(massnahmen))


def _of_a_fachamt(user: Nutzer, now: datetime) -> Iterator[Block]:
    if rows := list(standing_in_for(user, timezone.localdate(now))):
        yield Block("Ihre Vertretung", f"{FOLDER}/_pult_vertretung.html", rows)
    massnahmen = in_hand(user)
    ahead = Meilenstein.objects.filter(erreicht_am__isnull=True)
    ahead = ahead.order_by("massnahme_id", "datum", "pk").distinct("massnahme_id")
    own = list(with_newest_report(massnahmen).prefetch_related(Prefetch("meilensteine", ahead, to_attr="naechste")))
    if asked := unanswered(own):
        yield Block("Worum Sie gebeten wurden", f"{FOLDER}/_pult_anfragen.html", asked, wartet=True)
    yield Block(
        "Ihre Maßnahmen",
        f"{FOLDER}/_pult_eigene.html",
        {"massnahmen": own[:OWN_SHOWN], "weitere": max(len(own) - OWN_SHOWN, 0)},
        url=reverse("v-massnahme-list"),
    )
