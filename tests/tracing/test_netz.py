from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.tracing.netz import Link, Netz, netz
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_massnahme,
    make_reihe,
    make_sachstand,
    make_strategie,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.leitbild.zaehlen import queries
from tests.tracing.faden import TAG, Faden, make_faden
from workshops.models import Projektskizze, Thema


def knoten(schritte: Any) -> list[object]:
    return [step.knoten for step in schritte]


@pytest.mark.django_db
def test_thread_runs_from_the_card_by_a_ziel_to_the_measure_and_its_sachstand() -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme, stichtag=TAG - timedelta(days=90), text="Geplant.")
    newest = make_sachstand(faden.massnahme, stichtag=TAG, text="Der Bus fährt.")

    net = netz([faden.karte], "wohin")

    steps = net.schritte(faden.karte)
    assert knoten(steps) == [faden.thema, faden.leitsatz, faden.feld, faden.ziel, faden.massnahme]
    assert [step.tiefe for step in steps] == [1, 2, 3, 4, 5]
    assert steps[-1].grund == "Dient dem Ziel."
    stand = net.stand(faden.massnahme)
    assert stand is not None
    assert (stand.knoten, stand.grund, stand.datum) == (newest, "Der Bus fährt.", TAG)


@pytest.mark.django_db
def test_main_way_leaves_out_the_stage_it_starts_in_and_ends_with_the_sachstand() -> None:
    faden = make_faden()
    newest = make_sachstand(faden.massnahme)

    weg = netz([faden.karte], "wohin").hauptweg(faden.karte)

    assert knoten(weg) == [faden.leitsatz, faden.feld, faden.ziel, faden.massnahme]
    assert weg.stand is not None
    assert weg.stand.knoten == newest
    assert (weg.anfang, weg.ende, weg.stufe) == (weg.schritte[0], weg.schritte[-1], 4)


@pytest.mark.django_db
def test_thread_runs_back_from_a_sachstand_to_the_card() -> None:
    faden = make_faden()
    report = make_sachstand(faden.massnahme)

    steps = netz([report], "woher").schritte(report)

    assert knoten(steps) == [faden.massnahme, faden.ziel, faden.feld, faden.leitsatz, faden.thema, faden.karte]


@pytest.mark.django_db
def test_main_way_back_leads_to_the_first_stage() -> None:
    faden = make_faden()

    weg = netz([faden.massnahme], "woher").hauptweg(faden.massnahme)

    assert knoten(weg) == [faden.ziel, faden.feld, faden.leitsatz, faden.thema]


@pytest.mark.django_db
def test_a_ziel_leads_to_the_strategien_that_serve_it() -> None:
    faden = make_faden()
    strategie = make_strategie(handlungsfeld=faden.feld, veroeffentlicht=True)
    strategie.ziele.add(faden.ziel)
    massnahme = make_massnahme()
    make_bezug(massnahme, strategie=strategie)

    assert knoten(netz([faden.ziel], "wohin").schritte(faden.ziel)) == [strategie, faden.massnahme, massnahme]
    assert knoten(netz([massnahme], "woher").schritte(massnahme))[:3] == [strategie, faden.feld, faden.ziel]


@pytest.mark.django_db
def test_public_does_not_pass_a_ziel_that_no_fassung_holds() -> None:
    faden = make_faden(veroeffentlicht=False)

    assert faden.massnahme not in knoten(netz([faden.karte], "wohin").schritte(faden.karte))
    assert faden.massnahme in knoten(netz([faden.karte], "wohin", oeffentlich=False).schritte(faden.karte))


@pytest.mark.django_db
def test_sachstand_of_a_hidden_measure_is_hidden() -> None:
    massnahme = make_massnahme(oeffentlich=False)
    make_sachstand(massnahme)

    assert netz([massnahme], "wohin").stand(massnahme) is None
    assert netz([massnahme], "wohin", oeffentlich=False).stand(massnahme) is not None


@pytest.mark.django_db
@pytest.mark.parametrize(("sichtbarkeit", "shown"), [("oeffentlich", True), ("einladung", False)])
def test_projektskizze_follows_from_its_themen_where_the_workshop_is_public(sichtbarkeit: str, shown: bool) -> None:
    workshop = make_workshop(beginn=timezone.now() - timedelta(days=1), sichtbarkeit=sichtbarkeit)
    thema = make_thema(workshop=workshop)
    skizze = Projektskizze.objects.create(workshop=workshop, kennung="rufbus", titel="Rufbus")
    skizze.themen.add(thema)

    assert knoten(netz([thema], "wohin").schritte(thema)) == ([skizze] if shown else [])
    assert skizze.get_absolute_url() == f"{workshop.get_absolute_url()}#skizze-rufbus"


@pytest.mark.django_db
def test_projektskizze_waits_until_the_workshop_has_begun() -> None:
    workshop = make_workshop()
    thema = make_thema(workshop=workshop)
    Projektskizze.objects.create(workshop=workshop, kennung="rufbus", titel="Rufbus").themen.add(thema)

    assert netz([thema], "wohin").schritte(thema) == []


@pytest.mark.django_db
def test_circle_of_themen_is_walked_once() -> None:
    reihe = make_reihe(oeffentlich=True)
    first, second = make_thema(reihe=reihe), make_thema(reihe=reihe)
    for thema, above in ((first, second), (second, first)):
        thema.uebergeordnet = above
        thema.save()
    leitsatz = make_abschnitt(veroeffentlicht=True)
    leitsatz.herleitungen.create(thema=second, begruendung="Weil.")

    net = netz([first], "wohin")

    assert knoten(net.schritte(first)) == [second, leitsatz]
    assert knoten(net.schritte(second)) == [first, leitsatz]
    assert knoten(net.hauptweg(first)) == [leitsatz]


@pytest.mark.django_db
def test_several_starts_give_each_thing_once() -> None:
    reihe = make_reihe(oeffentlich=True)
    themen = [make_thema(reihe=reihe) for _ in range(3)]
    leitsatz = make_abschnitt(veroeffentlicht=True)
    for thema in themen:
        leitsatz.herleitungen.create(thema=thema, begruendung=thema.titel)

    steps = netz(themen, "wohin").alle(themen)

    assert [(step.knoten, step.grund) for step in steps] == [(leitsatz, themen[0].titel)]


def _grow(faden: Faden, rows: int) -> None:
    for _ in range(rows):
        make_zuordnung(faden.thema, make_beitrag(reihe=faden.thema.reihe))
        massnahme = make_massnahme()
        make_bezug(massnahme, ziel=faden.ziel)
        make_sachstand(massnahme)


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_thread() -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme)
    forward, back = queries(lambda: netz([faden.karte], "wohin")), queries(lambda: netz([faden.massnahme], "woher"))

    _grow(faden, 30)

    assert queries(lambda: netz([faden.karte], "wohin")) == forward
    assert queries(lambda: netz([faden.massnahme], "woher")) == back
    assert len(netz([faden.karte], "wohin").staende) == 31
    assert len(netz([faden.massnahme], "woher").naechste(faden.thema)) == 31


PKS = st.integers(1, 8)


@given(st.lists(st.tuples(PKS, PKS), max_size=40))
def test_every_knoten_is_reached_once_by_the_fewest_kanten(pairs: list[tuple[int, int]]) -> None:
    net = Netz("wohin", oeffentlich=True)
    for near, far in pairs:
        net.links.setdefault(_key(near), []).append(Link(_key(far), ""))

    found = {step.key[1]: step.tiefe for step in net.schritte(Thema(pk=1))}

    assert found == _distances(pairs)
    assert list(found.values()) == sorted(found.values())


def _key(pk: int) -> tuple[str, int]:
    return ("workshops.thema", pk)


def _distances(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Relax every pair until nothing changes: slower than the net, and another way to the same numbers."""
    known = {1: 0}
    for _ in range(8):
        for near, far in pairs:
            if near in known:
                known[far] = min(known.get(far, 99), known[near] + 1)
    return {pk: distance for pk, distance in known.items() if pk != 1}
