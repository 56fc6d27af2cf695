"""The handbook at the desk."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import works_here
from bildungskommune.hilfe import handbuch
from bildungskommune.werkbank.seiten import opens


@opens(works_here)
def hilfe(request: Request) -> HttpResponse:
    return _show(request, handbuch.INHALT)


@opens(works_here)
def kapitel(request: Request, name: str) -> HttpResponse:
    return _show(request, name)


def _show(request: Request, name: str) -> HttpResponse:
    found = handbuch.chapters().get(name)
    if found is None:
        raise Http404
    alle = [one for one in handbuch.chapters().values() if one.name != handbuch.INHALT]
    context = {
        "kapitel": found,
        "alle": [(one.titel, handbuch.address(one.name), one.name == name) for one in alle],
        "ist_inhalt": name == handbuch.INHALT,
    }
    return render(request, "hilfe/kapitel.html", context)
