"""A long document is frozen by the worker: once, by whoever asked, and never lost."""

import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import forget
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.buero.loeschung import erase
from bildungskommune.fassungen import einfrieren
from bildungskommune.fassungen.models import Einfrierauftrag, Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.rules import freeze
from konzept.models import Strategie, Ziel
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme, Massnahmenplan
from tests.factories import (
    make_beratung,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_plan,
    make_vorlage,
    make_workshop,
)
from tests.formular import Formular
from workshops.fassungen import KARTEN_JE_TEIL
from workshops.models import Beitrag

Status = Einfrierauftrag.Status


@pytest.fixture
def konto(db: None) -> Konto:
    return make_konto()


@pytest.fixture
def client(konto: Konto) -> Client:
    client = Client()
    client.force_login(konto)
    return client


@pytest.fixture
def plan(db: None) -> Massnahmenplan:
    """A plan of as many measures as make it long."""
    plan = make_plan()
    rows = [
        Massnahme(kennung=f"m-{number}", titel=f"Maßnahme {number}", oeffentlich=True, position=number)
        for number in range(einfrieren.LANG)
    ]
    plan.massnahmen.set(Massnahme.objects.bulk_create(rows))
    return plan


def url(plan: Massnahmenplan) -> str:
    return reverse("v-fassung-new", args=("massnahmenplan", plan.pk))


def order(plan: Massnahmenplan, by: Konto | None = None) -> Einfrierauftrag:
    angaben = {"zweck": "lesefassung", "art": "standard"}
    return einfrieren.order("massnahmenplan", plan, regel="arbeitstext", angaben=angaben, by=by)


@pytest.mark.django_db
def test_short_document_is_frozen_at_once(client: Client) -> None:
    answer = Formular(client, url(make_plan())).send()

    assert answer.url == reverse("v-fassung", args=(Fassung.objects.get().pk,))
    assert not Einfrierauftrag.objects.exists()


def long_leitbild() -> tuple[str, models.Model]:
    leitbild = make_leitbild()
    rows = (Abschnitt(leitbild=leitbild, kennung=f"a-{number}", titel="Wort") for number in range(einfrieren.LANG))
    Abschnitt.objects.bulk_create(rows)
    return "leitbild", leitbild


def long_konzept() -> tuple[str, models.Model]:
    konzept = make_konzept()
    feld = make_handlungsfeld(konzept=konzept)
    half = range(einfrieren.LANG // 2)
    Ziel.objects.bulk_create(Ziel(handlungsfeld=feld, kennung=f"z-{number}", titel="Ziel") for number in half)
    rows = (Strategie(handlungsfeld=feld, kennung=f"s-{number}", titel="Weg") for number in half[:-1])
    Strategie.objects.bulk_create(rows)
    return "konzept", konzept


def long_dokumentation() -> tuple[str, models.Model]:
    workshop = make_workshop()
    rows = (
        Beitrag(
            code=f"{number // 100:03d}-{number % 100:03d}", reihe_id=workshop.reihe_id, workshop=workshop, text="Bus"
        )
        for number in range(einfrieren.LANG * KARTEN_JE_TEIL)
    )
    Beitrag.objects.bulk_create(rows)
    return "dokumentation", workshop


@pytest.mark.django_db
@pytest.mark.parametrize("make", [long_leitbild, long_konzept, long_dokumentation])
def test_document_of_each_stage_is_long_from_a_number_of_parts_on(
    make: Callable[[], tuple[str, models.Model]], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key, document = make()

    with django_assert_num_queries(1):
        umfang = definition(key).umfang(document)

    assert (umfang, einfrieren.is_long(key, document)) == (einfrieren.LANG, True)


@pytest.mark.django_db
def test_long_document_is_ordered_and_its_page_leads_on(client: Client, konto: Konto, plan: Massnahmenplan) -> None:
    answer = Formular(client, url(plan)).send()
    auftrag = Einfrierauftrag.objects.get()
    page = client.get(answer.url).content.decode()

    assert (auftrag.status, auftrag.konto, Fassung.objects.count()) == ("wartet", konto, 0)
    assert "wartet auf den Dienst, der einfriert" in page
    assert "wie er in dem Augenblick ist, in dem das Einfrieren beginnt" in " ".join(page.split())

    assert einfrieren.work(auftrag.pk)

    fassung = Fassung.objects.get()
    assert client.get(answer.url).url == reverse("v-fassung", args=(fassung.pk,))  # type: ignore[attr-defined]
    assert (fassung.eingefroren_von, len(fassung.snapshot["massnahmen"])) == (konto, einfrieren.LANG)
    assert Eintrag.objects.about(fassung).get(ereignis="fassung.eingefroren").konto == konto


@pytest.mark.django_db
def test_bell_that_rings_twice_makes_one_fassung(plan: Massnahmenplan) -> None:
    auftrag = order(plan)

    assert [einfrieren.work(auftrag.pk), einfrieren.work(auftrag.pk)] == [True, False]
    assert Fassung.objects.count() == 1


@pytest.mark.django_db
def test_order_of_a_worker_that_died_is_found_and_done(plan: Massnahmenplan) -> None:
    auftrag = order(plan)
    long_ago = timezone.now() - timedelta(hours=1)
    Einfrierauftrag.objects.update(status=Status.LAEUFT, attempts=1, heartbeat=long_ago)

    einfrieren.sweep()

    assert einfrieren.work(auftrag.pk)
    assert Fassung.objects.count() == 1


@pytest.mark.django_db
def test_order_that_broke_off_thrice_asks_for_help_and_can_be_given_again(client: Client, plan: Massnahmenplan) -> None:
    auftrag = order(plan)
    long_ago = timezone.now() - timedelta(hours=1)
    Einfrierauftrag.objects.update(status=Status.LAEUFT, attempts=3, heartbeat=long_ago)
    einfrieren.sweep()

    page = client.get(reverse("v-einfrierauftrag", args=(auftrag.pk,))).content.decode()
    desk = client.get("/verwaltung/").content.decode()
    client.post(reverse("v-einfrierauftrag-again", args=(auftrag.pk,)))

    assert "Das Einfrieren ist dreimal abgebrochen." in page
    assert "Dokument konnte nicht eingefroren werden" in desk
    assert einfrieren.work(auftrag.pk)


@pytest.mark.django_db
def test_document_that_is_gone_is_told() -> None:
    auftrag = order(make_plan())
    Massnahmenplan.objects.all().delete()

    assert not einfrieren.work(auftrag.pk)
    auftrag.refresh_from_db()
    assert (auftrag.status, auftrag.fehler) == (Status.GESCHEITERT, einfrieren.FORT)


@pytest.mark.django_db
def test_stage_that_is_gone_is_told() -> None:
    auftrag = order(make_plan())
    Einfrierauftrag.objects.update(definition="stadtplan")

    assert not einfrieren.work(auftrag.pk)
    auftrag.refresh_from_db()
    assert (auftrag.status, auftrag.fehler) == (Status.GESCHEITERT, einfrieren.FORT)


@pytest.mark.django_db
def test_rule_that_nobody_knows_is_told_at_once_on_its_page_and_on_the_desk(client: Client) -> None:
    auftrag = order(make_plan())
    Einfrierauftrag.objects.update(regel="frueher")

    assert not einfrieren.work(auftrag.pk)
    auftrag.refresh_from_db()
    assert (auftrag.status, auftrag.fehler, auftrag.attempts) == (Status.GESCHEITERT, einfrieren.UNBEKANNT, 1)
    assert einfrieren.sweep(now=timezone.now() + timedelta(hours=1)) == 0
    assert einfrieren.UNBEKANNT in client.get(reverse("v-einfrierauftrag", args=(auftrag.pk,))).content.decode()
    assert "Dokument konnte nicht eingefroren werden" in client.get("/verwaltung/").content.decode()


@pytest.mark.django_db
def test_what_the_freezing_itself_misses_is_no_document_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    auftrag = order(make_plan())
    monkeypatch.setattr(einfrieren.regeln, "_found", [broken])

    with pytest.raises(Massnahme.DoesNotExist):
        einfrieren.work(auftrag.pk)

    auftrag.refresh_from_db()
    assert (auftrag.status, auftrag.fehler) == (Status.LAEUFT, "")


def broken() -> Iterator[einfrieren.Regel]:
    yield einfrieren.Regel("arbeitstext", lambda auftrag: Massnahme.objects.get(pk=0))  # type: ignore[arg-type, return-value]


@pytest.mark.django_db
def test_orders_are_forgotten_90_days_after_they_were_done_or_failed(konto: Konto) -> None:
    done, failed, waiting = (order(make_plan(kennung=f"plan-{number}")) for number in range(3))
    einfrieren.work(done.pk)
    Massnahmenplan.objects.filter(pk=failed.objekt_id).delete()
    einfrieren.work(failed.pk)
    kept = timezone.now() + timedelta(days=89)

    assert vergessen_am(kept) == 0
    assert vergessen_am(kept + timedelta(days=2)) == 2
    assert list(Einfrierauftrag.objects.all()) == [waiting]
    assert Fassung.objects.count() == 1


def vergessen_am(day: datetime) -> int:
    return sum(one.anzahl for one in forget(day) if one.was == "Aufträge zum Einfrieren")


@pytest.mark.django_db
def test_who_wants_to_be_forgotten_stands_in_no_order_that_goes_on_all_the_same(konto: Konto) -> None:
    auftrag = order(make_plan(), by=konto)
    make_konto()

    erase(konto.email)

    auftrag.refresh_from_db()
    assert auftrag.konto is None
    assert einfrieren.work(auftrag.pk)


@pytest.mark.django_db
def test_text_adopted_with_changes_is_frozen_by_the_worker_too(client: Client, plan: Massnahmenplan) -> None:
    introduced = freeze("massnahmenplan", plan, zweck="vorlage")
    vorlage = make_vorlage()
    vorlage.fassungen.add(introduced)
    make_beratung(vorlage=vorlage, rolle=Beratung.Rolle.ENTSCHEIDUNG, ergebnis="geaendert")
    Fassung.objects.filter(pk=introduced.pk).update(status="geaendert")

    Formular(client, reverse("v-beschlussfassung-new", args=(introduced.pk,))).type(eingearbeitet="on").send()
    auftrag = Einfrierauftrag.objects.get()

    assert einfrieren.work(auftrag.pk)
    assert Fassung.objects.get(zweck="beschluss").beschluss_zu == introduced


@pytest.mark.django_db(transaction=True)
def test_worker_freezes_what_was_ordered(celery_worker_process: subprocess.Popen[bytes], plan: Massnahmenplan) -> None:
    auftrag = order(plan)

    deadline = time.monotonic() + 60
    while auftrag.status != Status.FERTIG:
        assert time.monotonic() < deadline, auftrag.fehler
        time.sleep(0.2)
        auftrag.refresh_from_db()
    assert auftrag.fassung is not None
    assert auftrag.fassung.nummer == 1
