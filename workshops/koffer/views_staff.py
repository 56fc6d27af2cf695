"""The Koffer at the desk: write the file for the hall, read back what was made there."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bildungskommune.access import Request, allow, load
from bildungskommune.akte.abgleich import Befund, Was
from bildungskommune.akte.datei import AkteUnlesbar
from bildungskommune.audit.log import record
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.seiten import FORM, forms, sent
from workshops.access_staff import may_edit_this, may_open
from workshops.koffer import auszug, datei, mitnahme, rueckweg
from workshops.koffer.datei import Unlesbar
from workshops.koffer.forms import EINLESEN, MitnehmenForm, RueckwegForm
from workshops.models import Anmeldung, Workshop
from workshops.pages import any_workshop, krumen

GEZEIGT = 100
"""So many rows of each outcome are shown; all are counted."""
ABLAGE = {"Cache-Control": "private, no-store"}


@require_http_methods(FORM)
@allow(may_open)
@load(any_workshop, may=may_edit_this)
def koffer(request: Request, workshop: Workshop) -> HttpResponse:
    """Hand out the file, in the office for the hall and there for the office. Nothing changes, so it may be twice."""
    form = MitnehmenForm(sent(request))
    if not form.is_valid():
        return _page(request, "koffer", workshop, {"form": form, **_numbers(workshop)}, form.is_bound)
    inhalt = mitnahme.back(workshop) if settings.KOFFER else auszug.take_along(workshop)
    record(request.user, "koffer.geschrieben", workshop)
    name = f"{workshop.slug}-{'zurueck' if settings.KOFFER else 'hin'}.koffer"
    headers = ABLAGE | {"Content-Disposition": f'attachment; filename="{name}"'}
    closed = datei.close(inhalt, form.cleaned_data["passwort"])
    return HttpResponse(closed, content_type="application/octet-stream", headers=headers)


@forms(may_edit_this, any_workshop, first=may_open)
def koffer_einlesen(request: Request, workshop: Workshop) -> HttpResponse:
    """Show what a file from the hall would change; with the second button, read it."""
    form = RueckwegForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return _page(request, "einlesen", workshop, {"form": form}, form.is_bound)
    try:
        if EINLESEN not in request.POST:
            found = rueckweg.compare(workshop, form.inhalt)
            return _page(request, "einlesen", workshop, {"form": form, "name": EINLESEN} | _outcome(found.befunde))
        found = rueckweg.read(workshop, form.inhalt, by=request.user)
    except Unlesbar as error:
        form.add_error("datei", str(error))
        return _page(request, "einlesen", workshop, {"form": form}, is_wrong=True)
    except AkteUnlesbar as error:
        form.add_error(None, "Diese Datei passt nicht zu dem, was hier steht. Es wurde nichts geändert.")
        gruende = [fehler.satz for fehler in error.fehler]
        return _page(request, "einlesen", workshop, {"form": form, "gruende": gruende[:GEZEIGT]}, is_wrong=True)
    done = sum(befund.was != Was.BLEIBT for befund in found.befunde)
    messages.success(request, f"{done} {plural(done, 'Änderung,Änderungen')} aus dem Koffer übernommen.")
    return redirect("v-workshop", workshop.pk)


def _numbers(workshop: Workshop) -> dict[str, object]:
    """Return what a person should know before the file is written."""
    return {
        "im_koffer": settings.KOFFER,
        "herkunft": mitnahme.taken(workshop) if settings.KOFFER else None,
        "anmeldungen": workshop.anmeldungen.exclude(status=Anmeldung.Status.STORNIERT).count(),
        "karten": workshop.beitraege.count(),
        "themen": workshop.themen.count(),
        "laufend": workshop.abfragen.filter(beendet=False, stimmzettel__isnull=False).distinct(),
    }


def _outcome(befunde: Sequence[Befund]) -> dict[str, object]:
    """Return word, number and the first rows of each outcome; what needs attention comes first."""
    groups = [(was, [one for one in befunde if one.was == was]) for was in (Was.BLEIBT, Was.GEAENDERT, Was.NEU)]
    return {
        "gruppen": [(str(was), len(found), found[:GEZEIGT]) for was, found in groups if found],
        "tun": sum(len(found) for was, found in groups if was != Was.BLEIBT),
    }


def _page(
    request: Request, name: str, workshop: Workshop, context: dict[str, object], is_wrong: bool = False
) -> HttpResponse:
    eltern = krumen(workshop)
    if name != "koffer":
        eltern = krumen(workshop, ("Werkstattkoffer", reverse("v-koffer", args=(workshop.pk,))))
    whole = {"eltern": eltern, "workshop": workshop, **context}
    return render(request, f"workshops/koffer/verwaltung/{name}.html", whole, status=422 if is_wrong else 200)
