"""Every drawer of the directory: what is entered is kept, in every field, and what is wrong comes back as typed."""

from typing import Any

import lxml.html
import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle
from bildungskommune.audit.models import Eintrag
from bildungskommune.buero.kartei import BY_ART, KARTEIEN
from tests.factories import (
    make_beratung,
    make_gemeinde,
    make_gremium,
    make_institution,
    make_konto,
    make_person,
    make_stelle,
)

pytestmark = pytest.mark.django_db

ENTRIES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "institution": (
        Institution,
        {
            "name": "Kita Größe",
            "kurzname": "Größe",
            "typ": "kita",
            "traeger": "Träger e. V.",
            "bildungsformen": ["formal", "informell"],
            "bildungsbereiche": ["fruehkindlich"],
            "strasse": "Straße 1",
            "plz": "39340",
            "ort": "Haldensleben",
            "website": "https://kita.example/",
            "email": "sekretariat@kita.example",
        },
    ),
    "person": (Person, {"name": "Jana Muster", "email": "jana@kita.example", "telefon": "03904 1"}),
    "stelle": (
        Stelle,
        {"name": "Jugendamt", "kurzname": "JA", "gueltig_ab": "2025-01-01", "gueltig_bis": "2026-01-01"},
    ),
    "gremium": (Gremium, {"name": "Kreistag", "kurzname": "KT"}),
    "gemeinde": (Gemeinde, {"name": "Neustadt", "art": "stadt", "sitz": "Neustadt"}),
}


def stored(model: type[models.Model], **fields: Any) -> dict[str, Any]:
    row = model._default_manager.get(name=fields["name"])
    return {name: str(value) if not isinstance(value := getattr(row, name), list) else value for name in fields}


@pytest.mark.parametrize("art", ENTRIES)
def test_new_entry_keeps_every_field(office: Client, art: str) -> None:
    model, fields = ENTRIES[art]

    response = office.post(reverse(f"v-{art}-new"), fields)

    assert response.status_code == 302
    assert stored(model, **fields) == fields
    assert Eintrag.objects.get().ereignis == f"{art}.angelegt"


@pytest.mark.parametrize("art", ENTRIES)
def test_form_shows_what_is_stored_and_saving_it_changes_nothing(office: Client, art: str) -> None:
    model, fields = ENTRIES[art]
    office.post(reverse(f"v-{art}-new"), fields)
    row = model._default_manager.get(name=fields["name"])
    before = model._default_manager.values().get(pk=row.pk)
    url = reverse(f"v-{art}-edit", args=(row.pk,))

    form = lxml.html.fromstring(office.get(url).content).xpath("//form[@method='post'][.//*[@name='name']]")[0]
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    response = office.post(url, sent)

    after = model._default_manager.values().get(pk=row.pk)
    unchanged = {name: value for name, value in after.items() if name != "version"}
    assert response.status_code == 302
    assert unchanged == {name: value for name, value in before.items() if name != "version"}


@pytest.mark.parametrize("art", ENTRIES)
def test_refused_form_gives_back_what_was_typed(office: Client, art: str) -> None:
    _, fields = ENTRIES[art]
    typed = {**fields, "name": "x" * 400}

    response = office.post(reverse(f"v-{art}-new"), typed)

    page = lxml.html.fromstring(response.content)
    assert response.status_code == 422
    assert page.xpath("//input[@name='name']/@value") == ["x" * 400]
    assert Eintrag.objects.count() == 0


@pytest.mark.parametrize("art", ENTRIES)
def test_entry_with_an_old_address_is_not_found(office: Client, art: str) -> None:
    for name in ("edit", "loeschen"):
        assert office.get(reverse(f"v-{art}-{name}", args=(10**6,))).status_code == 404


WRONG = {
    "institution without its kind": ("institution", {"name": "Kita"}, "typ"),
    "institution with a script for a website": (
        "institution",
        {"name": "Kita", "typ": "kita", "website": "javascript:alert(1)"},
        "website",
    ),
    "institution with a long postcode": ("institution", {"name": "Kita", "typ": "kita", "plz": "393401"}, "plz"),
    "institution with a field of learning that is none": (
        "institution",
        {"name": "Kita", "typ": "kita", "bildungsbereiche": ["zauberei"]},
        "bildungsbereiche",
    ),
    "person with half an address": ("person", {"name": "Jana", "email": "jana@"}, "email"),
    "unit that ends before it begins": (
        "stelle",
        {"name": "Amt", "gueltig_ab": "2026-01-01", "gueltig_bis": "2025-01-01"},
        "gueltig_bis",
    ),
    "unit below one that does not exist": ("stelle", {"name": "Amt", "uebergeordnet": "0"}, "uebergeordnet"),
    "place of no kind": ("gemeinde", {"name": "Dorf", "art": "weiler"}, "art"),
}


@pytest.mark.parametrize(("art", "fields", "wrong"), WRONG.values(), ids=WRONG)
def test_wrong_field_is_named(office: Client, art: str, fields: dict[str, Any], wrong: str) -> None:
    response = office.post(reverse(f"v-{art}-new"), fields)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]


@pytest.mark.parametrize("field", ["uebergeordnet", "vorgaengerin"])
@pytest.mark.parametrize("length", [2, 3])
def test_units_cannot_stand_in_a_circle(office: Client, field: str, length: int) -> None:
    top = make_stelle(name="Dezernat")
    below = top
    for _ in range(length - 1):
        below = make_stelle(**{field: below})

    response = office.post(reverse("v-stelle-edit", args=(top.pk,)), {"name": "Dezernat", field: str(below.pk)})

    assert response.status_code == 422
    assert response.context["form"].errors[field] == ["Das führt im Kreis: Von dort kommt man zu dieser Stelle zurück."]
    top.refresh_from_db()
    assert getattr(top, field) is None


def test_unit_moves_below_another_branch(office: Client) -> None:
    top, other = make_stelle(), make_stelle()
    below = make_stelle(uebergeordnet=top)
    fields = {"name": below.name, "uebergeordnet": str(other.pk)}

    office.post(reverse("v-stelle-edit", args=(below.pk,)), {**fields, "version": str(below.version)})

    below.refresh_from_db()
    assert below.uebergeordnet == other


def needed_institution() -> Institution:
    institution = make_institution()
    make_person().zugehoerigkeiten.create(institution=institution)
    return institution


def needed_stelle() -> Stelle:
    stelle = make_stelle()
    make_konto(rolle="fachamt", stelle=stelle)
    return stelle


def needed_gremium() -> Gremium:
    gremium = make_gremium()
    make_beratung(gremium=gremium)
    return gremium


def needed_gemeinde() -> Gemeinde:
    gemeinde = make_gemeinde()
    make_institution(gemeinde=gemeinde)
    return gemeinde


@pytest.mark.parametrize(
    ("art", "make"),
    [
        ("institution", needed_institution),
        ("stelle", needed_stelle),
        ("gremium", needed_gremium),
        ("gemeinde", needed_gemeinde),
    ],
)
def test_entry_in_use_stays(office: Client, art: str, make: Any) -> None:
    thing = make()

    response = office.post(reverse(f"v-{art}-loeschen", args=(thing.pk,)))

    assert response.status_code == 422
    assert type(thing)._default_manager.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("art", ENTRIES)
def test_entry_that_nothing_needs_goes(office: Client, art: str) -> None:
    model, fields = ENTRIES[art]
    office.post(reverse(f"v-{art}-new"), fields)
    row = model._default_manager.get(name=fields["name"])

    response = office.post(reverse(f"v-{art}-loeschen", args=(row.pk,)))

    assert (response.status_code, model._default_manager.filter(pk=row.pk).exists()) == (302, False)
    assert Eintrag.objects.order_by("-pk")[0].ereignis == f"{art}.geloescht"


def test_drawers_have_addresses_of_their_own() -> None:
    assert len({kartei.url for kartei in KARTEIEN}) == len(KARTEIEN) == len(BY_ART)
    assert [kartei.spalten[0].kopf for kartei in KARTEIEN] == ["Name"] * len(KARTEIEN)
