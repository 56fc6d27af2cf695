from datetime import timedelta
from decimal import Decimal

import lxml.html
import pytest
from django.db import DatabaseError, transaction

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from massnahmen import progress
from massnahmen.models import Indikatorwert, Sachstand
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import days_ago, make_indikator, make_meilenstein, today

pytestmark = pytest.mark.django_db


def test_report_moves_the_measure_and_stays_with_its_day():
    massnahme, konto = make_massnahme(status="in_umsetzung"), make_konto()

    sachstand = progress.report(
        massnahme,
        stichtag=days_ago(2),
        status="verzoegert",
        text="Kein Angebot.",
        hindernisse="Zu wenig Bieter.",
        by=konto,
    )

    massnahme.refresh_from_db()
    assert (massnahme.status, massnahme.status_grund) == ("verzoegert", "Zu wenig Bieter.")
    assert (sachstand.stichtag, sachstand.status, sachstand.erfasst_von) == (days_ago(2), "verzoegert", konto)
    found = Eintrag.objects.about(massnahme).order_by("pk").values_list("ereignis", flat=True)
    assert list(found) == ["massnahme.status", "massnahme.sachstand"]


def test_report_keeps_the_state_when_nothing_changed():
    massnahme = make_massnahme(status="in_umsetzung")
    before = massnahme.status_seit

    progress.report(massnahme, stichtag=today(), status="in_umsetzung", text="Läuft.", by=None)

    massnahme.refresh_from_db()
    assert (massnahme.status, massnahme.status_seit) == ("in_umsetzung", before)
    assert Sachstand.objects.get().erfasst_von is None


def test_report_that_says_no_state_leaves_the_measure_where_it_is(client):
    massnahme = make_massnahme(status="verzoegert", oeffentlich=True)
    before = massnahme.status_seit

    sachstand = progress.report(massnahme, stichtag=today(), status="", text="Der Bus ist bestellt.", by=None)

    massnahme.refresh_from_db()
    assert (massnahme.status, massnahme.status_seit, sachstand.status) == ("verzoegert", before, "")
    page = words(lxml.html.fromstring(client.get(massnahme.get_absolute_url()).content.decode()))
    assert "Verzögert Der Bus ist bestellt." in page
    assert sachstand.faden_stand == ("verzögert", "warten")


def test_report_of_tomorrow_is_refused():
    massnahme = make_massnahme()

    with pytest.raises(progress.ReportInFuture, match="liegt in der Zukunft"):
        progress.report(massnahme, stichtag=today() + timedelta(days=1), status="in_umsetzung", text="x", by=None)

    assert Sachstand.objects.count() == 0


def test_report_older_than_the_newest_is_refused():
    massnahme = make_massnahme()
    make_sachstand(massnahme, stichtag=days_ago(5))

    with pytest.raises(progress.ReportOutdated, match="einen späteren Tag"):
        progress.report(massnahme, stichtag=days_ago(6), status="in_umsetzung", text="x", by=None)


def test_correction_of_the_same_day_is_taken_and_is_the_newest():
    massnahme = make_massnahme()
    make_sachstand(massnahme, stichtag=days_ago(5), text="Falsch.")

    progress.report(massnahme, stichtag=days_ago(5), status="in_umsetzung", text="Richtig.", by=None)

    assert [row.text for row in massnahme.sachstaende.newest()] == ["Richtig.", "Falsch."]


@pytest.mark.parametrize("status", ["verzoegert", "zurueckgestellt", "verworfen"])
def test_delay_without_reason_is_refused_and_leaves_the_measure(status):
    massnahme = make_massnahme(status="in_umsetzung")

    with pytest.raises(progress.ReasonMissing):
        progress.report(massnahme, stichtag=today(), status=status, text="x", hindernisse="  ", by=None)

    massnahme.refresh_from_db()
    assert massnahme.status == "in_umsetzung"


def test_lasting_delay_needs_its_reason_again():
    massnahme = make_massnahme(status="verzoegert")

    with pytest.raises(progress.ReasonMissing):
        progress.report(massnahme, stichtag=today(), status="verzoegert", text="Noch immer.", by=None)


def test_step_that_does_not_exist_is_refused_with_both_words():
    massnahme = make_massnahme(status="vorschlag")

    with pytest.raises(progress.MoveRefused, match="Von „Vorschlag“ führt kein Schritt zu „umgesetzt“"):
        progress.report(massnahme, stichtag=today(), status="umgesetzt", text="x", by=None)

    assert Sachstand.objects.count() == 0


def test_report_sees_the_state_another_person_set_meanwhile():
    massnahme = make_massnahme(status="in_umsetzung")
    type(massnahme).objects.filter(pk=massnahme.pk).update(status="umgesetzt")

    with pytest.raises(progress.MoveRefused):
        progress.report(massnahme, stichtag=today(), status="verzoegert", text="x", hindernisse="y", by=None)


def test_sachstand_is_append_only_in_the_database():
    row = make_sachstand(make_massnahme())

    with pytest.raises(DatabaseError), transaction.atomic():
        Sachstand.objects.filter(pk=row.pk).update(text="Anders.")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_note_reaches_milestones_and_replaces_the_value_of_the_day():
    massnahme = make_massnahme()
    stone, indikator = make_meilenstein(massnahme), make_indikator(massnahme)

    progress.note(massnahme, progress.Nebenbei([stone], {indikator: Decimal(7)}), am=days_ago(1), by=None)
    progress.note(massnahme, progress.Nebenbei(werte={indikator: Decimal(8)}), am=days_ago(1), by=None)

    stone.refresh_from_db()
    assert stone.erreicht_am == days_ago(1)
    assert [(row.datum, row.wert) for row in Indikatorwert.objects.all()] == [(days_ago(1), Decimal(8))]


def test_milestone_cannot_be_reached_tomorrow():
    stone = make_meilenstein(make_massnahme())

    with pytest.raises(progress.ReportInFuture):
        progress.reach(stone, am=today() + timedelta(days=1), by=None)


def test_reminder_goes_once_a_day_to_the_fachamt_in_the_lead():
    stelle = make_stelle()
    konto = make_konto("fachamt", stelle=stelle)
    make_konto("leitung", stelle=stelle)
    make_konto("fachamt", stelle=stelle, is_active=False)
    massnahme = make_massnahme(federfuehrung=stelle)

    progress.remind(massnahme, by=None)
    anzahl = progress.remind(massnahme, by=None)

    mail = Mail.objects.get()
    assert (anzahl, mail.an) == (1, konto.email)
    assert f"/verwaltung/massnahmen/{massnahme.pk}/sachstand/" in mail.text
    assert massnahme.titel in mail.text


@pytest.mark.parametrize("leading", [True, False])
def test_reminder_without_anybody_to_ask_is_refused(leading):
    massnahme = make_massnahme(federfuehrung=make_stelle() if leading else None)

    with pytest.raises(progress.NobodyToRemind, match="kein Konto"):
        progress.remind(massnahme, by=None)
