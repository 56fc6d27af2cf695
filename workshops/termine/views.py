"""Dates and what came out of them."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.auslage.teile import Teile
from bildungskommune.fassungen.models import Fassung
from bildungskommune.tracing.registry import whole
from bildungskommune.ui.paging import page
from bildungskommune.verfahren.gelegenheiten import gelegenheiten
from workshops import access, kalender
from workshops.anmeldung import hindernisse
from workshops.auswertung import haeufung
from workshops.auswertung.umfang import Umfang
from workshops.beitraege import beitragsweg, contributions
from workshops.dokumentation.snapshot import KEY
from workshops.gelegenheiten import chances, taking_contributions
from workshops.models import Reihe, Workshop
from workshops.termine import reihenseite
from workshops.wand import auszaehlung, rangfolge


@require_safe
def mitmachen(request: Request) -> HttpResponse:
    now = timezone.now()
    own = list(chances(now))
    context = {
        "upcoming": list(access.workshops(request.user).upcoming(now)[:6]),
        "taking": list(taking_contributions(now)),
        "chances": [chance for chance in gelegenheiten.collect(now) if chance not in own],
    }
    return render(request, "workshops/termine/mitmachen.html", context)


@require_safe
def workshop_list(request: Request) -> HttpResponse:
    now = timezone.now()
    known = access.workshops(request.user)
    context = {
        "upcoming": list(known.ahead(now)[:100]),
        "page_obj": page(request, known.past(now).with_numbers(), per_page=20),
    }
    return render(request, "workshops/termine/liste.html", context)


@require_safe
@load(access.workshops, by="slug")
def workshop(request: Request, workshop: Workshop) -> HttpResponse:
    teile = Teile(f"workshop {workshop.pk}", lambda: _page(workshop.pk))
    return render(request, "workshops/termine/workshop.html", {"teile": teile})


def _page(pk: int) -> dict[str, object]:
    """Return what the page of a workshop shows."""
    workshop = Workshop.objects.with_seats().select_related("ort", "reihe").get(pk=pk)
    themen = rangfolge.of_workshop(workshop.pk)
    fassungen = Fassung.objects.of(KEY, workshop.pk).public().without_snapshot()
    return {
        "workshop": workshop,
        "closed": hindernisse.closed_reason(workshop),
        "takes_contributions": not contributions.closed_reason(workshop),
        "over": workshop.beginn <= timezone.now(),
        "programm": list(workshop.programm.all()),
        "gruppen": list(workshop.gruppen.all()),
        "partner": list(workshop.kooperationspartner.all()),
        "skizzen": list(workshop.skizzen.all()),
        "themen": themen,
        "auszaehlungen": auszaehlung.of_workshop(workshop),
        "fassung": fassungen.select_related("auftrag").order_by("-nummer").first(),
        "folgen": beitragsweg.later_stages([rang.thema for rang in themen]),
        "ganz": whole("workshop", workshop.slug, f"„{workshop.titel}“"),
    }


@require_safe
@load(access.reihen, by="kennung")
def reihe(request: Request, reihe: Reihe) -> HttpResponse:
    """Show a Reihe in three parts: asked, said, done."""
    now = timezone.now()
    known = access.workshops(request.user).filter(reihe=reihe)
    gesagt = reihenseite.said(reihe)
    context = {
        "reihe": reihe,
        "upcoming": list(known.ahead(now)[:12]),
        "page_obj": page(request, known.past(now).with_numbers(), per_page=12),
        "gesagt": gesagt,
        "befund": haeufung.public(Umfang(reihe)),
        "antworten": reihenseite.answers(reihe),
        "folgen": reihenseite.done(gesagt.themen),
        "ganz": whole("reihe", reihe.kennung, f"Reihe „{reihe.titel}“"),
    }
    return render(request, "workshops/termine/reihe.html", context)


@require_safe
def kalender_feed(request: Request) -> HttpResponse:
    """Give all public dates of the past year and to come."""
    since = timezone.now() - timedelta(days=365)
    found = (
        Workshop.objects.public()
        .exclude(status=Workshop.Status.GEPLANT)
        .filter(beginn__gte=since)
        .select_related("ort")
    )
    return HttpResponse(kalender.feed(found.order_by("beginn", "pk")), content_type=kalender.ART)
