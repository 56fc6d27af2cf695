"""Umsetzungsberichte on the desk: set up, look through, propose for each measure, see before it is frozen."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen.models import Fassung
from bildungskommune.tabellen import TYPES, csv_lines, xlsx_file
from bildungskommune.ui.paging import PARAMETER, page
from bildungskommune.werkbank.liste import DATEI, as_file
from bildungskommune.werkbank.seiten import Krumen, Seite, add, edit, forms, number, opens, sent, take
from bildungskommune.werkbank.staende import way
from massnahmen import access
from massnahmen.bericht import schreiben
from massnahmen.bericht.ausschnitt import Ausschnitt, asked
from massnahmen.bericht.daten import Umfeld, massnahme_data
from massnahmen.bericht.fassung import KOPF, zeile
from massnahmen.bericht.sammeln import KEY, collect
from massnahmen.bericht.stichtag import lagen, loaded
from massnahmen.forms import BerichtForm, FeldurteilForm, UrteilForm, VorschlagForm
from massnahmen.models import Berichtsart, Beschlussvorschlag, Feldurteil, Massnahme, Massnahmenplan, Umsetzungsbericht

JE_SEITE = 50


def berichte(user: Nutzer) -> QuerySet[Umsetzungsbericht]:
    return Umsetzungsbericht.objects.select_related("plan", "gremium", "beratung", "vorbericht")


@opens(may_read_all)
def bericht_list(request: Request) -> HttpResponse:
    context = {"berichte": page(request, berichte(request.user)), "darf_bearbeiten": access.may_edit(request.user)}
    return render(request, "massnahmen/verwaltung/bericht_liste.html", context)


@forms(access.may_edit)
def bericht_new(request: Request) -> HttpResponse:
    plan = Massnahmenplan.objects.filter(pk=number(request.GET.get("plan")) or 0).first()
    today = timezone.localdate()
    vorher = schreiben.last_of(plan)
    initial = {
        "plan": plan or Massnahmenplan.objects.first(),
        "stichtag": today,
        "titel": f"Umsetzungsbericht {today.year}",
        "vorbericht": vorher if vorher is not None and vorher.stichtag < today else None,
    }
    seite = Seite("Neuer Umsetzungsbericht", krumen())
    danke = "Der Bericht ist angelegt. Schreiben Sie nun zu jeder Maßnahme, was Sie vorschlagen."
    return add(request, BerichtForm(sent(request), initial=initial), seite, schreiben.add, _url, danke=danke)


@opens(lambda user, bericht: may_read_all(user), berichte, first=may_read_all)
def bericht(request: Request, bericht: Umsetzungsbericht) -> HttpResponseBase:
    """Show the report with its measures, those without a proposal if the address asks; or all of them as a file."""
    if (art := request.GET.get(DATEI, "")) in TYPES:
        return _table(bericht, art)
    rows = schreiben.measures(bericht)
    proposed = Beschlussvorschlag.objects.filter(bericht=bericht, massnahme=OuterRef("pk"))
    without = rows.exclude(Exists(proposed))
    nur_offene = request.GET.get("offen") == "vorschlag"
    seite = page(request, loaded(without if nur_offene else rows, bericht.stichtag), per_page=JE_SEITE)
    shown = list(seite)
    said = {one.massnahme_id: one for one in bericht.vorschlaege.filter(massnahme__in=shown)}
    context = {
        "bericht": bericht,
        "seite": seite,
        "zeilen": [(lage, said.get(lage.massnahme.pk)) for lage in lagen(shown, bericht.stichtag)],
        "nur_offene": nur_offene,
        "ohne_vorschlag": without.count(),
        "felder": schreiben.fields(bericht) if bericht.art == Berichtsart.EVALUATION else [],
        "fassungen": Fassung.objects.of(KEY, bericht.pk).without_snapshot(),
        "darf_bearbeiten": access.may_edit(request.user),
        "key": KEY,
        "verlaufweg": way(bericht),
    }
    return render(request, "massnahmen/verwaltung/bericht.html", context)


def _table(bericht: Umsetzungsbericht, art: str) -> HttpResponseBase:
    lines = map(zeile, collect(bericht)["massnahmen"])
    content = csv_lines(KOPF, lines) if art == "csv" else xlsx_file(bericht.titel, KOPF, lines)
    return as_file(bericht.kennung, art, content)


@opens(lambda user, bericht: may_read_all(user), berichte, first=may_read_all)
def bericht_vorschau(request: Request, bericht: Umsetzungsbericht) -> HttpResponse:
    """Show what a Fassung would hold if it were frozen now."""
    inhalt = collect(bericht)
    context = {"bericht": bericht, "inhalt": inhalt, "ausschnitt": Ausschnitt(inhalt, asked(request.GET))}
    return render(request, "massnahmen/verwaltung/bericht_vorschau.html", context)


@forms(access.may_edit_this, berichte)
def bericht_edit(request: Request, bericht: Umsetzungsbericht) -> HttpResponse:
    seite = Seite("Umsetzungsbericht bearbeiten", krumen(bericht), ueber=bericht.titel)
    return edit(request, BerichtForm(sent(request), instance=bericht), seite, _url)


@forms(access.may_edit_this, berichte)
def bericht_vorschlag(request: Request, bericht: Umsetzungsbericht, massnahme: int) -> HttpResponse:
    """Ask what is proposed for one measure of the report."""
    about = get_object_or_404(schreiben.measures(bericht), pk=massnahme)
    there = bericht.vorschlaege.filter(massnahme=about).first()
    form = VorschlagForm(sent(request), instance=there or Beschlussvorschlag(bericht=bericht, massnahme=about))
    seite = Seite(
        "Beschlussvorschlag",
        krumen(bericht),
        ueber=str(about),
        template="massnahmen/verwaltung/bericht_vorschlag.html",
        mehr={"ding": str(about), "bericht": bericht, "m": _on_the_day(bericht, about)},
    )
    return _judge(request, form, seite, f"{_url(bericht, _page_of(bericht, about))}#massnahme-{about.pk}")


def _on_the_day(bericht: Umsetzungsbericht, massnahme: Massnahme) -> dict[str, object]:
    """Return what the report says of the measure beside the proposal."""
    rows = list(loaded(Massnahme.objects.filter(pk=massnahme.pk), bericht.stichtag))
    (lage,) = lagen(rows, bericht.stichtag)
    return massnahme_data(lage, Umfeld(bericht.stichtag, {}, {}))


@forms(access.may_edit_this, berichte)
def bericht_feldurteil(request: Request, bericht: Umsetzungsbericht, feld: int) -> HttpResponse:
    """Ask what an Evaluation finds of one Handlungsfeld."""
    about = get_object_or_404(schreiben.field_rows(bericht), pk=feld)
    there = bericht.feldurteile.filter(handlungsfeld=about).first()
    form = FeldurteilForm(sent(request), instance=there or Feldurteil(bericht=bericht, handlungsfeld=about))
    seite = Seite("Urteil zum Handlungsfeld", krumen(bericht), ueber=str(about), mehr={"ding": str(about)})
    return _judge(request, form, seite, f"{_url(bericht)}#wirkung")


def _judge(request: Request, form: UrteilForm, seite: Seite, back: str) -> HttpResponse:
    def save() -> str:
        if form.is_versioned:
            schreiben.change(form.save(commit=False), form.felder, version=form.version, by=request.user)
        else:
            schreiben.propose(form.save(commit=False), by=request.user)
        return back

    return take(request, form, seite, save, "Gespeichert.")


def _page_of(bericht: Umsetzungsbericht, massnahme: Massnahme) -> int:
    """Return the page of the list on which the measure stands."""
    keys = list(schreiben.measures(bericht).values_list("pk", flat=True))
    return keys.index(massnahme.pk) // JE_SEITE + 1


def krumen(bericht: Umsetzungsbericht | None = None) -> Krumen:
    start = [("Maßnahmen", reverse("v-massnahme-list")), ("Umsetzungsberichte", reverse("v-bericht-list"))]
    return start if bericht is None else [*start, (bericht.titel, _url(bericht))]


def _url(bericht: Umsetzungsbericht, seite: int = 1) -> str:
    return reverse("v-bericht", args=(bericht.pk,)) + (f"?{PARAMETER}={seite}" if seite > 1 else "")
