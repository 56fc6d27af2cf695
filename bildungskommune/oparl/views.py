"""What the council information system says, beside what stands here: a person decides about each difference."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.oparl import auftraege, uebernahme
from bildungskommune.oparl.forms import AdresseForm, BeendenForm, GremiumForm
from bildungskommune.oparl.models import Quelle, Vorschlag
from bildungskommune.text import counted
from bildungskommune.ui import fortschritt
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import Krumen, Seite, forms, moves, opens, sent, take

JE_SEITE = 50
VORSPANN = (
    "Das Portal liest, was dort zu einer Vorlage steht, und schlägt es Ihnen vor. Übernommen wird nur, was Sie "
    "annehmen."
)
VORSPANN_ENDE = (
    "Das Portal liest die Vorlage dann nicht mehr und vergisst, was es vorgeschlagen hat und was Sie verworfen haben. "
    "Die Vorlage hier bleibt, wie sie ist. Geben Sie die Adresse später wieder ein, beginnt der Abgleich von vorn."
)


def _sources(user: Nutzer) -> QuerySet[Quelle]:
    return Quelle.objects.with_proposals()


def _proposals(user: Nutzer) -> QuerySet[Vorschlag]:
    return Vorschlag.objects.select_related("quelle__vorlage")


def _may_read(user: Nutzer, thing: Quelle) -> bool:
    return may_read_all(user)


def _may_work(user: Nutzer, thing: Quelle | Vorschlag) -> bool:
    return is_stabsstelle(user)


def _krumen(quelle: Quelle | None = None) -> Krumen:
    way = [("Vorlagen", reverse("v-vorlage-list")), ("Ratsinformationssystem", reverse("v-oparl-list"))]
    return way if quelle is None else [*way, (str(quelle), reverse("v-oparl", args=(quelle.pk,)))]


@opens(may_read_all)
def oparl_list(request: Request) -> HttpResponseBase:
    """List what is followed, with how much waits for a decision."""
    seite = page(request, Quelle.objects.with_proposals().order_by("-pk"))
    return render(request, "oparl/liste.html", {"seite": seite, "darf": is_stabsstelle(request.user)})


@forms(is_stabsstelle)
def oparl_new(request: Request) -> HttpResponse:
    """Take the address of a Paper and have it read."""
    form = AdresseForm(sent(request))

    def save() -> str:
        quelle = auftraege.order(form.cleaned_data["adresse"], by=request.user)
        return reverse("v-oparl", args=(quelle.pk,))

    seite = Seite("Vorlage aus dem Ratsinformationssystem", _krumen(), vorspann=VORSPANN)
    return take(request, form, seite, save, danke="")


@opens(_may_read, _sources)
def oparl(request: Request, quelle: Quelle) -> HttpResponse:
    """Show how far the reading is, what was read, and each difference with its two buttons."""
    context = {
        "quelle": quelle,
        "darf": _may_work(request.user, quelle),
        "seite": page(request, quelle.vorschlaege.filter(verworfen=False), JE_SEITE),
        "verworfen": quelle.vorschlaege.filter(verworfen=True)[:JE_SEITE],
    }
    return render(request, "oparl/quelle.html", context)


@opens(_may_read, _sources)
def oparl_progress(request: Request, quelle: Quelle) -> HttpResponse:
    """Answer the part of the page that is asked for meanwhile."""
    return fortschritt.part(request, "oparl/_stand.html", {"quelle": quelle}, offen=quelle.ist_offen)


@moves(_may_work, _sources)
def oparl_again(request: Request, quelle: Quelle) -> HttpResponse:
    auftraege.again(Quelle.objects.filter(pk=quelle.pk))
    return redirect("v-oparl", quelle.pk)


@moves(_may_work, _sources)
def oparl_all(request: Request, quelle: Quelle) -> HttpResponse:
    """Take over all that can be, and say what stays and why."""
    done, refused = uebernahme.take_over_all(quelle, by=request.user)
    if done:
        messages.success(request, f"Übernommen: {counted(done, 'Angabe', 'Angaben')}.")
    for satz in refused[:5]:
        messages.error(request, satz)
    return redirect("v-oparl", quelle.pk)


@forms(_may_work, _sources)
def oparl_end(request: Request, quelle: Quelle) -> HttpResponse:
    """Ask first: what was dismissed is forgotten, too."""

    def save() -> str:
        auftraege.end(quelle, by=request.user)
        return reverse("v-oparl-list")

    seite = Seite("Abgleich beenden?", _krumen(quelle), ueber=str(quelle), vorspann=VORSPANN_ENDE)
    danke = "Der Abgleich ist beendet. Die Vorlage bleibt, wie sie ist."
    return take(request, BeendenForm(sent(request)), seite, save, danke=danke)


@moves(_may_work, _proposals)
def proposal_take(request: Request, vorschlag: Vorschlag) -> HttpResponse:
    try:
        uebernahme.take_over(vorschlag, by=request.user)
        messages.success(request, f"Übernommen: {vorschlag.titel}.")
    except uebernahme.NichtUebernommen as refused:
        messages.error(request, f"{vorschlag.titel}: {refused}")
    return redirect("v-oparl", vorschlag.quelle_id)


@moves(_may_work, _proposals)
def proposal_dismiss(request: Request, vorschlag: Vorschlag) -> HttpResponse:
    uebernahme.dismiss(vorschlag, by=request.user)
    messages.success(request, f"Verworfen: {vorschlag.titel}. Es bleibt, was hier steht.")
    return redirect("v-oparl", vorschlag.quelle_id)


@forms(_may_work, _proposals)
def proposal_gremium(request: Request, vorschlag: Vorschlag) -> HttpResponse:
    """Ask which Gremium is meant; the answer holds for all that is read later."""
    if vorschlag.art != Vorschlag.Art.GREMIUM:
        return redirect("v-oparl", vorschlag.quelle_id)
    form = GremiumForm(sent(request))

    def save() -> str:
        gremium = form.cleaned_data["gremium"]
        try:
            if gremium is None:
                uebernahme.assign_new(vorschlag, by=request.user)
            else:
                uebernahme.assign(vorschlag, gremium, by=request.user)
        except uebernahme.NichtUebernommen as refused:
            form.add_error("gremium", str(refused))
        return reverse("v-oparl", args=(vorschlag.quelle_id,))

    seite = Seite(vorschlag.titel, _krumen(vorschlag.quelle))
    return take(request, form, seite, save, "Das Portal merkt sich, welches Gremium das ist.")
