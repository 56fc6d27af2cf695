"""The history of one text: what changed when and by whom, any two states side by side, an earlier one brought back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, works_here
from bildungskommune.audit.models import Textstand
from bildungskommune.audit.saetze import in_words
from bildungskommune.audit.staende import done_by
from bildungskommune.ui.paging import page
from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.verfahren.einsicht import things_visible_to
from bildungskommune.versionen import Versioniert
from bildungskommune.werkbank.aendern import Outdated
from bildungskommune.werkbank.seiten import moves, number, opens
from bildungskommune.werkbank.staende import Gemerkt, NotRestorable, kind, labels, restore, way
from bildungskommune.werkbank.standvergleich import compare

OHNE_KONTO = "ohne Konto"
SEITE = 50


@dataclass(frozen=True)
class Zeile:
    """One state in the list: who brought it about, and in which fields."""

    stand: Textstand
    wer: str
    felder: list[str]
    wiederhergestellt: bool

    @property
    def is_readable(self) -> bool:
        return bool(self.stand.lesbar)  # type: ignore[attr-defined]  # the query says it


def named(user: Nutzer, art: str, pk: int) -> tuple[Gemerkt, models.Model]:
    """Return what the address names; raises Http404 when this person may not know of it."""
    gemerkt = kind(art)
    if gemerkt is None:
        raise Http404
    return gemerkt, get_object_or_404(things_visible_to(user, gemerkt.modell), pk=pk)


def _context(gemerkt: Gemerkt, thing: models.Model) -> dict[str, object]:
    return {
        "ding": thing,
        "art": gemerkt.modell._meta.verbose_name,
        "label": thing._meta.label_lower,
        "eltern": [(str(thing), gemerkt.seite(thing))],
        "stand_url": way(thing),
    }


def _rows(gemerkt: Gemerkt, staende: Page[Textstand]) -> list[Zeile]:
    noted = done_by(staende)
    rows = []
    for stand in staende:
        entry = noted.get(stand.pk)
        wer = in_words([entry])[0].wer if entry else OHNE_KONTO
        back = entry is not None and entry.ereignis.endswith(".wiederhergestellt")
        rows.append(Zeile(stand, wer, labels(gemerkt.modell, stand.felder), back))
    return rows


@opens(works_here)
def liste(request: Request, art: str, pk: int) -> HttpResponse:
    """Show the states, newest first; with `mit` each offers to be compared with that one."""
    gemerkt, thing = named(request.user, art, pk)
    found = page(request, Textstand.objects.about(thing).light(), SEITE)
    chosen = number(request.GET.get("mit"))
    context = _context(gemerkt, thing) | {
        "seite": found,
        "zeilen": _rows(gemerkt, found),
        "gewaehlt": Textstand.objects.about(thing).light().filter(pk=chosen).first() if chosen else None,
        "neuester": Textstand.objects.about(thing).light().first(),
    }
    return render(request, "werkbank/staende.html", context)


@opens(works_here)
def vergleich(request: Request, art: str, pk: int) -> HttpResponse:
    """Show two states side by side, the earlier first.

    Without `von` it is the one before, without `bis` the newest.
    """
    gemerkt, thing = named(request.user, art, pk)
    pair = _pair(Textstand.objects.about(thing), number(request.GET.get("von")), number(request.GET.get("bis")))
    noted = done_by(pair)
    wer = [in_words([noted[one.pk]])[0].wer if one.pk in noted else OHNE_KONTO for one in pair]
    frueher, spaeter = pair
    context = _context(gemerkt, thing) | {
        "frueher": frueher,
        "spaeter": spaeter,
        "seiten": [(frueher, wer[0]), (spaeter, wer[1])],
        "vergleich": compare(gemerkt.modell, frueher, spaeter),
        "lesbar": frueher.werte is not None and spaeter.werte is not None,
        "version": thing.version if isinstance(thing, Versioniert) else "",
        "darf": frueher.werte is not None and gemerkt.darf(request.user, thing),
        "kommt": labels(gemerkt.modell, [str(field.column) for field in gemerkt.fields]),
    }
    return render(request, "werkbank/staende_vergleich.html", context)


def _pair(staende: models.QuerySet[Textstand], von: int | None, bis: int | None) -> tuple[Textstand, Textstand]:
    """Return the two states asked for in the order of time; raises Http404 when one is not there."""
    later = staende.filter(pk=bis).first() if bis else staende.first()
    if later is None:
        raise Http404
    earlier = staende.filter(pk=von).first() if von else staende.filter(pk__lt=later.pk).first()
    if earlier is None:
        raise Http404
    return (earlier, later) if earlier.pk <= later.pk else (later, earlier)


@moves(works_here)
def wiederherstellen(request: Request, art: str, pk: int, stand: int) -> HttpResponse:
    """Bring back the fields of a state, which makes a new one."""
    gemerkt, thing = named(request.user, art, pk)
    if not gemerkt.darf(request.user, thing):
        raise PermissionDenied
    wanted = get_object_or_404(Textstand.objects.about(thing), pk=stand)
    again = f"{reverse('v-staende-vergleich', args=(art, pk))}?{urlencode({'von': stand})}"
    try:
        done = restore(gemerkt, thing, wanted, version=number(request.POST.get("version")), by=request.user)
    except Outdated:
        messages.error(request, "Jemand anderes hat den Text inzwischen geändert. Bitte vergleichen Sie noch einmal.")
        return redirect(again)
    except NotRestorable as refused:
        messages.error(request, f"Dieser Stand lässt sich nicht wiederherstellen: {refused}")
        return redirect(again)
    when = zeitpunkt(wanted.created)
    satz = f"Der Stand vom {when} ist wiederhergestellt." if done else f"Der Text steht schon so da wie am {when}."
    messages.success(request, satz)
    return redirect(way(thing))
