"""What the desk deletes comes back as it was: every kind of thing, with its parts and its links, by its own page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.tasks import vergessen
from bildungskommune.werkbank.models import AUFBEWAHRUNG, Geloescht
from konzept.models import Priorisierung
from leitbild.models import Fussnote
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_bezug,
    make_gemeinde,
    make_gremium,
    make_gruppe,
    make_handlungsfeld,
    make_herleitung,
    make_institution,
    make_konto,
    make_massnahme,
    make_person,
    make_stelle,
    make_strategie,
    make_thema,
    make_workshop,
    make_ziel,
)
from tests.massnahmen.builders import (
    make_indikator,
    make_meilenstein,
    make_mitwirkung,
    make_posten,
    make_schritt,
    make_verbindung,
    make_wert,
)
from workshops.models import Einladung, Programmpunkt, Projektskizze

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def field_with_all() -> models.Model:
    """A Handlungsfeld with an origin, two Ziele with priorities, and a Strategie that serves both."""
    feld = make_handlungsfeld(titel="Wege")
    make_ableitung(feld, thema=make_thema())
    strategie = make_strategie(handlungsfeld=feld)
    for number in range(2):
        ziel = make_ziel(feld, position=number)
        Priorisierung.objects.create(ziel=ziel, prioritaet="hoch")
        strategie.ziele.add(ziel)
    return feld


def satz_with_all() -> models.Model:
    abschnitt = make_abschnitt(text="Erster Absatz.\n\nZweiter – mit „Zeichen“.")
    make_herleitung(abschnitt, thema=make_thema())
    Fussnote.objects.create(abschnitt=abschnitt, nr="1", text="Quelle")
    return abschnitt


def figure_with_values() -> models.Model:
    indikator = make_indikator(make_massnahme(), basis="4.50")
    make_wert(indikator, wert="1250.25")
    return indikator


def sketch_with_themen() -> models.Model:
    workshop = make_workshop()
    skizze = Projektskizze.objects.create(workshop=workshop, kennung="rufbus", titel="Rufbus")
    skizze.themen.add(make_thema(workshop=workshop), make_thema(workshop=workshop))
    return skizze


def of_a_measure(name: str) -> Callable[[Any], str]:
    return lambda teil: reverse(name, args=(getattr(teil, "massnahme_id", None) or teil.von_id, teil.pk))


def by_key(name: str) -> Callable[[Any], str]:
    return lambda thing: reverse(name, args=(thing.pk,))


KINDS: dict[str, tuple[Callable[[], Any], Callable[[Any], str]]] = {
    "institution": (make_institution, by_key("v-institution-loeschen")),
    "unit": (lambda: make_stelle(uebergeordnet=make_stelle()), by_key("v-stelle-loeschen")),
    "committee": (make_gremium, by_key("v-gremium-loeschen")),
    "place of the county": (make_gemeinde, by_key("v-gemeinde-loeschen")),
    "item of the programme": (
        lambda: Programmpunkt.objects.create(workshop=make_workshop(), titel="Kaffee", von="16:00"),
        by_key("v-programm-loeschen"),
    ),
    "group": (lambda: make_gruppe(workshop=make_workshop()), by_key("v-gruppe-loeschen")),
    "invitation": (
        lambda: Einladung.objects.create(workshop=make_workshop(), institution=make_institution(), code="abc"),
        by_key("v-einladung-loeschen"),
    ),
    "sketch with its Themen": (sketch_with_themen, by_key("v-skizze-loeschen")),
    "Abschnitt with its sources": (satz_with_all, by_key("v-abschnitt-loeschen")),
    "source": (lambda: make_herleitung(make_abschnitt(), thema=make_thema()), by_key("v-herleitung-loeschen")),
    "footnote": (
        lambda: Fussnote.objects.create(abschnitt=make_abschnitt(), nr="1", text="Quelle"),
        by_key("v-fussnote-loeschen"),
    ),
    "Handlungsfeld with all it has": (field_with_all, by_key("v-handlungsfeld-loeschen")),
    "Ziel": (lambda: make_ziel(make_handlungsfeld()), by_key("v-ziel-loeschen")),
    "Strategie": (make_strategie, by_key("v-strategie-loeschen")),
    "origin": (lambda: make_ableitung(make_handlungsfeld(), thema=make_thema()), by_key("v-ableitung-loeschen")),
    "milestone": (lambda: make_meilenstein(make_massnahme()), of_a_measure("v-meilenstein-loeschen")),
    "step": (lambda: make_schritt(make_massnahme()), of_a_measure("v-schritt-loeschen")),
    "figure with its values": (figure_with_values, of_a_measure("v-indikator-loeschen")),
    "part taken": (lambda: make_mitwirkung(make_massnahme()), of_a_measure("v-mitwirkung-loeschen")),
    "funding": (lambda: make_posten(make_massnahme()), of_a_measure("v-posten-loeschen")),
    "link of a measure": (
        lambda: make_bezug(make_massnahme(), strategie=make_strategie()),
        of_a_measure("v-bezug-loeschen"),
    ),
    "two measures joined": (
        lambda: make_verbindung(make_massnahme(), make_massnahme()),
        of_a_measure("v-verbindung-loeschen"),
    ),
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the process, links between things included."""
    labels = {"akteure", "workshops", "leitbild", "konzept", "massnahmen"}
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in labels:
            found[model._meta.label] = list(model._default_manager.order_by("pk").values())
    return {label: rows for label, rows in found.items() if rows}


@pytest.mark.parametrize("kind", KINDS)
def test_deleted_thing_comes_back_to_the_letter(office: Client, kind: str) -> None:
    make, address = KINDS[kind]
    thing = make()
    before = everything()

    gone = office.post(address(thing))
    without = everything()
    back = office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,)))

    assert (gone.status_code, back.status_code) == (302, 302)
    assert without != before
    assert everything() == before
    assert Geloescht.objects.count() == 0
    assert Eintrag.objects.latest("pk").ereignis.endswith(".zurueckgeholt")


@pytest.mark.parametrize("kind", KINDS)
def test_question_is_asked_first_and_asking_deletes_nothing(office: Client, kind: str) -> None:
    make, address = KINDS[kind]
    thing = make()
    before = everything()

    page = office.get(address(thing))

    assert page.status_code == 200
    assert 'method="post"' in page.content.decode()
    assert (everything(), Geloescht.objects.count(), Eintrag.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rolle", ["leitung", "moderation", "fachamt"])
def test_nobody_else_deletes(client: Client, kind: str, rolle: str) -> None:
    make, address = KINDS[kind]
    thing = make()
    client.force_login(make_konto(rolle=rolle))
    before = everything()

    assert client.post(address(thing)).status_code in {403, 404}
    assert everything() == before


def test_bin_belongs_to_the_office_alone(client: Client, office: Client) -> None:
    office.post(KINDS["committee"][1](make_gremium()))
    kept = Geloescht.objects.get()
    for rolle in ("leitung", "moderation", "fachamt"):
        other = Client()
        other.force_login(make_konto(rolle=rolle))

        assert other.get(reverse("v-papierkorb")).status_code == 403
        assert other.post(reverse("v-papierkorb-zurueckholen", args=(kept.pk,))).status_code == 403

    assert Geloescht.objects.count() == 1


def test_person_goes_for_good_and_the_page_says_so_first(office: Client) -> None:
    person = make_person(name="Jana Muster")
    url = reverse("v-person-loeschen", args=(person.pk,))

    asked = office.get(url).context
    office.post(url)

    assert asked["endgueltig"] is True
    assert (Geloescht.objects.count(), type(person).objects.count()) == (0, 0)


def test_thing_comes_back_without_the_links_to_what_is_gone(office: Client) -> None:
    ziel = make_ziel(make_handlungsfeld())
    stays, goes = (make_strategie(handlungsfeld=ziel.handlungsfeld) for _ in range(2))
    ziel.strategien.set([stays, goes])
    office.post(reverse("v-ziel-loeschen", args=(ziel.pk,)))
    url = reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,))
    office.post(reverse("v-strategie-loeschen", args=(goes.pk,)))

    office.post(url)

    assert list(type(ziel).objects.get().strategien.all()) == [stays]


def test_thing_comes_back_once(office: Client) -> None:
    office.post(reverse("v-gremium-loeschen", args=(make_gremium().pk,)))
    url = reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,))

    answers = [office.post(url).status_code for _ in range(2)]

    assert answers == [302, 404]


def test_part_cannot_come_back_to_a_whole_that_is_gone(office: Client) -> None:
    ziel = make_ziel(make_handlungsfeld())
    feld = ziel.handlungsfeld
    office.post(reverse("v-ziel-loeschen", args=(ziel.pk,)))
    first = Geloescht.objects.get()
    office.post(reverse("v-handlungsfeld-loeschen", args=(feld.pk,)))

    refused = office.post(reverse("v-papierkorb-zurueckholen", args=(first.pk,)), follow=True)
    office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.exclude(pk=first.pk).get().pk,)))
    taken = office.post(reverse("v-papierkorb-zurueckholen", args=(first.pk,)), follow=True)

    assert "lässt sich nicht zurückholen" in refused.content.decode()
    assert "ist wieder da" in taken.content.decode()
    assert type(ziel).objects.get() == ziel


@pytest.mark.parametrize(("minutes", "stays"), [(-1, True), (1, False)])
def test_bin_is_emptied_of_what_is_older_than_thirty_days(office: Client, minutes: int, stays: bool) -> None:
    office.post(reverse("v-gremium-loeschen", args=(make_gremium().pk,)))
    Geloescht.objects.update(created=timezone.now() - AUFBEWAHRUNG - timedelta(minutes=minutes))

    vergessen()

    assert Geloescht.objects.exists() is stays


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", "C B A"),
        ("?sortierung=objekt_name", "A B C"),
        ("?sortierung=-objekt_name", "C B A"),
        ("?sortierung=created", "A B C"),
    ],
)
def test_bin_is_sorted(office: Client, asked: str, order: str) -> None:
    for name in "ABC":
        office.post(reverse("v-gremium-loeschen", args=(make_gremium(name=name).pk,)))

    rows = office.get(reverse("v-papierkorb") + asked).context["liste"].seite

    assert " ".join(row.objekt_name for row in rows) == order
