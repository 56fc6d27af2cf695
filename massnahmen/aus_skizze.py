"""A sketch that a group drew up in a workshop becomes a measure: its words are taken over, the sketch stays."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.werkbank.seiten import moves
from massnahmen import access, drafting
from massnahmen.models import Handlungsschritt, Massnahme, Mitwirkung
from massnahmen.models.bezug import WORTLAUT_LAENGE
from massnahmen.models.massnahme import ZUSTAENDIG_LAENGE
from workshops.models import Projektskizze

SCHRITTE = 30
"""A sketch with more steps, or with one that is no title, keeps them as one text."""


def from_sketch(skizze: Projektskizze, *, by: Nutzer) -> tuple[Massnahme, bool]:
    """Return the measure of this sketch, and whether it was made now: a sketch becomes one measure, ever."""
    with transaction.atomic():
        locked = Projektskizze.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=skizze.pk)
        there = Massnahme.objects.filter(skizze=locked).first()
        if there is not None:
            return there, False
        steps = _lines(locked.schritte)
        as_steps = len(steps) <= SCHRITTE and all(len(step) <= TITEL_LAENGE for step in steps)
        massnahme = _measure(locked, "" if as_steps else locked.schritte)
        drafting.add_massnahme(massnahme, by=by)
        if as_steps:
            Handlungsschritt.objects.bulk_create(
                Handlungsschritt(massnahme=massnahme, titel=step, position=place) for place, step in enumerate(steps)
            )
        Mitwirkung.objects.bulk_create(
            Mitwirkung(massnahme=massnahme, wortlaut=line[:WORTLAUT_LAENGE], position=place)
            for place, line in enumerate(_lines(locked.verbuendete))
        )
        return massnahme, True


def _measure(skizze: Projektskizze, kurzbeschreibung: str) -> Massnahme:
    workshop = skizze.workshop
    responsible = " ".join(_lines(skizze.verantwortliche))
    return Massnahme(
        skizze=skizze,
        titel=skizze.titel,
        ziel=skizze.ziel,
        kurzbeschreibung=kurzbeschreibung,
        anlass=f"Projektskizze aus „{workshop.titel}“.",
        zustaendigkeit_original=responsible[:ZUSTAENDIG_LAENGE],
        zeitraum_original=skizze.termin,
    )


def _lines(text: str) -> list[str]:
    """Return the lines that say something, without the marks of a list."""
    found = (line.strip().removeprefix("- ").removeprefix("* ").strip() for line in text.splitlines())
    return [line for line in found if line]


def _skizzen(user: Nutzer) -> QuerySet[Projektskizze]:
    return Projektskizze.objects.select_related("workshop")


def _may(user: Nutzer, skizze: Projektskizze) -> bool:
    return access.may_edit(user)


@moves(_may, _skizzen, first=access.may_edit)
def skizze_massnahme(request: Request, skizze: Projektskizze) -> HttpResponse:
    massnahme, is_new = from_sketch(skizze, by=request.user)
    if is_new:
        messages.success(request, "Die Maßnahme ist angelegt. Bitte prüfen Sie, was aus der Skizze übernommen wurde.")
    else:
        messages.info(request, "Aus dieser Skizze wurde schon eine Maßnahme. Hier ist sie.")
    return redirect("v-massnahme", massnahme.pk)
