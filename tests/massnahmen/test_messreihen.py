"""Indicators follow a series of the official statistics: with its source, never typed, and what was frozen stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.kennzahlen.models import Zahlenreihe
from massnahmen import progress
from massnahmen.bestandteile import rules
from massnahmen.bestandteile.forms import SCHON_WERTE, IndikatorForm, IndikatorwertForm
from massnahmen.forms.sachstand import SachstandForm
from massnahmen.messreihen import follow, follow_series
from massnahmen.models import Indikator
from tests.factories import make_konto, make_massnahme
from tests.kennzahlen.bauen import BOERDE, alt, make_reihe
from tests.kennzahlen.test_einlesen import IM_GYMNASIUM, read_in
from tests.massnahmen.builders import make_indikator, make_wert

pytestmark = pytest.mark.django_db


def bound(reihe: Zahlenreihe) -> Indikator:
    indikator = Indikator(massnahme=make_massnahme(), titel="Schülerinnen und Schüler", zahlenreihe=reihe)
    rules.add(indikator, indikator.massnahme, by=None)
    return indikator


def numbers(indikator: Indikator) -> list[tuple[date, Decimal]]:
    return list(indikator.werte.order_by("datum").values_list("datum", "wert"))


def test_values_come_from_the_series_with_their_source_and_a_sign_gives_none() -> None:
    reihe = make_reihe(werte={"2019": "3.725", "2020": ".", "2021": "-"})

    indikator = bound(reihe)

    assert numbers(indikator) == [(date(2019, 12, 31), Decimal("3.73")), (date(2021, 12, 31), Decimal(0))]
    assert {wert.quelle for wert in indikator.werte.all()} == {f"{reihe.quellenangabe}; dl-de/by-2-0"}


def test_invented_figures_name_no_licence() -> None:
    reihe = make_reihe(werte={"2019": "3"}, lizenz="beispiel")

    assert [wert.quelle for wert in bound(reihe).werte.all()] == [reihe.quellenangabe]


def test_a_newer_file_brings_the_indicator_up_to_date(client: Client) -> None:
    client.force_login(make_konto())
    old = alt(("2019/20", *BOERDE, "GYM", "Gymnasien", "300", "3"), ("2020/21", *BOERDE, "GYM", "Gymnasien", "5", "3"))
    read_in(client, old, groessen=["BIL003|Anzahl"], **{"merkmal-1": ["=GYM"]})
    indikator = bound(Zahlenreihe.objects.get())
    newer = alt(
        ("2020/21", *BOERDE, "GYM", "Gymnasien", "310", "3"), ("2021/22", *BOERDE, "GYM", "Gymnasien", "9", "3")
    )

    page = read_in(client, newer, **IM_GYMNASIUM)

    assert "1 Zahlenreihe eingelesen. 1 Indikator von Maßnahmen aktualisiert." in page
    assert [wert for _, wert in numbers(indikator)] == [Decimal(300), Decimal(310), Decimal(9)]
    assert Eintrag.objects.filter(ereignis="massnahme.zahlenreihe").count() == 1


def test_a_value_that_the_series_has_no_longer_goes_and_the_same_again_changes_nothing() -> None:
    reihe = make_reihe()
    indikator = bound(reihe)
    reihe.werte.filter(zeit="2020").update(wert=None, zeichen=".")

    assert follow_series(reihe, by=None) == 1
    assert follow(indikator) == 0
    assert numbers(indikator) == [(date(2019, 12, 31), Decimal(1010))]


def test_nobody_types_a_value_of_a_bound_indicator(client: Client) -> None:
    client.force_login(make_konto())
    indikator = bound(make_reihe())
    massnahme, wert = indikator.massnahme, indikator.werte.earliest("datum")

    assert list(IndikatorwertForm(massnahme=massnahme).fields["indikator"].queryset) == []  # type: ignore[attr-defined]
    assert SachstandForm(massnahme=massnahme).indikatoren == []
    assert client.get(reverse("v-indikatorwert-edit", args=(massnahme.pk, wert.pk))).status_code == 404
    page = client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()
    assert "Die Werte kommen aus den Kennzahlen" in page


def test_typed_values_are_not_lost_to_a_series() -> None:
    reihe, indikator = make_reihe(), make_indikator(make_massnahme())
    make_wert(indikator)

    form = IndikatorForm({"titel": "x", "zahlenreihe": reihe.pk}, instance=indikator, massnahme=indikator.massnahme)

    assert form.errors == {"zahlenreihe": [SCHON_WERTE]}


def test_only_what_is_public_is_offered_and_a_portal_without_any_does_not_ask() -> None:
    massnahme = make_massnahme()
    make_reihe(oeffentlich=False)
    assert "zahlenreihe" not in IndikatorForm(massnahme=massnahme).fields

    public = make_reihe("Offen")

    assert list(IndikatorForm(massnahme=massnahme).fields["zahlenreihe"].queryset) == [public]  # type: ignore[attr-defined]


def test_values_stay_when_the_series_is_let_go() -> None:
    indikator = bound(make_reihe())
    indikator.zahlenreihe = None

    rules.change(indikator, ["zahlenreihe"], indikator.massnahme, by=None)

    assert len(numbers(indikator)) == 2


def test_the_page_of_the_measure_leads_to_the_series(client: Client) -> None:
    reihe = make_reihe()
    indikator = bound(reihe)

    page = client.get(indikator.massnahme.get_absolute_url()).content.decode()

    assert reihe.get_absolute_url() in page
    assert reihe.quellenangabe in page


def test_a_series_that_an_indicator_follows_cannot_be_deleted(client: Client) -> None:
    client.force_login(make_konto())
    reihe = bound(make_reihe()).zahlenreihe
    assert reihe is not None

    answer = client.post(reverse("v-zahlenreihe-delete", args=(reihe.pk,)), {})

    assert answer.status_code == 422
    assert Zahlenreihe.objects.filter(pk=reihe.pk).exists()


def test_a_value_that_was_told_before_the_indicator_was_bound_is_no_longer_taken() -> None:
    indikator = bound(make_reihe())

    progress.note(indikator.massnahme, progress.Nebenbei(werte={indikator: Decimal(7)}), am=date(2026, 2, 1), by=None)

    assert len(numbers(indikator)) == 2
