"""The priority of a measure: by the scale of its newest plan, with who set it, when and why."""

from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.audit.models import Eintrag
from massnahmen import fortschreibung, prioritaeten
from massnahmen.fassungen import collect
from massnahmen.models import Massnahme, Massnahmenplan, Massnahmenpriorisierung
from tests.factories import make_konto, make_massnahme, make_plan
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import words
from tests.massnahmen.builders import today
from tests.massnahmen.tabelle import as_xlsx, exported, fields, rows_of, send, take

pytestmark = pytest.mark.django_db

EARLIER = date(2025, 1, 1)
ABC = ["A", "B", "C"]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def read(answer: Any) -> str:
    return words(lxml.html.fromstring(answer.content))


def rows(massnahme: Massnahme) -> list[tuple[str, date, str, str]]:
    found = Massnahmenpriorisierung.objects.filter(massnahme=massnahme).order_by("ab")
    return list(found.values_list("prioritaet", "ab", "durch", "begruendung"))


def word_of(massnahme: Massnahme) -> str:
    return Massnahme.objects.get(pk=massnahme.pk).prioritaet


def set_address(massnahme: Massnahme) -> str:
    return reverse("v-massnahme-prioritaet-new", args=(massnahme.pk,))


def test_setting_names_who_when_and_why_and_the_newest_holds(office: Client) -> None:
    massnahme = make_massnahme(prioritaet="niedrig")
    sent = {"prioritaet": "hoch", "ab": "2025-06-01", "durch": "gremium", "begruendung": "Beschluss 12"}

    nameless = office.post(set_address(massnahme), sent)
    office.post(set_address(massnahme), {**sent, "wer": "Kreistag"})
    office.post(set_address(massnahme), {"prioritaet": "mittel", "ab": "2025-01-01", "durch": "stabsstelle"})

    page = read(office.get(reverse("v-massnahme", args=(massnahme.pk,))))
    assert nameless.status_code == 422
    assert "Bitte nennen Sie das Gremium oder den Workshop beim Namen." in read(nameless)
    assert word_of(massnahme) == "hoch"
    assert "hoch seit 1. Juni 2025, KreistagBeschluss 12" in page
    assert "mittel ab 1. Januar 2025, Stabsstelle" in page
    assert Eintrag.objects.about(massnahme).filter(ereignis="massnahme.priorisiert").count() == 2


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"prioritaet": "A", "ab": "2025-01-01"}, "prioritaet"),
        ({"prioritaet": "", "ab": "2025-01-01"}, "prioritaet"),
        ({"prioritaet": "hoch", "ab": (timezone.localdate() + timedelta(days=2)).isoformat()}, "ab"),
        ({"prioritaet": "hoch", "ab": ""}, "ab"),
    ],
)
def test_word_of_another_scale_and_a_day_to_come_are_refused(office: Client, sent: dict[str, str], field: str) -> None:
    massnahme = make_massnahme()

    answer = office.post(set_address(massnahme), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (word_of(massnahme), rows(massnahme)) == ("", [])


def test_priority_can_end_and_a_second_setting_of_a_day_replaces_the_first(office: Client) -> None:
    massnahme = make_massnahme(prioritaet="hoch")
    for wort in ("mittel", "-"):
        office.post(set_address(massnahme), {"prioritaet": wort, "ab": today().isoformat(), "begruendung": "Weil."})

    assert (word_of(massnahme), rows(massnahme)) == ("", [("", today(), "", "Weil.")])


def test_word_without_a_setting_says_that_nobody_knows_who_set_it(office: Client) -> None:
    massnahme = make_massnahme(prioritaet="mittel")

    page = read(office.get(reverse("v-massnahme", args=(massnahme.pk,))))

    assert "mittelWer das wann festgelegt hat, steht nicht dabei." in page


def test_scale_is_that_of_the_newest_plan_else_the_usual_one() -> None:
    in_both, alone = make_massnahme(), make_massnahme()
    plan_of(in_both, prioritaeten=["1", "2"])
    plan_of(in_both, prioritaeten=ABC)

    assert prioritaeten.scales([in_both, alone]) == {in_both.pk: ABC, alone.pk: ["hoch", "mittel", "niedrig"]}


def test_new_scale_asks_for_the_heir_of_a_word_in_use_and_writes_it_beside(office: Client) -> None:
    massnahme, moved_on = make_massnahme(), make_massnahme(prioritaet="hoch")
    plan = plan_of(massnahme, moved_on)
    plan_of(moved_on)
    prioritaeten.prioritise(massnahme, "hoch", EARLIER, "Beschluss", durch="gremium", wer="Kreistag", by=None)
    address = reverse("v-plan-skala-edit", args=(plan.pk,))

    refused = Formular(office, address).type(vorlage="a-b-c").send()
    before = Massnahmenplan.objects.get(pk=plan.pk).prioritaeten
    taken = Formular(office, address).type(**{"vorlage": "a-b-c", "wird-0": "A"}).send()

    assert (refused.status_code, before) == (422, ["hoch", "mittel", "niedrig"])
    assert "So steht es heute bei: 1 Maßnahme." in read(refused)
    assert (taken.status_code, Massnahmenplan.objects.get(pk=plan.pk).prioritaeten) == (302, ABC)
    assert word_of(moved_on) == "hoch"
    assert rows(massnahme) == [
        ("hoch", EARLIER, "gremium", "Beschluss"),
        ("A", today(), "stabsstelle", "Neue Skala: „hoch“ heißt jetzt „A“."),
    ]


def plan_of(*massnahmen: Massnahme, **fields: Any) -> Massnahmenplan:
    plan = make_plan(**fields)
    plan.massnahmen.set(massnahmen)
    return plan


def make_many(*woerter: str) -> Massnahmenplan:
    measures = [make_massnahme(titel=f"Mit {wort or 'nichts'}", prioritaet=wort) for wort in woerter]
    return plan_of(*measures, prioritaeten=["sofort", "bald", "irgendwann"])


def listed(office: Client, address: str, css: str, **asked: str) -> list[str]:
    page = lxml.html.fromstring(office.get(address, asked).content)
    return [words(one) for one in page.cssselect(css)]


def test_list_of_a_plan_sorts_and_filters_by_its_scale(office: Client) -> None:
    plan = make_many("irgendwann", "sofort", "", "bald", "hoch")
    address = reverse("v-plan-prioritaeten", args=(plan.pk,))

    titles = [one.partition("Mit ")[2] for one in listed(office, address, "tbody th")]
    found = [one.partition("Mit ")[2] for one in listed(office, address, "tbody th", prioritaet="bald")]
    without = [one.partition("Mit ")[2] for one in listed(office, address, "tbody th", prioritaet="-")]

    assert titles == ["sofort", "bald", "irgendwann", "nichts", "hoch"]
    assert (found, without) == (["bald"], ["nichts"])


def test_list_of_a_plan_is_a_file_too_and_asks_as_often_for_many(office: Client) -> None:
    plan = make_many("sofort")
    massnahme = plan.massnahmen.get()
    prioritaeten.prioritise(massnahme, "bald", EARLIER, "Weil.", durch="workshop", wer="Werkstatt", by=None)
    address = reverse("v-plan-prioritaeten", args=(plan.pk,))
    few = queries(lambda: office.get(address))
    for _ in range(30):
        plan.massnahmen.add(make_massnahme(prioritaet="bald"))

    answer: Any = office.get(address, {"als": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert queries(lambda: office.get(address)) == few
    assert len(lines) == 32
    assert lines[1].split(";")[1:5] == ["bald", "2025-01-01", "Werkstatt", "Weil."]


def test_public_list_is_chosen_and_ordered_by_priority(client: Client) -> None:
    make_many("irgendwann", "sofort", "", "bald")
    make_massnahme(titel="Mit geheim", prioritaet="geheim", oeffentlich=False)
    address, css = reverse("massnahme-list"), ".massnahmenliste__titel"

    page = read(client.get(address))

    assert listed(client, address, css, ordnung="prioritaet") == [
        f"Mit {wort}" for wort in ("sofort", "bald", "irgendwann", "nichts")
    ]
    assert listed(client, address, css, prioritaet="bald") == ["Mit bald"]
    assert "Priorität sofort" in page
    assert "geheim" not in page


def change_many(office: Client, *massnahmen: Massnahme, **wish: str) -> str:
    url = f"{reverse('v-massnahmen-aendern')}?{'&'.join(f'm={one.pk}' for one in massnahmen)}"
    preview = office.post(url, wish)
    sent = fields(preview.content.decode())
    return read(preview) + read(office.post(url, {**sent, "aendern": "1"}, follow=True))


def test_many_get_a_priority_with_its_author_and_who_has_no_such_word_is_left_out(office: Client) -> None:
    good, other = make_massnahme(), make_massnahme(prioritaet="hoch")
    plan_of(good, prioritaeten=ABC)
    wish = {"prioritaet": "A", "prioritaet_durch": "gremium", "prioritaet_grund": "Weil."}

    nameless = office.post(f"{reverse('v-massnahmen-aendern')}?m={good.pk}", wish)
    page = change_many(office, good, other, **wish, prioritaet_wer="Kreistag", prioritaet_ab="2025-01-01")

    assert (nameless.status_code, list(nameless.context["form"].errors)) == (422, ["prioritaet_wer"])
    assert "Die Skala ihres Maßnahmenplans kennt „A“ nicht." in page
    assert rows(good) == [("A", EARLIER, "gremium", "Weil.")]
    assert (word_of(good), word_of(other), rows(other)) == ("A", "hoch", [])


def test_many_lose_their_priority_from_today(office: Client) -> None:
    massnahme = make_massnahme(prioritaet="hoch")

    change_many(office, massnahme, prioritaet="-")

    assert (word_of(massnahme), rows(massnahme)) == ("", [("", today(), "", "")])


def test_table_is_read_by_the_scale_of_the_plan_that_it_names(office: Client) -> None:
    plan_of(titel="Plan 2026", prioritaeten=ABC)
    there = make_massnahme(nr="1", titel="Bus", prioritaet="hoch")
    head = ("Nr.", "Titel", "Priorität", "Maßnahmenpläne")

    refused = read(send(office, as_xlsx([head, ("1", "Bus", "b", None), ("2", "Rad", "hoch", "Plan 2026")])))
    take(office, as_xlsx([head, ("1", "Bus", "b", "Plan 2026"), ("2", "Rad", "A", "Plan 2026")]))

    assert "Spalte „Priorität“: „b“ gibt es nicht. Möglich sind: hoch, mittel, niedrig." in refused
    assert "Spalte „Priorität“: „hoch“ gibt es nicht. Möglich sind: A, B, C." in refused
    new = Massnahme.objects.get(nr="2")
    assert (word_of(there), new.prioritaet) == ("B", "A")
    assert rows(there) == [("B", today(), "stabsstelle", "Aus einer Tabelle eingelesen.")]
    assert rows(new) == [("A", today(), "stabsstelle", "Aus einer Tabelle eingelesen.")]


def test_table_that_was_written_is_read_again_without_a_change(office: Client) -> None:
    massnahme = make_massnahme(nr="1")
    plan_of(massnahme, prioritaeten=ABC)
    prioritaeten.prioritise(massnahme, "C", EARLIER, by=None)

    table = exported(office, "xlsx")

    assert rows_of(table)[1][rows_of(table)[0].index("Priorität")] == "C"
    assert "Unverändert: 1" in read(send(office, table))
    assert rows(massnahme) == [("C", EARLIER, "", "")]


@given(st.lists(st.text("ABCäß", min_size=1, max_size=5), min_size=2, max_size=7, unique_by=str.casefold))
def test_frozen_plan_keeps_the_word_and_the_next_plan_the_scale(worte: list[str]) -> None:
    massnahme = make_massnahme(prioritaet="niedrig")
    plan = plan_of(massnahme, prioritaeten=worte)
    prioritaeten.prioritise(massnahme, worte[-1], EARLIER, by=None)

    neu = fortschreibung.carry_on(plan, "Neu", by=None)

    (one,) = collect(plan)["massnahmen"]
    assert (one["prioritaet"], one["prioritaet_code"]) == (worte[-1], worte[-1])
    assert neu.prioritaeten == worte


@pytest.mark.django_db(transaction=True)
def test_measures_of_before_keep_their_word_and_plans_get_the_usual_scale() -> None:
    massnahme = make_massnahme(prioritaet="mittel")
    plan = plan_of(massnahme)
    call_command("migrate", "massnahmen", "0023", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prioritaet FROM massnahmen_massnahme")
        back = cursor.fetchall()

    call_command("migrate", "massnahmen", verbosity=0)

    assert back == [("mittel",)]
    assert (word_of(massnahme), rows(massnahme)) == ("mittel", [])
    assert Massnahmenplan.objects.get(pk=plan.pk).prioritaeten == ["hoch", "mittel", "niedrig"]
