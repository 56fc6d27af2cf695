"""The directory on the desk: lists with filter, new, edit, delete; and the hats of a person."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.akteure.models import Person, Zugehoerigkeit
from bildungskommune.audit.log import record
from bildungskommune.buero import akteure
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.formulare import ZugehoerigkeitForm
from bildungskommune.buero.kartei import BY_ART, KARTEIEN, kartei, lines
from bildungskommune.seiten.models import Kommune
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, opens, sent

BESSER_BIS = "Hat die Person die Einrichtung verlassen, tragen Sie besser „bis“ ein."


@opens(may_read_all)
def first_drawer(request: Request) -> HttpResponse:
    """Lead to the first drawer; each has one address."""
    return redirect(KARTEIEN[0].url)


@opens(may_read_all)
def akteur_list(request: Request, art: str) -> HttpResponseBase:
    drawer = kartei(art)
    liste: Liste[Any] = Liste(
        request, drawer.rows(), drawer.spalten, filter_by=drawer.filter_by, name=drawer.pfad, sortiert="name"
    )

    def context() -> dict[str, object]:
        return {"kartei": drawer, "karteien": KARTEIEN, "zeilen": lines(drawer, liste.seite)}

    def note(art: str) -> None:
        """Personal data leaves the portal: note who took it."""
        record(request.user, "personen.ausgegeben", Kommune.objects.current(), format=art)

    return liste.answer("akteure/liste.html", context, note=note if drawer.art == "person" else None)


@forms(is_stabsstelle)
def akteur_new(request: Request, art: str) -> HttpResponse:
    """Make an entry; a person is then given the institutions it belongs to."""
    drawer = kartei(art)
    seite = Seite(drawer.neu, drawer.krumen)

    def target(thing: Any) -> str:
        return _person_url(thing) if isinstance(thing, Person) else drawer.url

    return add(request, drawer.form(sent(request)), seite, akteure.add, target, danke="Der Eintrag ist angelegt.")


@forms(is_stabsstelle)
def akteur_edit(request: Request, art: str, pk: int) -> HttpResponse:
    drawer = kartei(art)
    thing = get_object_or_404(drawer.rows(), pk=pk)
    form, loeschen = drawer.form(sent(request), instance=thing), drawer.delete_url(thing)
    seite = Seite(str(thing), drawer.krumen, loeschen=loeschen)
    if isinstance(thing, Person):
        mehr = {"person": thing, "huete": thing.zugehoerigkeiten.select_related("institution")}
        seite = Seite(str(thing), drawer.krumen, loeschen=loeschen, template="akteure/person.html", mehr=mehr)
    return edit(request, form, seite, lambda _: drawer.url, rule=akteure.change)


@forms(is_stabsstelle)
def akteur_delete(request: Request, art: str, pk: int) -> HttpResponse:
    """Ask, then delete what nothing refers to any more; else say why not."""
    drawer = kartei(art)
    thing = get_object_or_404(drawer.rows(), pk=pk)
    eltern = [*drawer.krumen, (str(thing), drawer.edit_url(thing))]
    return delete_page(request, thing, drawer.url, Seite(f"{thing._meta.verbose_name} löschen?", eltern))


def _people(user: Nutzer) -> QuerySet[Person]:
    return Person.objects.all()


def _hats(user: Nutzer) -> QuerySet[Zugehoerigkeit]:
    return Zugehoerigkeit.objects.select_related("person", "institution")


@forms(may_keep, _people)
def zugehoerigkeit_new(request: Request, person: Person) -> HttpResponse:
    form = ZugehoerigkeitForm(sent(request), instance=Zugehoerigkeit(person=person))
    seite = Seite("Neue Zugehörigkeit", _krumen(person), ueber=person.name)
    return add(request, form, seite, akteure.put_on, _wearer, danke="Die Zugehörigkeit ist eingetragen.")


@forms(may_keep, _hats)
def zugehoerigkeit_edit(request: Request, hat: Zugehoerigkeit) -> HttpResponse:
    form = ZugehoerigkeitForm(sent(request), instance=hat)
    loeschen = reverse("v-zugehoerigkeit-loeschen", args=(hat.pk,))
    seite = Seite("Zugehörigkeit", _krumen(hat.person), ueber=hat.person.name, loeschen=loeschen)
    return edit(request, form, seite, _wearer, rule=akteure.change_hat)


@forms(may_keep, _hats)
def zugehoerigkeit_delete(request: Request, hat: Zugehoerigkeit) -> HttpResponse:
    seite = Seite("Zugehörigkeit löschen?", _krumen(hat.person), vorspann=BESSER_BIS)
    return delete_page(request, hat, _wearer(hat), seite, rule=akteure.take_off)


def _krumen(person: Person) -> Krumen:
    return [*BY_ART["person"].krumen, (person.name, _person_url(person))]


def _wearer(hat: Zugehoerigkeit) -> str:
    return _person_url(hat.person)


def _person_url(person: Person) -> str:
    return reverse("v-person-edit", args=(person.pk,))
