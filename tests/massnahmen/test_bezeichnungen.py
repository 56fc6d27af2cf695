"""The words of a Maßnahmenplan for its measures, and how it counts them: beside the numbers they have outside of it."""

import re

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen import satz
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.liste import link
from bildungskommune.fassungen.rules import freeze
from massnahmen import drucksachen, matrix, plaetze
from massnahmen.bericht.fassung import teile as berichtsteile
from massnahmen.fassungen import collect, tabellen, verzeichnis
from massnahmen.models import Massnahme, Massnahmenplan
from massnahmen.textteile import teile
from tests.factories import (
    make_bericht,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_massnahme,
    make_plan,
    make_ziel,
)
from tests.fassungen.gold import text_of
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import words
from tests.massnahmen.builders import published
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

MASSNAHME = re.compile(r"\bMaßnahmen?\b")
EIGENE = {"massnahme": {"einzahl": "Projekt", "mehrzahl": "Projekte", "genus": "n", "vorsatz": "P"}}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def plan() -> Massnahmenplan:
    plan = make_plan()
    plaetze.choose(plan, [make_massnahme(nr=nr, titel=titel, oeffentlich=True) for nr, titel in TITEL])
    return plan


TITEL = (("14", "Spätbus"), ("15", "Bücherbus"))


def form(office: Client, plan: Massnahmenplan) -> Formular:
    return Formular(office, reverse("v-plan-bezeichnungen-edit", args=(plan.pk,)))


def numbers(plan: Massnahmenplan) -> list[str]:
    return [one.nummer for one in Massnahme.objects.of_plan(plan)]


def test_plan_counts_its_measures_and_their_own_numbers_stay(office: Client, plan: Massnahmenplan) -> None:
    typed = {"massnahme_zaehlung": "arabisch", "massnahme_vorsatz": "M"}

    preview = form(office, plan).type(vorschau="Vorschau zeigen", **typed).send()
    seen, before = words(lxml.html.fromstring(preview.content)), numbers(plan)
    answer = form(office, plan).type(neu_nummerieren="on", **typed).send()

    assert "M 1, M 2, M 3" in seen
    assert "14 wird M 1: Spätbus" in seen
    assert (preview.status_code, answer.status_code) == (200, 302)
    assert (before, numbers(plan)) == (["14", "15"], ["M 1", "M 2"])
    assert list(Massnahme.objects.order_by("pk").values_list("nr", flat=True)) == ["14", "15"]
    assert Eintrag.objects.filter(ereignis="massnahmenplan.nummer").count() == 2


def test_new_measure_of_the_plan_gets_the_next_number(plan: Massnahmenplan) -> None:
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen={"massnahme": {"zaehlung": "roemisch"}})
    plan.refresh_from_db()

    plaetze.choose(plan, [*plan.massnahmen.all(), make_massnahme(nr="99"), make_massnahme(nr="")])

    assert numbers(plan) == ["14", "15", "III", "IV"]


def test_words_of_the_plan_stand_in_its_fassung_and_stay_there(client: Client, plan: Massnahmenplan) -> None:
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen=EIGENE)
    fassung = freeze("massnahmenplan", Massnahmenplan.objects.get(pk=plan.pk), zweck="beschluss")
    publish(fassung)
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen={})

    page = words(lxml.html.fromstring(client.get(reverse("massnahmenplan-kurz", args=(1,)), follow=True).content))

    assert "2 Projekte in dieser Fassung" in page
    assert "Projekt 14" in page
    assert [teil.titel for teil in teile(fassung.snapshot)] == ["Projekt 14: Spätbus", "Projekt 15: Bücherbus"]
    assert [zeile["titel"] for zeile in verzeichnis(fassung.snapshot)][1] == "Alle Projekte"
    assert tabellen(fassung.snapshot)["massnahmen"][1][:2] == ["14", "Spätbus"]


def test_report_on_the_plan_says_its_words_and_keeps_them(client: Client, plan: Massnahmenplan) -> None:
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen=EIGENE)
    first = published(make_bericht(plan=Massnahmenplan.objects.get(pk=plan.pk)))
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen={})

    page = lxml.html.fromstring(client.get(link(first)).content)
    read = words(page.cssselect("[data-stellenweg]")[0])
    asked = words(lxml.html.fromstring(client.get(f"{link(first)}?nur=geaendert").content))
    whole = text_of(satz.html_fuer("druck/umsetzungsbericht.html", print_context(first)))
    _stages_on_the_cover, _, printed = whole.partition("dieses Heft")

    assert all("2 Projekte" in said for said in (read, printed))
    assert "Projekt 14" in read
    assert "Zu dieser Auswahl gibt es kein Projekt." in asked
    assert [MASSNAHME.findall(said) for said in (read, printed)] == [[], []]
    assert [teil.titel for teil in berichtsteile(first.snapshot)][-1] == "Projekt 15: Bücherbus"


def test_measure_alone_is_called_as_its_plans_call_it(client: Client, plan: Massnahmenplan) -> None:
    massnahme = plan.massnahmen.get(titel="Spätbus")
    page = reverse("massnahme", args=(massnahme.kennung,))
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen=EIGENE)

    alone = words(lxml.html.fromstring(client.get(page).content))
    paper = drucksachen.steckbrief(massnahme.pk)
    other = make_plan()
    plaetze.choose(other, [massnahme])

    assert "Projekt 14" in alone
    assert paper.titel == "Steckbrief: Projekt 14: Spätbus"
    assert plaetze.words_of(massnahme)["massnahme"].einzahl == "Maßnahme"
    assert str(Massnahme.objects.get(pk=massnahme.pk)) == "Maßnahme 14: Spätbus"


def test_words_cost_no_statement_more(plan: Massnahmenplan) -> None:
    usual = queries(lambda: collect(plan))
    Massnahmenplan.objects.filter(pk=plan.pk).update(bezeichnungen=EIGENE)
    plan.refresh_from_db()

    assert queries(lambda: collect(plan)) == usual


def test_number_stays_on_one_line_with_its_vorsatz(office: Client, plan: Massnahmenplan) -> None:
    plan.plaetze.update(nr="M 17")

    page = office.get(reverse("v-plan", args=(plan.pk,))).content.decode()

    assert page.count("<td>M\N{NO-BREAK SPACE}17</td>") == 2


def test_konzept_without_strategien_misses_none() -> None:
    konzept = make_konzept(bezeichnungen={"strategie": {"benutzt": False}, "ziel": {"einzahl": "Teilziel"}})
    ziel = make_ziel(make_handlungsfeld(konzept=konzept))
    make_bezug(make_massnahme(), ziel=ziel)

    geruest = matrix.skeleton(konzept)

    (tafel,) = matrix.tables(geruest, geruest.felder)
    assert geruest.befund == []
    assert [(zeile.wort, zeile.luecke) for zeile in tafel.zeilen] == [("direkt zum Teilziel", "")]
