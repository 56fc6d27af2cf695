"""The directory on the desk: lists with filter, new, edit; and the hats of a person."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.akteure.models import Person, Zugehoerigkeit
from bildungskommune.audit.log import record
from bildungskommune.buero.formulare import ZugehoerigkeitForm
from bildungskommune.buero.kartei import KARTEIEN, kartei, lines, matching
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page


@require_safe
@allow(may_read_all)
def akteur_list(request: Request, art: str) -> HttpResponse:
    drawer = kartei(art)
    form = drawer.filter_form(request.GET)
    seite = page(request, matching(drawer, form.cleaned_data if form.is_valid() else {}))
    context = {"kartei": drawer, "karteien": KARTEIEN, "form": form, "seite": seite, "zeilen": lines(drawer, seite)}
    return render(request, "akteure/liste.html", context)


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def akteur_new(request: Request, art: str) -> HttpResponse:
    drawer = kartei(art)
    form = drawer.form(request.POST or None)
    if form.is_valid():
        thing = form.save()
        record(request.user, f"{art}.angelegt", thing)
        messages.success(request, f"„{thing}“ ist angelegt.")
        return redirect("v-person-edit", thing.pk) if art == "person" else redirect(drawer.url)
    context = {"kartei": drawer, "form": form, "titel": drawer.neu}
    return render(request, "akteure/formular.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def akteur_edit(request: Request, art: str, pk: int) -> HttpResponse:
    drawer = kartei(art)
    thing = get_object_or_404(drawer.rows(), pk=pk)
    name = str(thing)
    form = drawer.form(request.POST or None, instance=thing)
    if form.is_valid():
        record(request.user, f"{art}.geaendert", form.save(), felder=form.changed_data)
        messages.success(request, f"„{thing}“ ist gespeichert.")
        return redirect(drawer.url)
    hats = thing.zugehoerigkeiten.select_related("institution") if isinstance(thing, Person) else None
    loeschen = drawer.delete_url(thing)
    context = {"kartei": drawer, "form": form, "titel": name, "huete": hats, "person": thing, "loeschen": loeschen}
    return render(request, "akteure/formular.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(is_stabsstelle)
@einmal
def akteur_delete(request: Request, art: str, pk: int) -> HttpResponse:
    """Delete what nothing refers to any more; else say why not."""
    drawer = kartei(art)
    thing = get_object_or_404(drawer.rows(), pk=pk)
    try:
        record(request.user, f"{art}.geloescht", thing)
        thing.delete()
    except ProtectedError:
        context = {
            "kartei": drawer,
            "form": drawer.form(instance=thing),
            "titel": str(thing),
            "person": thing,
            "loeschen": drawer.delete_url(thing),
            "fehler": "Das lässt sich nicht löschen, weil andere Angaben darauf verweisen.",
        }
        return render(request, "akteure/formular.html", context, status=422)
    messages.success(request, f"„{thing}“ ist gelöscht.")
    return redirect(drawer.url)


@require_http_methods(["GET", "POST"])
@load(lambda user: Person.objects.all(), may=lambda user, person: is_stabsstelle(user))
@einmal
def zugehoerigkeit_new(request: Request, person: Person) -> HttpResponse:
    return _hat(request, person, Zugehoerigkeit(person=person))


@require_http_methods(["GET", "POST"])
@load(
    lambda user: Zugehoerigkeit.objects.select_related("person", "institution"),
    may=lambda user, hat: is_stabsstelle(user),
)
@einmal
def zugehoerigkeit_edit(request: Request, hat: Zugehoerigkeit) -> HttpResponse:
    return _hat(request, hat.person, hat)


def _hat(request: Request, person: Person, hat: Zugehoerigkeit) -> HttpResponse:
    form = ZugehoerigkeitForm(request.POST or None, instance=hat)
    if form.is_valid():
        form.save()
        record(request.user, "person.geaendert", person, felder=["zugehoerigkeiten"])
        messages.success(request, "Die Zugehörigkeit ist gespeichert.")
        return redirect("v-person-edit", person.pk)
    context = {"form": form, "person": person, "hut": hat if hat.pk else None}
    return render(request, "akteure/zugehoerigkeit.html", context, status=422 if form.is_bound else 200)


@require_POST
@load(lambda user: Zugehoerigkeit.objects.select_related("person"), may=lambda user, hat: is_stabsstelle(user))
@einmal
def zugehoerigkeit_delete(request: Request, hat: Zugehoerigkeit) -> HttpResponse:
    person = hat.person
    hat.delete()
    record(request.user, "person.geaendert", person, felder=["zugehoerigkeiten"])
    messages.success(request, "Die Zugehörigkeit ist entfernt.")
    return redirect("v-person-edit", person.pk)
