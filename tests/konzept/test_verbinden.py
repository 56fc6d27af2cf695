"""Many sources and many Handlungsfelder are linked in one act, with a reason, and the act is taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen.rules import freeze
from bildungskommune.werkbank.models import Geloescht
from konzept import quellen, verbinden
from konzept.models import Ableitung, Handlungsfeld, Konzept
from leitbild.models import Abschnitt
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_thema,
)
from tests.lesen import one_line
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept() -> Konzept:
    return make_konzept(leitbild=make_leitbild())


@pytest.fixture
def saetze(konzept: Konzept) -> list[Abschnitt]:
    return [make_abschnitt(leitbild=konzept.leitbild, art="leitsatz", nr=nr, position=int(nr)) for nr in "12"]


@pytest.fixture
def felder(konzept: Konzept) -> list[Handlungsfeld]:
    return [make_handlungsfeld(konzept=konzept, nr=nr) for nr in "12"]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def keys(saetze: list[Abschnitt]) -> list[str]:
    return [f"abschnitt-{satz.pk}" for satz in saetze]


def address(konzept: Konzept, saetze: list[Abschnitt]) -> str:
    return f"{reverse('v-konzept-verbinden', args=(konzept.pk,))}?{'&'.join(f'quelle={key}' for key in keys(saetze))}"


def send(office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld], **more: str) -> Any:
    sent = {"quelle": keys(saetze), "felder": [feld.pk for feld in felder], "begruendung": "Weil.", **more}
    return office.post(address(konzept, saetze), sent)


def linked() -> set[tuple[int | None, int, str]]:
    return set(Ableitung.objects.values_list("abschnitt_id", "handlungsfeld_id", "begruendung"))


def test_every_source_is_linked_with_every_field(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    answer = send(office, konzept, saetze, felder)

    assert answer.status_code == 302
    assert linked() == {(satz.pk, feld.pk, "Weil.") for satz in saetze for feld in felder}
    assert Eintrag.objects.filter(ereignis="ableitung.angelegt").count() == 4
    assert "4 Verbindungen sind eingetragen." in one_line(office.get(answer["Location"]).content.decode())


def test_a_source_may_have_a_reason_of_its_own(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    one, two = saetze
    own: dict[str, Any] = {f"grund-abschnitt-{one.pk}": "Nur hier."}

    send(office, konzept, saetze, felder[:1], **own)

    assert linked() == {(one.pk, felder[0].pk, "Nur hier."), (two.pk, felder[0].pk, "Weil.")}


def test_what_is_linked_already_stays_as_it_is(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    make_ableitung(felder[0], abschnitt=saetze[0], begruendung="Von früher.")

    answer = send(office, konzept, saetze, felder[:1])

    assert linked() == {(saetze[0].pk, felder[0].pk, "Von früher."), (saetze[1].pk, felder[0].pk, "Weil.")}
    page = one_line(office.get(answer["Location"]).content.decode())
    assert "1 Verbindung ist eingetragen. 1 gab es schon; was dort steht, ist geblieben." in page


def test_nothing_new_is_refused_and_keeps_what_was_typed(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    make_ableitung(felder[0], abschnitt=saetze[0])

    answer = send(office, konzept, saetze[:1], felder[:1], begruendung="Ein neuer Grund.")

    page = one_line(answer.content.decode())
    assert answer.status_code == 422
    assert "Diese Verbindungen gibt es alle schon." in page
    assert "Ein neuer Grund." in page


@pytest.mark.parametrize(
    ("missing", "satz"),
    [
        ("quelle", "Bitte kreuzen Sie mindestens eine Quelle an."),
        ("felder", "Bitte kreuzen Sie mindestens ein Handlungsfeld an."),
        ("begruendung", "Begründung für alle"),
    ],
)
def test_what_is_missing_is_said(office: Client, konzept: Konzept, missing: str, satz: str) -> None:
    saetze = [make_abschnitt(leitbild=konzept.leitbild)]
    sent = {"quelle": keys(saetze), "felder": [make_handlungsfeld(konzept=konzept).pk], "begruendung": "Weil."}
    del sent[missing]

    answer = office.post(address(konzept, saetze), sent)

    assert (answer.status_code, linked()) == (422, set())
    assert satz in one_line(answer.content.decode())


def test_field_of_another_konzept_is_refused(office: Client, konzept: Konzept, saetze: list[Abschnitt]) -> None:
    answer = send(office, konzept, saetze, [make_handlungsfeld()])

    assert (answer.status_code, linked()) == (422, set())
    assert "Ein Handlungsfeld gehört nicht zu diesem Konzept." in one_line(answer.content.decode())


@pytest.mark.parametrize("quelle", ["", "abschnitt-0", "abschnitt-x", "fremd-1", "abschnitt"])
def test_without_a_source_the_table_asks_for_one(office: Client, konzept: Konzept, quelle: str) -> None:
    answer = office.get(reverse("v-konzept-verbinden", args=(konzept.pk,)), {"quelle": quelle}, follow=True)

    assert answer.redirect_chain == [(reverse("v-konzept-matrix", args=(konzept.pk,)), 302)]
    assert "Bitte kreuzen Sie zuerst die Leitsätze an" in one_line(answer.content.decode())


def test_act_is_taken_back(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    kept = make_ableitung(felder[1], abschnitt=saetze[1])
    answer = send(office, konzept, saetze, felder[:1])
    page = one_line(office.get(answer["Location"]).content.decode())
    pks = [str(row.pk) for row in Ableitung.objects.exclude(pk=kept.pk)]

    back = office.post(reverse("v-konzept-zuruecknehmen", args=(konzept.pk,)), {"verbindung": pks}, follow=True)

    assert "2 Verbindungen rückgängig machen" in page
    assert list(Ableitung.objects.all()) == [kept]
    assert "2 Verbindungen sind wieder entfernt." in one_line(back.content.decode())
    assert Geloescht.objects.filter(objekt_art="konzept.ableitung").count() == 2


def test_published_link_and_link_of_another_konzept_are_not_taken_back(
    office: Client, konzept: Konzept, saetze: list[Abschnitt], felder: list[Handlungsfeld]
) -> None:
    published = make_ableitung(felder[0], abschnitt=saetze[0])
    publish(freeze("konzept", konzept, zweck="beschluss"))
    strange = make_ableitung(make_handlungsfeld(), abschnitt=saetze[0])
    pks = [published.pk, strange.pk]

    answer = office.post(reverse("v-konzept-zuruecknehmen", args=(konzept.pk,)), {"verbindung": pks}, follow=True)

    assert set(Ableitung.objects.all()) == {published, strange}
    assert "Diese Verbindungen sind schon entfernt" in one_line(answer.content.decode())
    assert list(verbinden.removable(konzept, pks)) == []


def test_themen_are_named_after_the_parts_of_the_leitbild(konzept: Konzept, saetze: list[Abschnitt]) -> None:
    thema = make_thema(titel="Wege")

    found = quellen.named(konzept, [f"thema-{thema.pk}", *keys(saetze)])

    assert [fund.schluessel for fund in found] == [*keys(saetze), f"thema-{thema.pk}"]


def test_only_what_is_used_nowhere_says_so(konzept: Konzept, saetze: list[Abschnitt]) -> None:
    make_ableitung(make_handlungsfeld(konzept=konzept), abschnitt=saetze[0])

    found = quellen.named(konzept, keys(saetze))

    assert [fund.verwendet for fund in found] == [True, False]
