"""The state of a Fassung follows from its Beratungen, and what is published is what was adopted."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.beteiligung import beschluss
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.lifecycle import MoveRefused
from leitbild.models import Leitbild
from tests.factories import make_beratung, make_gremium, make_leitbild, make_vorlage, make_workshop
from tests.kernel.bauen import KEY, make_fassung
from tests.veroeffentlichen import decided

pytestmark = pytest.mark.django_db


def status_of(fassung: Fassung) -> str:
    return Fassung.objects.only("status").get(pk=fassung.pk).status


def entered(vorlage: Vorlage, ergebnis: str = "", rolle: str = "entscheidung", day: int = 1) -> Beratung:
    beratung = Beratung(
        vorlage=vorlage, gremium=make_gremium(), rolle=rolle, datum=date(2026, 3, day), ergebnis=ergebnis
    )
    beschluss.enter(beratung, by=None)
    return beratung


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("entscheidung", "")], "beratung"),
        ([("vorberatung", "ungeaendert")], "beratung"),
        ([("vorberatung", "abgelehnt")], "beratung"),
        ([("vorberatung", "zurueck")], "zurueck"),
        ([("vorberatung", "zurueck"), ("vorberatung", "")], "beratung"),
        ([("entscheidung", "vertagt")], "beratung"),
        ([("entscheidung", "ungeaendert")], "beschlossen"),
        ([("entscheidung", "geaendert")], "geaendert"),
        ([("entscheidung", "abgelehnt")], "abgelehnt"),
        ([("entscheidung", "zurueck")], "zurueck"),
        ([("entscheidung", "abgelehnt"), ("entscheidung", "ungeaendert")], "beschlossen"),
        ([("entscheidung", "vertagt"), ("entscheidung", "geaendert")], "geaendert"),
        ([("entscheidung", "ungeaendert"), ("information", "kenntnis")], "beschlossen"),
    ],
)
def test_state_follows_from_what_the_committees_said(said: list[tuple[str, str]], status: str) -> None:
    fassung = make_fassung(zweck="vorlage")
    vorlage = make_vorlage(fassung=fassung)

    for day, (rolle, ergebnis) in enumerate(said, start=1):
        entered(vorlage, ergebnis, rolle, day)

    assert status_of(fassung) == status


def test_result_that_was_wrong_is_corrected_and_taken_away() -> None:
    fassung = make_fassung(zweck="vorlage")
    beratung = entered(make_vorlage(fassung=fassung), "abgelehnt")

    beratung.ergebnis = "ungeaendert"
    beschluss.correct(beratung, ["ergebnis"], version=beratung.version, by=None)
    corrected = status_of(fassung)
    beschluss.remove(beratung, by=None)

    assert [corrected, status_of(fassung)] == ["beschlossen", "entwurf"]


def test_paper_for_information_decides_nothing() -> None:
    fassung = make_fassung(zweck="vorlage")

    entered(make_vorlage(fassung=fassung, art="information"), "kenntnis", "information")

    assert status_of(fassung) == "entwurf"


def test_documentation_attached_to_a_paper_is_not_decided_on() -> None:
    fassung = rules.freeze("dokumentation", make_workshop())

    entered(make_vorlage(fassung=fassung), "abgelehnt")

    assert status_of(fassung) == "entwurf"


def test_paper_carries_several_texts_and_decides_on_each() -> None:
    first, second = make_fassung(zweck="vorlage"), make_fassung(zweck="vorlage")
    vorlage = make_vorlage(fassung=first)
    vorlage.fassungen.add(second)

    entered(vorlage, "ungeaendert")

    assert [status_of(first), status_of(second)] == ["beschlossen", "beschlossen"]


@pytest.mark.parametrize("ergebnis", ["abgelehnt", "geaendert", "zurueck", "vertagt"])
def test_text_that_was_not_adopted_cannot_be_published(ergebnis: str) -> None:
    fassung = make_fassung(zweck="vorlage")
    decided(fassung, ergebnis)

    with pytest.raises(MoveRefused):
        rules.publish(fassung, ohne_beschluss="Trotzdem.")

    assert not Fassung.objects.public().exists()


def test_text_that_nobody_debated_is_published_with_a_reason_only() -> None:
    fassung = make_fassung()
    with pytest.raises(rules.NotAdopted, match="noch kein Gremium beschlossen"):
        rules.publish(fassung)

    rules.publish(fassung, ohne_beschluss="Die Landrätin hat entschieden.")

    assert blatt(fassung).stand_wort.endswith(", ohne Beschluss")


def test_text_without_a_decision_does_not_replace_an_adopted_one() -> None:
    leitbild = make_leitbild()
    adopted, draft = rules.freeze(KEY, leitbild, zweck="vorlage"), rules.freeze(KEY, leitbild)
    decided(adopted)
    rules.publish(adopted)

    with pytest.raises(rules.NotAdopted, match="Fassung 1“, wie beschlossen"):
        rules.publish(draft, ohne_beschluss="Nur eine Kleinigkeit.")

    assert [status_of(adopted), status_of(draft)] == ["veroeffentlicht", "entwurf"]


def test_page_offers_no_publishing_where_an_adopted_text_holds(office: Client) -> None:
    leitbild = make_leitbild()
    adopted, draft = rules.freeze(KEY, leitbild, zweck="vorlage"), rules.freeze(KEY, leitbild)
    decided(adopted)
    rules.publish(adopted)
    url = reverse("v-fassung-publish", args=(draft.pk,))

    page = office.get(url).content.decode()
    refused = office.post(url, {"ohne_beschluss": "Eilt."})

    assert ["wie beschlossen" in page, "Fassung 2 veröffentlichen</" in page, refused.status_code] == [True, False, 422]
    assert status_of(draft) == "entwurf"


def test_state_holds_from_the_day_the_committee_met() -> None:
    fassung = make_fassung(zweck="vorlage")

    entered(make_vorlage(fassung=fassung), "ungeaendert", day=4)

    fassung.refresh_from_db()
    assert timezone.localdate(fassung.status_seit) == date(2026, 3, 4)
    assert "1. März 2026" not in fassung.status_grund.replace("\N{NO-BREAK SPACE}", " ")
    assert "4. März 2026: ungeändert beschlossen" in fassung.status_grund.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_adopted_says_so() -> None:
    fassung = make_fassung(zweck="vorlage")
    before = fassung.bezeichnung

    decided(fassung)

    assert [before, fassung.bezeichnung] == ["Beschlussvorlage", "Beschlussfassung"]


def test_decision_that_changed_the_text_adopts_the_amended_one() -> None:
    fassung = make_fassung(zweck="vorlage")
    beratung = decided(fassung, "geaendert")
    Leitbild.objects.filter(pk=fassung.objekt_id).update(vorspann="Mit Änderung")

    adopted = beschluss.freeze_adopted(fassung, stichtag=date(2026, 3, 2), by=None)

    assert [adopted.nummer, adopted.zweck, adopted.status] == [2, "beschluss", "beschlossen"]
    assert adopted.snapshot["vorspann"] == "Mit Änderung"
    assert [adopted.beschluss_zu, list(beratung.beschlussfassungen.all())] == [fassung, [adopted]]
    assert blatt(adopted).entscheidung[1] == "geändert beschlossen"


def test_decision_has_one_amended_text() -> None:
    fassung = make_fassung(zweck="vorlage")
    decided(fassung, "geaendert")
    beschluss.freeze_adopted(fassung, stichtag=date(2026, 3, 2), by=None)

    with pytest.raises(beschluss.NichtGeaendert):
        beschluss.freeze_adopted(fassung, stichtag=date(2026, 3, 2), by=None)

    assert Fassung.objects.count() == 2


def test_amended_text_needs_a_decision_that_changed_it() -> None:
    fassung = make_fassung(zweck="vorlage")
    decided(fassung)

    with pytest.raises(beschluss.NichtGeaendert):
        beschluss.freeze_adopted(fassung, stichtag=date(2026, 3, 2), by=None)


def test_amended_text_is_not_adopted_any_more_when_the_decision_is_corrected() -> None:
    fassung = make_fassung(zweck="vorlage")
    beratung = decided(fassung, "geaendert")
    adopted = beschluss.freeze_adopted(fassung, stichtag=date(2026, 3, 2), by=None)

    beratung.ergebnis = "abgelehnt"
    beschluss.correct(beratung, ["ergebnis"], version=beratung.version, by=None)

    assert [status_of(fassung), status_of(adopted)] == ["abgelehnt", "entwurf"]


def test_result_against_a_published_text_is_refused_in_the_form(office: Client) -> None:
    fassung = make_fassung(zweck="vorlage")
    beratung = decided(fassung)
    rules.publish(fassung)
    data = {"gremium": beratung.gremium_id, "rolle": "entscheidung", "datum": str(beratung.datum)}

    page = office.post(
        reverse("v-beratung-edit", args=(beratung.pk,)), data | {"ergebnis": "abgelehnt", "auflagen": "Getippt"}
    )

    beratung.refresh_from_db()
    assert [page.status_code, beratung.ergebnis, status_of(fassung)] == [422, "ungeaendert", "veroeffentlicht"]
    assert "Bitte ziehen Sie die Fassung zuerst" in page.content.decode()
    assert "Getippt" in page.content.decode()


def test_committee_behind_closed_doors_is_told_nowhere(client: Client) -> None:
    fassung = make_fassung(zweck="vorlage")
    decided(fassung)
    make_beratung(
        vorlage=fassung.vorlagen.get(),
        gremium=make_gremium(name="Geheimer Ausschuss"),
        ergebnis="ungeaendert",
        nichtoeffentlich=True,
    )
    rules.publish(fassung)

    pages = [client.get(url).content.decode() for url in ("/", "/chronik/", f"/leitbild/{fassung.dokument}/fassung/1/")]

    assert ["Geheimer Ausschuss" in page for page in pages] == [False] * 3


def test_office_walks_from_the_changed_decision_to_the_published_text(office: Client) -> None:
    fassung = make_fassung(zweck="vorlage")
    office.post(
        reverse("v-vorlage-new"),
        {"nummer": "1/2026", "art": "beschluss", "betreff": "Leitbild", "fassungen": [fassung.pk]},
    )
    vorlage = Vorlage.objects.get()
    gremium = make_gremium(name="Kreistag")
    office.post(
        reverse("v-beratung-new", args=(vorlage.pk,)),
        {"gremium": gremium.pk, "rolle": "entscheidung", "datum": "2026-04-02", "ergebnis": "geaendert"},
    )
    desk = office.get(reverse("v-fassung", args=(fassung.pk,))).content.decode()
    new = reverse("v-beschlussfassung-new", args=(fassung.pk,))
    refused = office.post(new, {"stichtag": "2026-04-02"})
    office.post(new, {"stichtag": "2026-04-02", "eingearbeitet": "on"})
    adopted = Fassung.objects.get(nummer=2)
    office.post(reverse("v-fassung-publish", args=(adopted.pk,)))

    assert new in desk
    assert refused.status_code == 422
    client = Client()
    page = client.get("/leitbild/").content.decode()
    assert "Fassung 2, Beschlussfassung" in page
    assert "geändert beschlossen" in page
    assert client.get(f"/leitbild/{fassung.dokument}/fassung/1/").status_code == 404
