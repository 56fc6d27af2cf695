"""Orders to erase: asked for by one, released by another."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.konten import LastStabsstelle
from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.buero import briefe, loeschauftraege, loeschung
from bildungskommune.buero.access import may_decide
from bildungskommune.buero.formulare_auskunft import AblehnungForm, LoeschauftragForm
from bildungskommune.buero.listen import AUFTRAEGE, AuftragFilter
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, forms, moves, opens, sent, take

BEANTRAGT = "Die Löschung ist beantragt. Eine zweite Person muss sie freigeben; sie steht auf deren Pult."
ABGELEHNT = "Die Löschung ist abgelehnt. Die Person erfährt den Grund per E-Mail."
ZWEITE = "Gelöscht wird erst, wenn eine zweite Person es freigibt: aus der Stabsstelle oder die Leitung."
NEIN = "Die Angaben bleiben. Die Person bekommt eine E-Mail mit dem Grund und damit, wo sie sich beschweren kann."


def _orders(user: Nutzer) -> QuerySet[Loeschauftrag]:
    return Loeschauftrag.objects.select_related("beantragt_von", "entschieden_von")


def _krumen(user: Nutzer) -> Krumen:
    above = [("Auskunft und Löschung", reverse("v-auskunft"))] if is_stabsstelle(user) else []
    return [*above, ("Löschaufträge", reverse("v-loeschauftrag-list"))]


def _acting(request: Request) -> Konto:
    assert isinstance(request.user, Konto), "the guard lets nobody else in"
    return request.user


@opens(may_read_all)
def auftrag_list(request: Request) -> HttpResponseBase:
    rows = _orders(request.user)
    liste = Liste(request, rows, AUFTRAEGE, filter_by=AuftragFilter, name="loeschauftraege", sortiert="-beantragt_am")
    return liste.answer("buero/loeschauftraege.html", lambda: {"darf": is_stabsstelle(request.user)})


@forms(is_stabsstelle)
def auftrag_new(request: Request) -> HttpResponse:
    """Ask for an erasure; nothing happens before somebody else releases it."""
    email = request.POST.get("email", "")
    form = LoeschauftragForm(sent(request), gleiche=loeschung.finding(email).gleiche if email else ())

    def save() -> str:
        try:
            auftrag = loeschauftraege.ask(**form.cleaned_data, by=_acting(request))
        except loeschauftraege.AlreadyAsked as refused:
            form.add_error("email", str(refused))
            return ""
        return reverse("v-loeschauftrag", args=(auftrag.pk,))

    seite = Seite("Löschung beantragen", _krumen(request.user), vorspann=ZWEITE)
    return take(request, form, seite, save, BEANTRAGT)


@opens(may_decide, _orders, first=may_read_all)
def auftrag(request: Request, auftrag: Loeschauftrag) -> HttpResponse:
    return _show(request, auftrag)


def _show(request: Request, auftrag: Loeschauftrag, fehler: str = "") -> HttpResponse:
    ausgefuehrt = auftrag.status == Loeschauftrag.Status.AUSGEFUEHRT
    context = {
        "auftrag": auftrag,
        "eltern": _krumen(request.user),
        "eigener": auftrag.beantragt_von_id == request.user.pk,
        "befund": loeschung.finding(auftrag.email, auftrag.auch) if auftrag.email else None,
        "brief": briefe.erased_text(auftrag.zahlen) if ausgefuehrt else "",
        "verlauf": in_words(Eintrag.objects.about(auftrag).select_related("konto")[:20]),
        "fehler": fehler,
    }
    return render(request, "buero/loeschauftrag.html", context, status=422 if fehler else 200)


@moves(may_decide, _orders, first=may_read_all)
def auftrag_release(request: Request, auftrag: Loeschauftrag) -> HttpResponse:
    """Carry the order out, unless the same person asked for it."""
    try:
        loeschauftraege.release(auftrag, by=_acting(request))
    except (loeschauftraege.SamePerson, LastStabsstelle, MoveRefused) as refused:
        auftrag.refresh_from_db()
        return _show(request, auftrag, str(refused))
    messages.success(request, "Die Daten sind gelöscht oder anonymisiert. Die Person erfährt es per E-Mail.")
    return redirect("v-loeschauftrag", auftrag.pk)


@forms(may_decide, _orders, first=may_read_all)
def auftrag_refuse(request: Request, auftrag: Loeschauftrag) -> HttpResponse:
    """Decide against it with a reason, or take the own request back."""
    form = AblehnungForm(sent(request))
    target = reverse("v-loeschauftrag", args=(auftrag.pk,))

    def save() -> str:
        try:
            loeschauftraege.refuse(auftrag, form.cleaned_data["grund"], by=_acting(request))
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        return target

    eltern = [*_krumen(request.user), (str(auftrag), target)]
    return take(request, form, Seite("Löschung ablehnen", eltern, ueber=str(auftrag), vorspann=NEIN), save, ABGELEHNT)
