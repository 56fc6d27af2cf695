"""Who answers for a measure: several Stellen, and a Stelle that was renamed."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure import nachfolge
from bildungskommune.akteure.models import Stelle
from massnahmen import access, mails
from massnahmen.models import Massnahme, Mitwirkung
from massnahmen.models.bezug import NUR_STELLE
from tests.factories import make_konto, make_massnahme, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import days_ago, make_meilenstein

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 6, 1)


def taking_part(massnahme: Massnahme, aufgabe: str, **fields: Any) -> Konto:
    """A Fachamt whose Stelle takes part so."""
    stelle = make_stelle(**fields)
    Mitwirkung.objects.create(massnahme=massnahme, stelle=stelle, aufgabe=aufgabe)
    return make_konto("fachamt", stelle=stelle)


def read(client: Client, url: str) -> str:
    """What a page says, each thing apart from the next."""
    page = lxml.html.fromstring(client.get(url).content)
    for row in page.iter("dt", "dd"):
        row.tail = " "
    return words(page).replace("\xa0", " ")


def answers(konto: Konto, massnahme: Massnahme) -> set[bool]:
    """What the three askers say: the desk, the right to report, the mails. They must never differ."""
    return {
        massnahme in access.in_hand(konto),
        access.may_report(konto, massnahme),
        konto in mails.those_who_report(massnahme),
    }


@pytest.mark.parametrize(("aufgabe", "may"), [("wirkt_mit", False), ("fuehrt_mit", True), ("berichtet", True)])
@pytest.mark.parametrize("led", [True, False])
def test_stelle_that_leads_along_or_reports_answers_for_the_measure(aufgabe: str, may: bool, led: bool) -> None:
    massnahme = make_massnahme(federfuehrung=make_stelle() if led else None, oeffentlich=False)
    konto = taking_part(massnahme, aufgabe)

    assert answers(konto, massnahme) == {may}
    assert (massnahme in Massnahme.objects.visible_to(konto)) is may


def test_all_who_answer_are_asked_once() -> None:
    lead = make_konto("fachamt", stelle=make_stelle())
    massnahme = make_massnahme(federfuehrung=lead.stelle)
    along = taking_part(massnahme, "fuehrt_mit")
    Mitwirkung.objects.create(massnahme=massnahme, stelle=along.stelle, aufgabe="berichtet")

    assert sorted(konto.pk for konto in mails.those_who_report(massnahme)) == [lead.pk, along.pk]
    assert list(access.in_hand(along)) == [massnahme]


def test_fachamt_that_reports_opens_the_form_and_another_does_not(client: Client) -> None:
    massnahme = make_massnahme(federfuehrung=make_stelle())
    url = reverse("v-sachstand-new", args=(massnahme.pk,))

    codes = []
    for aufgabe in ("berichtet", "wirkt_mit"):
        client.force_login(taking_part(massnahme, aufgabe))
        codes.append(client.get(url).status_code)

    assert codes == [200, 404]


def test_overdue_milestone_stands_on_the_desk_of_who_leads_along(client: Client) -> None:
    massnahme = make_massnahme(federfuehrung=make_stelle(), status="in_umsetzung")
    make_meilenstein(massnahme, datum=days_ago(3))
    client.force_login(taking_part(massnahme, "fuehrt_mit"))

    assert "überfälligem Meilenstein" in read(client, reverse("pult"))


def test_only_a_stelle_can_have_a_task() -> None:
    row = Mitwirkung(massnahme=make_massnahme(), wortlaut="elf Schulen", aufgabe="berichtet")

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

    assert refused.value.messages == [NUR_STELLE]


def test_form_says_at_its_field_that_only_a_stelle_can_have_a_task(client: Client) -> None:
    massnahme = make_massnahme()
    client.force_login(make_konto())
    url = reverse("v-mitwirkung-new", args=(massnahme.pk,))

    refused = client.post(url, {"wortlaut": "elf Schulen", "aufgabe": "fuehrt_mit"})
    taken = client.post(url, {"stelle": make_stelle().pk, "aufgabe": "fuehrt_mit"})

    assert (refused.status_code, NUR_STELLE in refused.content.decode()) == (422, True)
    assert (taken.status_code, massnahme.mitwirkungen.get().aufgabe) == (302, "fuehrt_mit")


def test_public_page_names_who_leads_along_apart_from_who_takes_part(client: Client) -> None:
    massnahme = make_massnahme(oeffentlich=True, federfuehrung=make_stelle(name="Jugendamt"))
    taking_part(massnahme, "fuehrt_mit", name="Schulamt")
    taking_part(massnahme, "berichtet", name="Bauamt")

    text = read(client, massnahme.get_absolute_url())

    assert "Zuständig Jugendamt Mit Federführung Schulamt Beteiligt Bauamt (berichtet)" in text


def renamed(*names: str, **last: Any) -> list[Stelle]:
    """A Stelle and what it was called after that, one after the other."""
    chain = [make_stelle(name=names[0])]
    for name in names[1:]:
        chain.append(make_stelle(name=name, vorgaengerin=chain[-1]))
    for field, value in last.items():
        setattr(chain[-1], field, value)
    chain[-1].save()
    return chain


@pytest.mark.parametrize("as_partner", [True, False])
def test_renamed_stelle_takes_its_measures_along_over_any_number_of_names(as_partner: bool) -> None:
    first, second, third = renamed("Schulamt", "Amt für Schulen", "Bildungsamt")
    massnahme = make_massnahme(federfuehrung=None if as_partner else first)
    if as_partner:
        Mitwirkung.objects.create(massnahme=massnahme, stelle=first, aufgabe="berichtet")
    of_second = make_massnahme(federfuehrung=second)
    old, between, new = (make_konto("fachamt", stelle=stelle) for stelle in (first, second, third))

    assert [answers(konto, massnahme) for konto in (old, between, new)] == [{True}, {True}, {True}]
    assert [answers(konto, of_second) for konto in (old, between, new)] == [{False}, {True}, {True}]


def test_names_that_run_in_a_circle_end() -> None:
    first, second = renamed("Schulamt", "Bildungsamt")
    Stelle.objects.filter(pk=first.pk).update(vorgaengerin=second)
    massnahme = make_massnahme(federfuehrung=first)
    konto = make_konto("fachamt", stelle=second)

    assert answers(konto, massnahme) == {True}
    assert nachfolge.name_today(first, HEUTE).startswith("Bildungsamt")


def test_long_chain_asks_as_often_as_a_short_one() -> None:
    def statements(*names: str) -> int:
        chain = renamed(*names)
        make_massnahme(federfuehrung=chain[0])
        konto = make_konto("fachamt", stelle=chain[-1])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert access.in_hand(konto).count() == 1
        return len(asked)

    assert statements("A") == statements(*"BCDEFGHIJ") == 2


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ({"gueltig_ab": date(2026, 5, 1)}, "Bildungsamt (hieß bis 30. April 2026: Schulamt)"),
        ({}, "Bildungsamt (hieß früher: Schulamt)"),
        ({"gueltig_ab": date(2026, 6, 2)}, "Schulamt"),
    ],
)
def test_stelle_is_named_as_it_is_called_on_the_day(last: dict[str, Any], name: str) -> None:
    old = renamed("Schulamt", "Bildungsamt", **last)[0]

    assert nachfolge.name_today(old, HEUTE).replace("\xa0", " ") == name


def test_last_day_of_the_old_name_counts_when_it_is_entered() -> None:
    old = renamed("Schulamt", "Bildungsamt")[0]
    old.gueltig_bis = date(2026, 3, 31)

    assert "bis 31. März 2026" in nachfolge.name_today(old, HEUTE).replace("\xa0", " ")


def test_stelle_that_became_two_keeps_its_name() -> None:
    old = renamed("Schulamt", "Bildungsamt")[0]
    make_stelle(name="Sportamt", vorgaengerin=old)

    assert nachfolge.name_today(old, HEUTE) == "Schulamt"


def test_public_page_names_the_stelle_of_today(client: Client) -> None:
    old = renamed("Schulamt", "Bildungsamt", gueltig_ab=days_ago(10))[0]
    massnahme = make_massnahme(oeffentlich=True, federfuehrung=old)

    text = read(client, massnahme.get_absolute_url())

    assert "Zuständig Bildungsamt (hieß bis" in text
