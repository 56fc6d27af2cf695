"""Where the thread breaks off: each kind finds what hangs in the air, and nothing else."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import Fadenluecke, counted, fadenluecken, find
from bildungskommune.tracing.verwendung import with_stand
from leitbild.models import Leitbild
from massnahmen.models import Massnahme
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_konzept,
    make_leitbild,
    make_massnahme,
    make_reihe,
    make_sachstand,
    make_strategie,
    make_thema,
    make_ziel,
    make_zuordnung,
)
from tests.leitbild.zaehlen import queries
from tests.tracing.faden import make_faden
from workshops.models import Beitrag, Thema

pytestmark = pytest.mark.django_db

NAMES = [
    "thema-ohne-folge",
    "karte-ohne-folge",
    "leitsatz-ohne-herleitung",
    "handlungsfeld-ohne-herkunft",
    "strategie-ohne-ziel",
    "leitsatz-ohne-handlungsfeld",
    "massnahme-ohne-bezug",
    "strategie-ohne-massnahme",
    "massnahme-ohne-sachstand",
]


def rows(name: str) -> list[Model]:
    luecke = find(name)
    assert luecke is not None
    return list(luecke.rows())


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def test_every_stage_says_where_its_thread_breaks_off() -> None:
    assert [one.name for one in fadenluecken.collect()] == NAMES


def test_unbroken_thread_has_only_the_gap_at_its_end() -> None:
    faden = make_faden()

    assert {one.luecke.name: one.anzahl for one in counted() if one.anzahl} == {"massnahme-ohne-sachstand": 1}

    make_sachstand(faden.massnahme)

    assert [one.luecke.name for one in counted() if one.anzahl] == []


def test_themen_and_cards_that_are_used_nowhere() -> None:
    reihe = make_reihe()
    used, idle = make_thema(reihe=reihe), make_thema(reihe=reihe)
    make_herleitung(make_abschnitt(), thema=used)
    make_zuordnung(used, make_beitrag(reihe=reihe))
    free = make_beitrag(reihe=reihe)
    make_beitrag(reihe=reihe, status=Beitrag.Status.ZURUECKGEWIESEN)
    Thema.objects.filter(pk=make_thema(reihe=reihe).pk).update(zusammengefuehrt=True)

    assert rows("thema-ohne-folge") == [idle]
    assert rows("karte-ohne-folge") == [free]


def test_leitsatz_without_source_unless_it_is_editorial_or_carries_one_on() -> None:
    old, new = make_leitbild(), make_leitbild()
    Leitbild.objects.filter(pk=new.pk).update(vorgaenger=old)
    before = make_abschnitt(leitbild=old)
    make_abschnitt(leitbild=new, vorgaenger=before)
    make_abschnitt(leitbild=new, redaktionell=True, redaktionell_grund="Überleitung.")
    make_abschnitt(leitbild=new, art="vorwort")
    bare = make_abschnitt(leitbild=new)

    assert rows("leitsatz-ohne-herleitung") == [bare]


def test_leitsatz_without_handlungsfeld_counts_its_family_as_one() -> None:
    leitbild = make_leitbild()
    above, alone = make_abschnitt(leitbild=leitbild), make_abschnitt(leitbild=leitbild)
    below = make_abschnitt(leitbild=leitbild, art="leitziel", uebergeordnet=above)
    make_abschnitt(leitbild=leitbild, art="leitziel", uebergeordnet=below)
    make_ableitung(make_handlungsfeld(), abschnitt=above)

    found = rows("leitsatz-ohne-handlungsfeld")

    assert alone in found
    assert above not in found
    assert below not in found


def test_handlungsfeld_without_leitsatz_or_thema() -> None:
    derived, bare = make_handlungsfeld(), make_handlungsfeld()
    make_ableitung(derived, thema=make_thema())

    assert rows("handlungsfeld-ohne-herkunft") == [bare]


def test_strategie_without_ziel_and_without_measure() -> None:
    feld = make_handlungsfeld()
    aimed, bare = make_strategie(handlungsfeld=feld), make_strategie(handlungsfeld=feld)
    aimed.ziele.add(make_ziel(feld))
    make_bezug(make_massnahme(), strategie=bare)
    make_bezug(make_massnahme(status="verworfen"), strategie=aimed)

    assert rows("strategie-ohne-ziel") == [bare]
    assert rows("strategie-ohne-massnahme") == [aimed]


def test_measure_without_bezug_and_without_sachstand() -> None:
    tied, only_leitsatz = make_massnahme(position=1), make_massnahme(position=2)
    make_massnahme(position=3, status="verworfen")
    make_bezug(tied, handlungsfeld=make_handlungsfeld())
    make_bezug(only_leitsatz, abschnitt=make_abschnitt())
    make_sachstand(only_leitsatz)

    assert rows("massnahme-ohne-bezug") == [only_leitsatz]
    assert rows("massnahme-ohne-sachstand") == [tied]


def test_report_that_waits_for_its_freigabe_closes_no_gap() -> None:
    massnahme = make_massnahme()
    make_sachstand(massnahme, braucht_freigabe=True)

    assert rows("massnahme-ohne-sachstand") == [massnahme]


def test_what_has_no_stand_on_the_thread_is_never_said_to_have_one() -> None:
    make_thema()
    make_sachstand(make_massnahme())

    assert Thema.objects.filter(with_stand(Thema)).count() == 0
    assert Massnahme.objects.filter(with_stand(Massnahme)).count() == 1


def test_kind_that_nobody_registered_is_no_page(staff: Client) -> None:
    assert find("gibt-es-nicht") is None
    assert staff.get(reverse("v-fadenluecke", args=("gibt-es-nicht",))).status_code == 404


def test_overview_counts_every_kind_and_leads_to_its_list(staff: Client) -> None:
    make_faden()
    make_massnahme()

    page = " ".join(staff.get(reverse("v-fadenluecken")).content.decode().split())

    for name in NAMES:
        assert reverse("v-fadenluecke", args=(name,)) in page
    assert 'Maßnahmen ohne Sachstand</a> <span class="unterzeile">Maßnahmen, zu denen noch niemand berichtet' in page
    assert '<td class="zahl">2</td>' in page


MAKE: dict[str, Callable[[], Any]] = {
    "thema-ohne-folge": make_thema,
    "karte-ohne-folge": make_beitrag,
    "leitsatz-ohne-herleitung": make_abschnitt,
    "handlungsfeld-ohne-herkunft": make_handlungsfeld,
    "strategie-ohne-ziel": make_strategie,
    "leitsatz-ohne-handlungsfeld": make_abschnitt,
    "massnahme-ohne-bezug": make_massnahme,
    "strategie-ohne-massnahme": make_strategie,
    "massnahme-ohne-sachstand": make_massnahme,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_row_leads_to_a_page_of_the_desk(staff: Client, name: str) -> None:
    luecke = find(name)
    assert luecke is not None
    MAKE[name]()
    (row,) = luecke.rows()

    page = staff.get(reverse("v-fadenluecke", args=(name,))).content.decode()

    assert f'href="{luecke.pult(row)}"' in page
    assert staff.get(luecke.pult(row)).status_code == 200


def test_all_kinds_are_counted_in_one_statement() -> None:
    for name in NAMES:
        MAKE[name]()
        MAKE[name]()

    assert [one.anzahl for one in counted()] == [len(rows(name)) for name in NAMES]
    assert queries(counted) == 1


@pytest.mark.parametrize("name", NAMES)
def test_list_asks_as_often_at_30_rows_as_at_one(staff: Client, name: str) -> None:
    address = reverse("v-fadenluecke", args=(name,))
    MAKE[name]()
    staff.get(address)
    one = queries(lambda: staff.get(address))
    for _ in range(29):
        MAKE[name]()

    assert queries(lambda: staff.get(address)) == one


@pytest.mark.parametrize("name", NAMES)
def test_list_is_a_file_and_is_searched(staff: Client, name: str) -> None:
    luecke: Fadenluecke | None = find(name)
    assert luecke is not None
    MAKE[name]()
    (row,) = luecke.rows()
    address = reverse("v-fadenluecke", args=(name,))

    answer = staff.get(address, {"als": "csv"})
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))

    assert lines[0] == ["Art", "Titel", "Gehört zu", "Stand", "Seite am Pult"]
    assert lines[1][4].endswith(luecke.pult(row))
    assert "Zu diesem Wort gibt es hier nichts." in staff.get(address, {"wort": "xyzxyz"}).content.decode()


def test_leitsatz_without_a_konzept_leads_to_all_of_them() -> None:
    luecke = find("leitsatz-ohne-handlungsfeld")
    assert luecke is not None
    leitbild = make_leitbild()
    make_abschnitt(leitbild=leitbild)

    assert luecke.pult(luecke.rows().get()) == reverse("v-konzept-list")

    konzept = make_konzept(leitbild=leitbild)

    assert luecke.pult(luecke.rows().get()) == reverse("v-konzept-matrix", args=(konzept.pk,))


def test_desk_names_the_gaps_to_those_who_read_everything(client: Client) -> None:
    client.force_login(make_konto("leitung"))

    assert "Lücken im roten Faden" not in client.get(reverse("pult")).content.decode()

    make_massnahme()
    page = " ".join(client.get(reverse("pult")).content.decode().split())

    assert "Maßnahmen ohne Sachstand</a>: 1" in page
    client.force_login(make_konto("fachamt"))
    assert "Lücken im roten Faden" not in client.get(reverse("pult")).content.decode()
