"""What a Fachamt reports counts when the Stabsstelle lets it pass; until then nobody outside reads it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen.registry import definition
from bildungskommune.post.models import Mail
from bildungskommune.tracing.netz import netz
from bildungskommune.verfahren.aufgaben import waiting
from massnahmen import drucksachen, freigabe, progress
from massnahmen.models import Massnahme, Sachstand, Sachstandsfreigabe
from tests.dateien import content
from tests.factories import make_konto, make_massnahme, make_plan, make_sachstand, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import days_ago, make_indikator, make_meilenstein, today

pytestmark = pytest.mark.django_db

MARKE = "Ungeprüftes Wort Nr. 4711"
"""No page, file or print for the public may hold it."""


@pytest.fixture
def fachamt() -> Konto:
    return make_konto("fachamt", stelle=make_stelle(name="Amt für Bildung"), name="Frau Kern")


@pytest.fixture
def office() -> Konto:
    return make_konto(name="Herr Vogt")


@pytest.fixture
def massnahme(fachamt: Konto) -> Massnahme:
    found = make_massnahme(titel="Spätbus", federfuehrung=fachamt.stelle, status="in_umsetzung", oeffentlich=True)
    make_sachstand(found, stichtag=days_ago(30), text="Der Bus ist bestellt.")
    return found


def propose(massnahme: Massnahme, by: Konto, **fields: Any) -> Sachstand:
    said: dict[str, Any] = {
        "stichtag": today(),
        "status": "verzoegert",
        "text": MARKE,
        "hindernisse": f"{MARKE}: kein Fahrer.",
    }
    return progress.report(massnahme, **{**said, **fields}, by=by)


def logged_in(konto: Konto) -> Client:
    client = Client()
    client.force_login(konto)
    return client


def text(client: Client, address: str) -> str:
    return words(lxml.html.fromstring(client.get(address).content.decode()))


def test_proposal_changes_nothing_and_waits(massnahme: Massnahme, fachamt: Konto) -> None:
    sachstand = propose(massnahme, fachamt)

    massnahme.refresh_from_db()
    assert (massnahme.status, sachstand.braucht_freigabe) == ("in_umsetzung", True)
    assert [row.text for row in massnahme.sachstaende.newest()] == ["Der Bus ist bestellt."]
    assert list(massnahme.sachstaende.waiting()) == [sachstand]
    assert [one.ereignis for one in Eintrag.objects.about(massnahme)] == ["massnahme.vorgelegt"]


def public_page(massnahme: Massnahme) -> str:
    return Client().get(massnahme.get_absolute_url()).content.decode()


def at(name: str, **query: str) -> Callable[[Massnahme], str]:
    def read(massnahme: Massnahme) -> str:
        return Client().get(reverse(name), query).content.decode()

    return read


def steckbrief(massnahme: Massnahme) -> str:
    return str(drucksachen.steckbrief(massnahme.pk).inhalt)


def snapshot(massnahme: Massnahme) -> str:
    plan = make_plan()
    plan.massnahmen.add(massnahme)
    return str(definition("massnahmenplan").collect(plan))


def workbook(massnahme: Massnahme) -> str:
    return content(logged_in(make_konto()).get(reverse("v-massnahme-list"), {"als": "csv"})).decode()


def thread(massnahme: Massnahme) -> str:
    stand = netz([massnahme], "wohin").stand(massnahme)
    assert stand is not None
    return stand.grund


READERS: dict[str, Callable[[Massnahme], str]] = {
    "page of the measure": public_page,
    "list": at("massnahme-list"),
    "overview": at("umsetzung"),
    "search": at("suche", q="Ungeprüftes"),
    "start page": at("start"),
    "frozen plan": snapshot,
    "printed Steckbrief": steckbrief,
    "thread": thread,
    "export": workbook,
}


SAY_NO_WORDS = {"list", "search", "start page"}
"""They name the state of a measure, not the words of its report."""


@pytest.mark.parametrize("reader", READERS)
def test_unapproved_words_are_nowhere_outside_until_they_are_approved(
    massnahme: Massnahme, fachamt: Konto, office: Konto, reader: str
) -> None:
    sachstand = propose(massnahme, fachamt)

    before = READERS[reader](massnahme)
    freigabe.approve(sachstand, by=office)
    after = READERS[reader](massnahme)

    assert MARKE not in before
    assert (MARKE in after) == (reader not in SAY_NO_WORDS)


def test_returned_words_stay_inside(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    sachstand = propose(massnahme, fachamt)

    freigabe.give_back(sachstand, "Bitte mit Datum.", by=office)

    assert [name for name, read in READERS.items() if MARKE in read(massnahme)] == []
    massnahme.refresh_from_db()
    assert massnahme.status == "in_umsetzung"


def test_approval_brings_the_measure_into_its_state_with_milestones_and_values(
    massnahme: Massnahme, fachamt: Konto, office: Konto
) -> None:
    stone, indikator = make_meilenstein(massnahme), make_indikator(massnahme)
    sachstand = propose(massnahme, fachamt, stichtag=days_ago(2))
    moving, planned = make_meilenstein(massnahme, titel="Später"), today()
    said = progress.Nebenbei([stone], {indikator: Decimal(7)}, {moving: planned + timedelta(days=90)})
    progress.tell_besides(sachstand, said, by=fachamt)
    stone.refresh_from_db()
    moving.refresh_from_db()
    assert (stone.erreicht_am, moving.datum, indikator.werte.count()) == (None, planned, 0)

    freigabe.approve(sachstand, by=office)

    for row in (massnahme, stone, moving):
        row.refresh_from_db()
    assert (moving.datum, moving.geplant_war) == (planned + timedelta(days=90), planned)
    assert (massnahme.status, massnahme.status_grund) == ("verzoegert", f"{MARKE}: kein Fahrer.")
    assert stone.erreicht_am == days_ago(2)
    assert [(one.datum, one.wert) for one in indikator.werte.all()] == [(days_ago(2), Decimal(7))]
    assert (sachstand.freigabe.entschieden_von, massnahme.sachstaende.newest().first()) == (office, sachstand)


def test_fachamt_moves_a_milestone_in_its_report_and_the_public_reads_the_old_day_until_approval(
    massnahme: Massnahme, fachamt: Konto, office: Konto
) -> None:
    stone = make_meilenstein(massnahme, titel="Probebetrieb", datum=date(2031, 3, 1))
    data = {"stichtag": today().isoformat(), "status": "in_umsetzung", "text": "Es dauert länger."}
    path = reverse("v-sachstand-new", args=(massnahme.pk,))

    sent = logged_in(fachamt).post(path, {**data, "verschiebt": stone.pk, "neuer_tag": "2031-09-01"})

    public = words(lxml.html.fromstring(public_page(massnahme))).replace("\xa0", " ")
    waiting = text(logged_in(office), reverse("v-sachstand-list")).replace("\xa0", " ")
    assert sent.status_code == 302
    assert "1. März 2031" in public
    assert "1. September 2031" not in public
    assert "Meilenstein verschoben: Probebetrieb, neu 1. September 2031, bisher 1. März 2031" in waiting
    freigabe.approve(massnahme.sachstaende.waiting().get(), by=office)
    public = words(lxml.html.fromstring(public_page(massnahme))).replace("\xa0", " ")
    assert "1. September 2031 Probebetrieb geplant war der 1. März 2031" in public


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"verschiebt": True}, "neuer_tag"),
        ({"neuer_tag": "2031-09-01"}, "verschiebt"),
        ({"verschiebt": True, "neuer_tag": "2031-09-01", "erreicht": True}, "verschiebt"),
    ],
)
def test_half_a_move_is_refused_at_its_field(
    massnahme: Massnahme, fachamt: Konto, fields: dict[str, Any], wrong: str
) -> None:
    stone = make_meilenstein(massnahme)
    said = {name: stone.pk if value is True else value for name, value in fields.items()}
    data = {"stichtag": today().isoformat(), "status": "in_umsetzung", "text": "Es dauert länger."}

    answer = logged_in(fachamt).post(reverse("v-sachstand-new", args=(massnahme.pk,)), {**data, **said})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert massnahme.sachstaende.waiting().count() == 0


def test_what_moved_twice_keeps_the_day_that_was_planned_first(massnahme: Massnahme, office: Konto) -> None:
    stone = make_meilenstein(massnahme, datum=date(2031, 3, 1))

    for month in (6, 9):
        progress.shift(stone, auf=date(2031, month, 1), by=office)

    stone.refresh_from_db()
    assert (stone.geplant_war, stone.datum, stone.version) == (date(2031, 3, 1), date(2031, 9, 1), 3)


def test_report_of_the_office_counts_at_once(massnahme: Massnahme, office: Konto) -> None:
    sachstand = propose(massnahme, office, status="in_umsetzung")

    assert massnahme.sachstaende.newest().first() == sachstand
    with pytest.raises(freigabe.NothingToDecide):
        freigabe.approve(sachstand, by=office)


def test_one_decides_once(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    sachstand = propose(massnahme, fachamt)
    freigabe.give_back(sachstand, "Bitte mit Datum.", by=office)

    with pytest.raises(freigabe.AlreadyDecided, match="schon zurückgegeben worden"):
        freigabe.approve(sachstand, by=office)
    with pytest.raises(freigabe.AlreadyDecided):
        freigabe.give_back(sachstand, "Noch einmal.", by=office)

    assert Sachstandsfreigabe.objects.count() == 1


def test_overtaken_proposal_cannot_pass(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    sachstand = propose(massnahme, fachamt)
    propose(massnahme, office, status="in_umsetzung", text="Der Bus fährt.")

    with pytest.raises(freigabe.Overtaken, match="Inzwischen gilt ein neuerer Sachstand"):
        freigabe.approve(sachstand, by=office)

    massnahme.refresh_from_db()
    assert massnahme.status == "in_umsetzung"


def test_proposal_of_a_step_that_does_not_exist_is_refused_at_once(fachamt: Konto) -> None:
    massnahme = make_massnahme(status="vorschlag", federfuehrung=fachamt.stelle)

    with pytest.raises(progress.MoveRefused):
        propose(massnahme, fachamt, status="umgesetzt")

    assert Sachstand.objects.count() == 0


def test_decision_stays_in_the_database(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    freigabe.give_back(propose(massnahme, fachamt), "Bitte mit Datum.", by=office)

    with pytest.raises(DatabaseError, match="einmal entschieden"), transaction.atomic():
        Sachstandsfreigabe.objects.update(ergebnis="freigegeben")
    with pytest.raises(DatabaseError, match="einmal entschieden"), transaction.atomic():
        Sachstandsfreigabe.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError, match="nicht geändert"), transaction.atomic():
        Sachstand.objects.update(braucht_freigabe=False)


def test_fachamt_hears_of_it_by_mail_and_on_its_desk_until_it_writes_anew(
    massnahme: Massnahme, fachamt: Konto, office: Konto
) -> None:
    sachstand = propose(massnahme, fachamt)

    answer = logged_in(office).post(
        reverse("v-sachstand-zurueckgeben", args=(sachstand.pk,)), {"grund": "Bitte mit Datum."}, follow=True
    )

    assert "1 Person bekommt eine E-Mail." in answer.content.decode()
    mail = Mail.objects.get()
    assert (mail.an, "Bitte mit Datum." in mail.text) == (fachamt.email, True)
    link = f"/verwaltung/massnahmen/{massnahme.pk}/sachstand/?aus={sachstand.pk}"
    assert link in mail.text
    assert titles(fachamt) == ["Sachstände zu überarbeiten"]
    form = logged_in(fachamt).get(link).content.decode()
    assert [word in form for word in (MARKE, "Bitte mit Datum.", "liest zuerst die Stabsstelle")] == [True] * 3
    propose(massnahme, fachamt, text="Seit 1. März fehlt der Fahrer.")
    assert (titles(fachamt), titles(office)) == ([], ["Sachstände zu prüfen"])


def titles(konto: Konto) -> list[str]:
    return [task.titel for task in waiting(konto, timezone.now()) if task.titel.startswith("Sachstände")]


def test_return_goes_to_the_stelle_when_the_author_is_gone(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    sachstand = propose(massnahme, fachamt)
    Konto.objects.filter(pk=fachamt.pk).update(is_active=False)
    other = make_konto("fachamt", stelle=fachamt.stelle)

    sachstand = Sachstand.objects.get(pk=sachstand.pk)

    assert freigabe.give_back(sachstand, "Bitte mit Datum.", by=office) == 1
    assert Mail.objects.get().an == other.email


def test_return_without_a_word_is_refused(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    sachstand = propose(massnahme, fachamt)

    answer = logged_in(office).post(reverse("v-sachstand-zurueckgeben", args=(sachstand.pk,)), {"grund": " "})

    assert (answer.status_code, Sachstandsfreigabe.objects.count()) == (422, 0)
    with pytest.raises(DatabaseError, match="sachstandsfreigabe_zurueck_mit_grund"), transaction.atomic():
        Sachstandsfreigabe.objects.create(sachstand=sachstand, ergebnis="zurueckgegeben")


def test_office_approves_with_one_click_from_list_or_measure(
    massnahme: Massnahme, fachamt: Konto, office: Konto
) -> None:
    sachstand = propose(massnahme, fachamt)
    make_meilenstein(massnahme, titel="Start")
    desk, liste = logged_in(office), reverse("v-sachstand-list")
    assert MARKE in text(desk, liste)
    assert "bisher in Umsetzung" in text(desk, liste)
    page = text(desk, reverse("v-massnahme", args=(massnahme.pk,)))
    assert "Wartet auf Freigabe" in page

    answer = desk.post(reverse("v-sachstand-freigeben", args=(sachstand.pk,)), {"zurueck": "liste"}, follow=True)

    assert answer.redirect_chain == [(liste, 302)]
    assert "Der Sachstand zu „Spätbus“ ist freigegeben." in answer.content.decode()
    assert "Kein Sachstand wartet auf Sie." in text(desk, liste)
    again = desk.post(reverse("v-sachstand-freigeben", args=(sachstand.pk,)), {"zurueck": "massnahme"}, follow=True)
    assert again.redirect_chain == [(reverse("v-massnahme", args=(massnahme.pk,)), 302)]
    assert "schon freigegeben worden" in again.content.decode()


def test_fachamt_and_leitung_decide_nothing(massnahme: Massnahme, fachamt: Konto) -> None:
    sachstand = propose(massnahme, fachamt)
    foreign = make_konto("fachamt", stelle=make_stelle())
    ways = [reverse(f"v-sachstand-{name}", args=(sachstand.pk,)) for name in ("freigeben", "zurueckgeben")]

    answers = {
        konto.rolle + str(konto.stelle == fachamt.stelle): [
            logged_in(konto).post(way, {"grund": "x"}).status_code for way in ways
        ]
        for konto in (fachamt, foreign, make_konto("leitung"))
    }

    assert answers == {"fachamtTrue": [403, 403], "fachamtFalse": [404, 404], "leitungFalse": [403, 403]}
    assert Sachstandsfreigabe.objects.count() == 0


def test_measure_that_waits_is_not_asked_for_again(massnahme: Massnahme, fachamt: Konto) -> None:
    client = logged_in(make_konto())
    liste = reverse("v-massnahme-list")
    old = make_massnahme(titel="Bücherbus", status="in_umsetzung", federfuehrung=fachamt.stelle)
    assert "Bücherbus" in text(client, f"{liste}?offen=sachstand")

    propose(old, fachamt)

    assert "Bücherbus" not in text(client, f"{liste}?offen=sachstand")
    assert "Bücherbus" in text(client, f"{liste}?offen=freigabe")


def test_list_of_what_waits_asks_as_often_for_one_and_thirty(
    massnahme: Massnahme, fachamt: Konto, office: Konto
) -> None:
    client = logged_in(office)

    def statements(more: int) -> int:
        for _ in range(more):
            one = make_massnahme(federfuehrung=fachamt.stelle, status="in_umsetzung")
            sachstand = propose(one, fachamt)
            said = progress.Nebenbei([make_meilenstein(one)], {make_indikator(one): Decimal(1)})
            progress.tell_besides(sachstand, said, by=fachamt)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("v-sachstand-list")).status_code == 200
        return len(captured)

    assert statements(1) == statements(15)


def correct(sachstand: Sachstand, by: Konto, **fields: Any) -> Sachstand:
    said: dict[str, Any] = {"status": "in_umsetzung", "text": "Der Bus ist noch nicht bestellt."}
    return progress.report(
        sachstand.massnahme,
        **{**said, **fields},
        stichtag=sachstand.stichtag,
        berichtigt=sachstand,
        by=by,
    )


def test_correction_takes_the_place_and_the_earlier_words_are_folded_below(massnahme: Massnahme, office: Konto) -> None:
    earlier = massnahme.sachstaende.get()

    correction = correct(earlier, office)

    assert list(massnahme.sachstaende.newest()) == [correction]
    page = lxml.html.fromstring(public_page(massnahme))
    shown = page.cssselect(".stand")[0]
    assert words(shown.cssselect(".stand__text")[0]) == "Der Bus ist noch nicht bestellt."
    assert "Berichtigung vom" in words(shown)
    assert "Der Bus ist bestellt." in words(shown.cssselect("details")[0])


def test_correction_of_a_correction_keeps_both_earlier_words(massnahme: Massnahme, office: Konto) -> None:
    second = correct(massnahme.sachstaende.get(), office, text="Zweites Wort.")

    correct(second, office, text="Drittes Wort.")

    page = lxml.html.fromstring(public_page(massnahme))
    shown = page.cssselect(".stand")[0]
    assert [words(part.cssselect(".stand__text")[0]) for part in shown.cssselect("details")] == [
        "Zweites Wort.",
        "Der Bus ist bestellt.",
    ]


def test_correction_of_a_fachamt_waits_as_a_report_does(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    earlier = massnahme.sachstaende.get()

    correction = correct(earlier, fachamt, text=MARKE, status="umgesetzt")

    assert MARKE not in public_page(massnahme)
    assert list(massnahme.sachstaende.newest()) == [earlier]
    freigabe.approve(correction, by=office)
    massnahme.refresh_from_db()
    assert (list(massnahme.sachstaende.newest()), massnahme.status) == ([correction], "umgesetzt")


def test_correction_of_an_older_report_leaves_the_state(massnahme: Massnahme, office: Konto) -> None:
    earlier = massnahme.sachstaende.get()
    newest = make_sachstand(massnahme, text="Der Bus fährt.")

    correct(earlier, office, status="verzoegert", hindernisse="Es fehlte Geld.")

    massnahme.refresh_from_db()
    assert massnahme.status == "in_umsetzung"
    assert massnahme.sachstaende.newest().first() == newest


def test_what_was_corrected_is_not_corrected_twice(massnahme: Massnahme, fachamt: Konto, office: Konto) -> None:
    earlier = massnahme.sachstaende.get()
    proposal = correct(earlier, fachamt)
    correct(earlier, office)

    with pytest.raises(progress.AlreadyCorrected):
        correct(earlier, office)
    with pytest.raises(progress.AlreadyCorrected):
        freigabe.approve(proposal, by=office)


def test_database_refuses_a_correction_of_another_measure_or_day(massnahme: Massnahme) -> None:
    earlier = massnahme.sachstaende.get()

    for wrong in ({"massnahme": make_massnahme(), "stichtag": earlier.stichtag}, {"massnahme": massnahme}):
        with pytest.raises(DatabaseError, match="gehört zur selben Maßnahme"), transaction.atomic():
            make_sachstand(**wrong, berichtigt=earlier)


def test_form_of_a_correction_begins_with_the_words_and_keeps_the_day(massnahme: Massnahme, office: Konto) -> None:
    earlier, client = massnahme.sachstaende.get(), logged_in(office)
    address = reverse("v-sachstand-berichtigen", args=(earlier.pk,))
    assert address in client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()
    form = client.get(address).content.decode()
    assert ["Der Bus ist bestellt." in form, 'name="stichtag"' in form] == [True, False]

    answer = client.post(address, {"status": "in_umsetzung", "text": "Richtig."})

    assert answer.status_code == 302
    assert [(row.text, row.stichtag) for row in massnahme.sachstaende.newest()] == [("Richtig.", earlier.stichtag)]
    again = client.post(address, {"status": "in_umsetzung", "text": "Noch einmal."})
    assert (again.status_code, "gilt inzwischen ein anderer Sachstand" in again.content.decode()) == (422, True)


def test_form_for_an_older_report_asks_where_the_measure_stood_then(massnahme: Massnahme, office: Konto) -> None:
    earlier, client = massnahme.sachstaende.get(), logged_in(office)
    make_sachstand(massnahme, text="Der Bus fährt.")
    address = reverse("v-sachstand-berichtigen", args=(earlier.pk,))

    answer = client.post(address, {"status": "vorgesehen", "text": "Erst geplant."})

    assert "Wo stand die Maßnahme damals?" in client.get(address).content.decode() or answer.status_code == 302
    massnahme.refresh_from_db()
    assert massnahme.status == "in_umsetzung"
    assert [row.status for row in massnahme.sachstaende.newest()] == ["in_umsetzung", "vorgesehen"]
