"""Which institutions took part in a Leitbild: frozen with it, as far as they may be named, and gone when they ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung.models import Stellungnahme
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.rules import freeze, verify
from leitbild.models import Leitbild
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import (
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_herleitung,
    make_institution,
    make_konto,
    make_leitbild,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.leitbild.zaehlen import queries
from tests.veroeffentlichen import publish
from workshops.models import Reihe, Workshop

pytestmark = pytest.mark.django_db


def make_past(reihe: Reihe, **kwargs: object) -> Workshop:
    return make_workshop(reihe=reihe, beginn=timezone.now() - timedelta(days=30), **kwargs)


def named(fassung: Fassung) -> dict[str, tuple[list[str], list[str]]]:
    rows = lesen.inhalt(fassung)["beteiligte"]
    return {row["name"]: (row["wobei"], row["abschnitte"]) for row in rows}


def frozen(leitbild: Leitbild) -> Fassung:
    return Fassung.objects.get(pk=freeze("leitbild", leitbild).pk)


def test_those_who_were_at_the_workshops_are_named_each_at_what_came_from_there() -> None:
    reihe = make_reihe()
    first, second, hidden = make_past(reihe), make_past(reihe), make_past(reihe, sichtbarkeit="intern")
    kita, hort, away, silent, secret = (
        make_institution(name=name, oeffentlich=name != "Stille Schule")
        for name in ("Kita Nord", "Hort Süd", "Verein Fern", "Stille Schule", "Amt Innen")
    )
    for house, workshop, status in (
        (kita, first, "teilgenommen"), (away, first, "nicht_erschienen"), (silent, first, "teilgenommen"),
        (hort, second, "bestaetigt"), (secret, hidden, "teilgenommen"),
    ):  # fmt: skip
        make_anmeldung(workshop=workshop, institution=house, status=status)
    leitbild = make_leitbild(reihe=reihe)
    of_card, of_thema = (make_abschnitt(leitbild=leitbild, kennung=kennung) for kennung in ("eins", "zwei"))
    make_herleitung(of_card, beitrag=make_beitrag(workshop=first))
    thema = make_thema(reihe=reihe)
    make_zuordnung(thema, make_beitrag(workshop=second))
    make_herleitung(of_thema, thema=thema)

    assert named(frozen(leitbild)) == {"Hort Süd": (["Workshop"], ["zwei"]), "Kita Nord": (["Workshop"], ["eins"])}


def test_those_who_commented_are_named_where_everybody_may_read_it() -> None:
    runde = make_runde(sichtbar="geprueft")
    names = ("Kita Nord", "Kita Verborgen", "Kita Ungeprüft", "Kita Zurück")
    for nr, name in enumerate(names):
        make_institution(name=name)
        said = make_stellungnahme(runde, art="einrichtung", einrichtung=name, email=f"kita{nr}@x.example")
        if name != "Kita Ungeprüft":
            Stellungnahme.objects.filter(pk=said.pk).update(freigegeben_am=timezone.now())
    Stellungnahme.objects.filter(einrichtung="Kita Verborgen").update(verborgen_weil="nennt ein Kind")
    Stellungnahme.objects.filter(einrichtung="Kita Zurück").update(status="zurueckgezogen")
    leitbild = Leitbild.objects.get(pk=runde.fassung.objekt_id)
    running = named(frozen(leitbild))
    end(runde)

    found = named(frozen(leitbild))

    assert (running, list(found)) == ({}, ["Kita Nord"])
    assert found["Kita Nord"][0] == ["Stellungnahme"]


def many(count: int) -> tuple[Fassung, list[Institution]]:
    """Return a published Leitbild of one Leitsatz, and who was at its workshop."""
    reihe = make_reihe()
    workshop = make_past(reihe)
    houses = [make_institution(name=f"Kita {nr:02}") for nr in range(count)]
    for house in houses:
        make_anmeldung(workshop=workshop, institution=house, status="teilgenommen")
    leitbild = make_leitbild(reihe=reihe)
    make_herleitung(make_abschnitt(leitbild=leitbild, kennung="wege"), beitrag=make_beitrag(workshop=workshop))
    fassung = freeze("leitbild", leitbild)
    publish(fassung)
    return fassung, houses


def test_reader_names_some_and_the_way_to_all(client: Client) -> None:
    fassung, _ = many(45)
    way = {"kennung": fassung.dokument, "nummer": 1}
    every, of_part = (
        reverse("leitbild-einrichtungen", kwargs=way),
        reverse("leitbild-passage-einrichtungen", kwargs=way | {"anker": "wege"}),
    )

    whole = client.get(reverse("leitbild-fassung", kwargs=way)).content.decode()
    part = client.get(reverse("leitbild-passage", kwargs=way | {"anker": "wege"})).content.decode()

    for page, more in ((whole, every), (part, of_part)):
        assert ("Kita 07" in page, "Kita 08" in page, f'href="{more}"' in page) == (True, False, True)
    for address in (every, of_part):
        first, second = (client.get(address, {"seite": nr}).content.decode() for nr in (1, 2))
        assert ("Kita 39" in first, "Kita 40" in first, "Kita 44" in second) == (True, False, True)
    assert client.get(reverse("leitbild-passage-einrichtungen", kwargs=way | {"anker": "nirgends"})).status_code == 404


def test_who_is_not_public_any_more_goes_from_the_frozen_text(client: Client) -> None:
    fassung, (gone, stays) = many(2)
    client.force_login(make_konto())
    edit = reverse("v-institution-edit", args=(gone.pk,))
    data = {"name": gone.name, "typ": gone.typ, "version": gone.version, "bildungsformen": [], "bildungsbereiche": []}

    answer = client.post(edit, data)

    page = Client().get(reverse("leitbild-fassung", kwargs={"kennung": fassung.dokument, "nummer": 1}))
    html = page.content.decode()
    assert answer.status_code == 302
    assert (gone.name in html, stays.name in html, "Name entfernt am" in html) == (False, True, True)
    assert verify(Fassung.objects.get(pk=fassung.pk))


def test_freezing_asks_as_often_for_many_as_for_one() -> None:
    def fill(count: int) -> Leitbild:
        fassung, _ = many(count)
        return Leitbild.objects.get(pk=fassung.objekt_id)

    one, thirty = fill(1), fill(30)

    assert queries(lambda: freeze("leitbild", one)) == queries(lambda: freeze("leitbild", thirty))
