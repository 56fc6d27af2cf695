"""A page shows the nearest dozen of what followed, a page of its own all; only what is shown is fetched."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.registry import kanten, whole
from bildungskommune.tracing.stationen import HOECHSTENS, live
from massnahmen.models import Massnahme
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_massnahme,
    make_sachstand,
    make_strategie,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.tracing.faden import Faden, make_faden
from workshops.models import Projektskizze, Reihe

pytestmark = pytest.mark.django_db
MEHR = 45


def grow(faden: Faden) -> list[Massnahme]:
    measures = [make_massnahme(nr=f"{nr}", titel=f"Fahrt {nr}") for nr in range(100, 100 + MEHR)]
    for one in measures:
        make_bezug(one, ziel=faden.ziel)
    return measures


def shown(client: Client, url: str) -> set[str]:
    return set(re.findall(r"Fahrt \d+", client.get(url).content.decode()))


ADDRESSES: dict[str, Callable[[Faden], str]] = {
    "thema": lambda faden: f"/faden/thema/{faden.thema.faden_kennung}/",
    "beitrag": lambda faden: f"/faden/beitrag/{faden.karte.code}/",
    "abschnitt": lambda faden: f"/faden/abschnitt/{faden.leitsatz.faden_kennung}/",
    "handlungsfeld": lambda faden: f"/faden/handlungsfeld/{faden.feld.kennung}/",
}


def test_page_of_a_thema_shows_the_nearest_and_leads_to_all(client: Client) -> None:
    faden = make_faden()
    measures = grow(faden)

    page = client.get(faden.thema.get_absolute_url()).content.decode()

    assert len(set(re.findall(r"Fahrt \d+", page))) < HOECHSTENS
    assert f'href="{ADDRESSES["thema"](faden)}"' in page
    assert f"Alle {MEHR + 4} Folgen aus Thema „Wege“" in page
    first = shown(client, ADDRESSES["thema"](faden))
    second = shown(client, ADDRESSES["thema"](faden) + "?seite=2")
    assert first | second == {one.titel for one in measures}
    assert not first & second


@pytest.mark.parametrize("kind", ADDRESSES)
def test_whole_thread_begins_with_each_kind_and_leads_back(client: Client, kind: str) -> None:
    faden = make_faden()
    start: dict[str, Any] = {
        "thema": faden.thema,
        "beitrag": faden.karte,
        "abschnitt": faden.leitsatz,
        "handlungsfeld": faden.feld,
    }

    page = client.get(ADDRESSES[kind](faden)).content.decode()

    assert "Spätbus" in page
    assert f'href="{start[kind].get_absolute_url()}"' in page


def test_whole_thread_of_a_strategie_and_of_a_workshop(client: Client) -> None:
    workshop = make_workshop(slug="auftakt")
    thema = make_thema(workshop=workshop, reihe=workshop.reihe)
    make_abschnitt(titel="Kein Weg ist zu weit.", veroeffentlicht=True).herleitungen.create(
        thema=thema, begruendung="Weil."
    )
    strategie = make_strategie(veroeffentlicht=True)
    make_bezug(make_massnahme(titel="Spätbus"), strategie=strategie)

    assert "Kein Weg ist zu weit." in client.get("/faden/workshop/auftakt/").content.decode()
    assert "Spätbus" in client.get(f"/faden/strategie/{strategie.faden_kennung}/").content.decode()


def test_whole_thread_of_what_is_not_public_or_unknown_is_not_there(client: Client) -> None:
    faden = make_faden()
    hidden = make_beitrag(reihe=faden.karte.reihe, status="nicht_oeffentlich")
    make_zuordnung(faden.thema, hidden)
    draft = make_abschnitt(veroeffentlicht=False)
    invited = make_workshop(sichtbarkeit="einladung")

    for address in (
        f"/faden/beitrag/{hidden.code}/",
        f"/faden/abschnitt/{draft.faden_kennung}/",
        f"/faden/workshop/{invited.slug}/",
        "/faden/thema/ohne/",
        "/faden/thema/a/b/c/",
        "/faden/massnahme/m-1/",
    ):
        assert client.get(address).status_code == 404, address
    assert "/faden/" not in client.get(hidden.get_absolute_url()).content.decode()


def test_whole_thread_hides_what_is_not_public(client: Client) -> None:
    faden = make_faden()
    grow(faden)
    Massnahme.objects.filter(titel="Fahrt 120").update(oeffentlich=False)

    pages = shown(client, ADDRESSES["thema"](faden)) | shown(client, ADDRESSES["thema"](faden) + "?seite=2")

    assert len(pages) == MEHR - 1
    assert "Fahrt 120" not in pages


def test_whole_thread_of_what_led_to_nothing_says_so(client: Client) -> None:
    thema = make_thema(reihe=Reihe.objects.create(kennung="offen", titel="Offen", oeffentlich=True))

    assert (
        "Noch ist nichts daraus hervorgegangen." in client.get(f"/faden/thema/{thema.faden_kennung}/").content.decode()
    )


def test_only_what_is_shown_is_fetched() -> None:
    faden = make_faden()
    grow(faden)
    net = netz([faden.thema], "wohin")

    ways = live(net, net.schritte(faden.thema), whole("thema", faden.thema.faden_kennung, "Thema"))

    assert len(ways.alle) == HOECHSTENS
    assert len(net.vorrat.bekannt) == HOECHSTENS + 1


@pytest.mark.parametrize("hidden", [False, True])
def test_what_the_database_takes_for_public_is_what_the_model_does(hidden: bool) -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme)
    workshop = make_workshop(reihe=faden.thema.reihe)
    for days in (-3, 3):
        own = make_workshop(reihe=faden.thema.reihe, beginn=timezone.now() + timedelta(days=days))
        Projektskizze.objects.create(workshop=own, kennung="rufbus", titel="Rufbus")
    make_beitrag(reihe=faden.thema.reihe, workshop=workshop, status="eingereicht")
    if hidden:
        Reihe.objects.update(oeffentlich=False)
        Massnahme.objects.update(oeffentlich=False)

    for model in _kinds():
        rows: Any = model._default_manager
        found = set(rows.filter(**model.faden_oeffentlich()))  # type: ignore[attr-defined]  # every one is a Knoten
        assert found == {row for row in rows.all() if row.ist_oeffentlich}, model.__name__


def _kinds() -> set[type[Model]]:
    return {kante.end(richtung) for kante in kanten() for richtung in ("woher", "wohin")}
