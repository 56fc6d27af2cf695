"""The writing desk of an Abschnitt: outline, preview, and many sources linked at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.models import Geloescht
from leitbild import desk
from leitbild.models import Abschnitt, Herleitung
from tests.factories import (
    make_abfrage,
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line
from workshops.models import Punktstand, Reihe

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def reihe() -> Reihe:
    return make_reihe()


@pytest.fixture
def satz(reihe: Reihe) -> Abschnitt:
    return make_abschnitt(leitbild=make_leitbild(reihe=reihe), nr="1", titel="Kein Weg ist zu weit.")


def edit_url(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))


def picker(abschnitt: Abschnitt) -> str:
    return reverse("v-herleitung-new", args=(abschnitt.pk,))


def rows(office: Client, satz: Abschnitt, **query: str | int) -> list[str]:
    page: Any = office.get(picker(satz), query)
    return [getattr(row, "titel", "") or row.text for row in page.context["seite"]]


def test_outline_marks_what_has_no_source(satz: Abschnitt) -> None:
    below = make_abschnitt(leitbild=satz.leitbild, uebergeordnet=satz)
    make_herleitung(below, thema=make_thema())
    make_abschnitt(leitbild=satz.leitbild, art="vorwort")

    found = [(line.ebene, line.ohne_quelle) for line in desk.outline(satz.leitbild)]

    assert found == [(1, True), (2, False), (1, False)]


def test_preview_shows_what_was_typed_and_stores_nothing(office: Client, satz: Abschnitt) -> None:
    form = Formular(office, edit_url(satz)).type(text="Ein **fetter** Satz.", vorschau="1")

    answer = form.send()

    assert answer.status_code == 200
    assert "<p>Ein <strong>fetter</strong> Satz.</p>" in answer.content.decode()
    assert form.value("text") == "Ein **fetter** Satz."
    assert Abschnitt.objects.get(pk=satz.pk).text == satz.text


def test_preview_of_what_cannot_be_stored_says_so(office: Client, satz: Abschnitt) -> None:
    answer = Formular(office, edit_url(satz)).type(titel="", text="*Neu*", vorschau="1").send()

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["titel"])
    assert "<em>Neu</em>" in answer.content.decode()


def test_script_gets_the_preview_alone(office: Client, satz: Abschnitt) -> None:
    answer = office.post(
        reverse("v-abschnitt-vorschau", args=(satz.pk,)),
        {"titel": "Neu", "text": "| A |\n|---|\n| <b> |", "art": "leitsatz"},
    )

    page = answer.content.decode()
    assert page.lstrip().startswith("<div")
    assert ("<td>&lt;b&gt;</td>" in page, "<b>" in page) == (True, False)


def test_one_reason_for_all_and_one_of_its_own(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    first, second, third = (make_thema(reihe=reihe) for _ in range(3))
    chosen = [f"thema-{one.pk}" for one in (first, second, third)]

    answer: Any = office.post(
        picker(satz),
        {"quelle": chosen, "fuer": satz.pk, "begruendung": "Alle drei.", f"grund-thema-{second.pk}": "Nur dieses."},
    )

    assert answer.url == f"{edit_url(satz)}#quellen"
    assert dict(Herleitung.objects.values_list("thema", "begruendung")) == {
        first.pk: "Alle drei.",
        second.pk: "Nur dieses.",
        third.pk: "Alle drei.",
    }


def test_a_reason_at_each_needs_none_for_all(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    thema, beitrag = make_thema(reihe=reihe), make_beitrag(reihe=reihe)

    both = [
        office.post(f"{picker(satz)}?art={art}", {"quelle": key, "fuer": satz.pk, f"grund-{key}": "Weil."})
        for art, key in (("thema", f"thema-{thema.pk}"), ("beitrag", f"beitrag-{beitrag.pk}"))
    ]

    assert [answer.status_code for answer in both] == [302, 302]


def test_one_without_a_reason_keeps_all_that_was_typed(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    first, second = make_thema(reihe=reihe), make_thema(reihe=reihe)
    chosen = [f"thema-{one.pk}" for one in (first, second)]

    answer: Any = office.post(picker(satz), {"quelle": chosen, "fuer": satz.pk, f"grund-{chosen[0]}": "Nur hier."})

    form = answer.context["wahl"].form
    assert (answer.status_code, list(form.errors)) == (422, ["begruendung"])
    assert [(line.gewaehlt, line.grund.value()) for line in form.zeilen()] == [(True, "Nur hier."), (True, None)]
    assert not Herleitung.objects.exists()


def test_filter_finds_what_is_used_nowhere(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    here, there, free = (make_thema(reihe=reihe, titel=titel) for titel in ("Hier", "Im Konzept", "Nirgends"))
    make_herleitung(make_abschnitt(), thema=here)
    make_ableitung(make_handlungsfeld(), thema=there)
    cards = [make_beitrag(reihe=reihe, text=text) for text in ("Beim Thema", "Selbst", "Ohne alles")]
    make_zuordnung(here, cards[0])
    make_herleitung(make_abschnitt(), beitrag=cards[1])
    make_zuordnung(free, cards[2])

    assert rows(office, satz, art="thema", frei="on") == ["Nirgends"]
    assert rows(office, satz, art="beitrag", frei="on") == ["Ohne alles"]


def test_filters_narrow_by_workshop_phase_thema_and_dots(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    workshop = make_workshop(reihe=reihe)
    thema, other = make_thema(workshop=workshop, titel="Wege"), make_thema(reihe=reihe, titel="Orte")
    card = make_beitrag(reihe=reihe, text="Der Bus fehlt.", phase="kritik")
    make_beitrag(reihe=reihe, text="Anderes", phase="phantasie")
    make_zuordnung(thema, card)

    assert rows(office, satz, art="beitrag", phase="kritik") == ["Der Bus fehlt."]
    assert rows(office, satz, art="thema", phase="kritik") == ["Wege"]
    assert rows(office, satz, art="beitrag", thema=thema.pk) == ["Der Bus fehlt."]
    assert rows(office, satz, art="beitrag", thema=other.pk) == []
    assert rows(office, satz, art="thema", punkte=1) == []
    Punktstand.objects.create(abfrage=make_abfrage(workshop=workshop), thema=thema, punkte=3)
    assert rows(office, satz, art="thema", punkte=3) == ["Wege"]
    assert rows(office, satz, art="beitrag", punkte=3) == ["Der Bus fehlt."]
    assert rows(office, satz, art="beitrag", punkte=4) == []
    assert len(rows(office, satz, art="thema", punkte="viele", workshop="x")) == 2


def test_removed_source_comes_back_by_one_click(office: Client, satz: Abschnitt) -> None:
    link = make_herleitung(satz, thema=make_thema(), begruendung="Weil.")

    gone: Any = office.post(reverse("v-herleitung-loeschen", args=(link.pk,)))
    offered = "Rückgängig" in one_line(office.get(edit_url(satz)).content.decode())
    back: Any = office.post(reverse("v-abschnitt-quelle-zurueck", args=(satz.pk,)))

    assert (gone.url, back.url, offered) == (f"{edit_url(satz)}#quellen", f"{edit_url(satz)}#quellen", True)
    assert [one.begruendung for one in satz.herleitungen.all()] == ["Weil."]
    assert not Geloescht.objects.exists()
    assert office.post(reverse("v-abschnitt-quelle-zurueck", args=(satz.pk,))).status_code == 302


@pytest.mark.parametrize("art", ["thema", "beitrag"])
def test_desk_and_picker_need_the_same_queries_for_one_and_twenty(office: Client, art: str) -> None:
    def fill(anzahl: int) -> Abschnitt:
        reihe = make_reihe()
        satz = make_abschnitt(leitbild=make_leitbild(reihe=reihe))
        for _ in range(anzahl):
            make_zuordnung(make_thema(reihe=reihe), make_beitrag(reihe=reihe))
            make_herleitung(make_abschnitt(leitbild=satz.leitbild), thema=make_thema(reihe=reihe))
            make_herleitung(satz, thema=make_thema(reihe=reihe))
        return satz

    small, large = fill(1), fill(20)
    for address in (edit_url, picker):
        office.get(address(small), {"art": art})
        counts = [_count(office, address(one), art) for one in (small, large)]
        assert counts[0] == counts[1]


def _count(office: Client, address: str, art: str) -> int:
    return queries(lambda: office.get(address, {"art": art}))


def test_a_source_may_go_to_another_abschnitt_but_not_twice(office: Client, reihe: Reihe, satz: Abschnitt) -> None:
    thema = make_thema(reihe=reihe, titel="Wege")
    other, foreign = make_abschnitt(leitbild=satz.leitbild, nr="2", titel="Jede zählt."), make_abschnitt()
    sent = {"quelle": f"thema-{thema.pk}", "begruendung": "Weil."}

    answers = [office.post(picker(satz), sent | {"fuer": pk}) for pk in (foreign.pk, other.pk, other.pk, satz.pk)]

    assert [answer.status_code for answer in answers] == [422, 302, 422, 302]
    assert "Dort schon als Quelle eingetragen, bitte nehmen Sie das Häkchen weg: Thema „Wege“" in one_line(
        answers[2].content.decode()
    )
    assert set(Herleitung.objects.values_list("abschnitt", "thema")) == {(other.pk, thema.pk), (satz.pk, thema.pk)}
