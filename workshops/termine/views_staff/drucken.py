"""The prints before the day, on demand."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.werkbank.seiten import opens
from workshops.access_staff import may_open, may_see_this
from workshops.models import Workshop
from workshops.pages import any_workshop
from workshops.papier import handed_out
from workshops.termine import drucksachen

aushang = handed_out(may_see_this, drucksachen.aushang)
einladung = handed_out(may_see_this, drucksachen.einladungsblatt)


@opens(may_see_this, any_workshop, first=may_open)
def tischschilder(request: Request, workshop: Workshop) -> HttpResponseBase:
    """Print a sign for each group; without groups, say what to do."""
    wunsch = drucksachen.tischschilder(workshop)
    if not wunsch.inhalt["gruppen"]:
        messages.info(request, "Tischschilder gibt es, sobald Sie im Programm Arbeitsgruppen angelegt haben.")
        return redirect("v-workshop", workshop.pk)
    return answer(request, wunsch)
