"""Which editions of a stage there are: what holds, what took its place, what stands beside it."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.darstellung import stage_name
from bildungskommune.fassungen.models import Art, Fassung, FassungQuerySet, Hauptdokument, Sprache, Status, linie

LINIEN = {linie(art, sprache): (art, sprache) for art in Art for sprache in Sprache}
GONE = 410


class Adresse(TypedDict, total=False):
    """What the address of an edition names besides its stage."""

    kennung: str
    linie: str
    nummer: int


def visible_to(key: str, user: Nutzer) -> FassungQuerySet:
    """Return the Fassungen of a stage that this person may read; the office also sees drafts."""
    fassungen = Fassung.objects.of(key).select_related("auftrag", "abgeloest_durch")
    fassungen = fassungen.defer("snapshot", "abgeloest_durch__snapshot")
    return fassungen if may_read_all(user) else fassungen.once_public()


def whole(pk: int) -> Fassung:
    """Return a Fassung with its text, its PDF and what took its place."""
    found = Fassung.objects.select_related("auftrag", "abgeloest_durch").defer("abgeloest_durch__snapshot")
    return found.get(pk=pk)


def edition(key: str, user: Nutzer, **adresse: Unpack[Adresse]) -> Fassung:
    """Return the edition under this address; raises Http404 when this person can read none there."""
    line = LINIEN.get(adresse.get("linie", ""))
    if line is None:
        raise Http404("Diese Ausgabe gibt es nicht.")
    art, sprache = line
    found = visible_to(key, user).filter(
        dokument=adresse["kennung"], nummer=adresse["nummer"], art=art, sprache=sprache
    )
    fassung = found.first()
    if fassung is None:
        raise Http404("Diese Fassung gibt es nicht.")
    return fassung


def gone(request: Request, fassung: Fassung) -> HttpResponse:
    """Answer for a Fassung that was withdrawn: what was here, since when it is not, why, and what holds now."""
    holds = Fassung.objects.same_line(fassung).current().without_snapshot().first()
    context = {
        "fassung": fassung,
        "stufe": stage_name(fassung),
        "gilt": holds,
        "gilt_url": liste.link(holds) if holds else "",
    }
    return render(request, "fassungen/zurueckgezogen.html", context, status=GONE)


def lead_on(key: str, nummer: int) -> HttpResponse:
    """Lead from the short address of a stage to the full one.

    That is the edition which had this address before documents stood in it, else the one of the document that
    the portal shows.
    """
    once = Fassung.objects.of(key).once_public().without_snapshot()
    found = once.filter(alte_nummer=nummer).first()
    found = found or _of_the_portal(once.standard()).filter(nummer=nummer).first()
    if found is None:
        raise Http404("Diese Fassung gibt es nicht.")
    return redirect(liste.link(found))


def as_of(key: str, tag: str) -> HttpResponse:
    """Lead to the edition that held on this day ("2025-11-14"), that of the portal's own document first.

    Raises Http404 when the day is none, or nothing of this stage held.
    """
    try:
        day = date.fromisoformat(tag)
    except ValueError:
        raise Http404("Das ist kein Tag. So geht es: 2025-11-14") from None
    held = Fassung.objects.of(key).standard().held_on(day).without_snapshot().order_by("-veroeffentlicht_am", "-pk")
    found = _of_the_portal(held).first() or held.first()
    if found is None:
        raise Http404("An diesem Tag galt noch keine Fassung.")
    return redirect(liste.link(found))


def valid(key: str) -> FassungQuerySet:
    """Return the texts that hold now, that of the portal's own document first: one Fassung a document."""
    return Fassung.objects.of(key).standard().current().select_related("auftrag")


def of_the_portal(key: str) -> Fassung | None:
    """Return what holds of the document that the portal shows of this stage, None before that is published.

    Its text comes when it is asked for.
    """
    return _of_the_portal(valid(key)).without_snapshot().first()


def _of_the_portal(found: FassungQuerySet) -> FassungQuerySet:
    chosen = Hauptdokument.objects.filter(definition=OuterRef("definition")).values("objekt_id")[:1]
    return found.filter(objekt_id=Subquery(chosen))


def successor(fassung: Fassung) -> Fassung | None:
    """Return the Fassung that holds now in place of this one."""
    if fassung.status != Status.ABGELOEST:
        return None
    same = Fassung.objects.same_line(fassung).current().without_snapshot().first()
    return same or _later_edition(fassung)


def _later_edition(fassung: Fassung) -> Fassung | None:
    """Follow what took the place of what, from one edition of the document to the next."""
    seen: set[int] = set()
    here: Fassung | None = fassung
    while here is not None and here.status == Status.ABGELOEST and here.pk not in seen:
        seen.add(here.pk)
        here = Fassung.objects.without_snapshot().filter(loest_ab=here.pk).first()
    return here if here is not None and here.status == Status.VEROEFFENTLICHT else None


def last_of(key: str, objekt_pk: int) -> Fassung | None:
    """Return the text of one document that holds, else the one that held last: links to its parts stay good."""
    once = Fassung.objects.of(key, objekt_pk).standard().public().select_related("auftrag", "abgeloest_durch")
    return once.defer("snapshot", "abgeloest_durch__snapshot").order_by("-status", "-veroeffentlicht_am", "-pk").first()


def others(fassung: Fassung) -> Sequence[Fassung]:
    """Return what holds beside this Fassung: the valid ones of other documents, and its own in other lines."""
    found = Fassung.objects.of(fassung.definition).current().without_snapshot()
    beside = Q(objekt_id=fassung.objekt_id) | Q(art=Art.STANDARD, sprache=Sprache.DEUTSCH)
    same = Q(objekt_id=fassung.objekt_id, art=fassung.art, sprache=fassung.sprache)
    return list(found.filter(beside).exclude(same))
