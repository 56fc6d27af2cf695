"""Whose desk shows which measures."""

from datetime import timedelta

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from massnahmen import progress
from massnahmen.models import Massnahme
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago, make_meilenstein

pytestmark = pytest.mark.django_db

LATE, MONEY = "Was sich verzögert, und warum", "Geld"
ASKED, OWN, PROCESS = "Worum Sie gebeten wurden", "Ihre Maßnahmen", "Das Verfahren auf einen Blick"


def desk(client: Client, konto: Konto) -> dict[str, str]:
    """Return the parts of the desk in its main column: title and words."""
    client.force_login(konto)
    page = lxml.html.fromstring(client.get(reverse("pult")).content)
    found = {}
    for part in page.cssselect(".vseite__haupt .pult__block"):
        title = part.cssselect("h2")[0].text_content().strip()
        found[title] = " ".join(part.text_content().split())
    return found


@pytest.mark.parametrize(
    ("rolle", "titles"),
    [("stabsstelle", []), ("leitung", [PROCESS, LATE, MONEY]), ("fachamt", [OWN]), ("moderation", [])],
)
def test_each_role_has_its_own_parts(client: Client, rolle: str, titles: list[str]) -> None:
    make_massnahme(status="verzoegert")

    assert list(desk(client, make_konto(rolle))) == titles


def test_leitung_reads_what_is_late_and_why(client: Client) -> None:
    late = make_massnahme(
        titel="Bücherbus",
        status="verzoegert",
        federfuehrung=make_stelle(name="Amt für Bildung"),
        oeffentlich=False,
    )
    make_sachstand(late, status="verzoegert", hindernisse="Der Bus ist kaputt.")
    make_massnahme(titel="Läuft gut")

    words = desk(client, make_konto("leitung"))[LATE]

    assert [word in words for word in ("Bücherbus", "Der Bus ist kaputt.", "Amt für Bildung", "Läuft gut")] == [
        True,
        True,
        True,
        False,
    ]


def test_leitung_reads_the_sums_of_all_measures(client: Client) -> None:
    make_massnahme(kosten_gesamt=120_000, kosten_gesichert=80_000)
    make_massnahme(kosten_gesamt=30_000, oeffentlich=False)
    make_massnahme(kosten_gesamt=900_000, status="verworfen")
    make_massnahme()

    words = desk(client, make_konto("leitung"))[MONEY].replace("\xa0", " ")

    assert words.endswith(
        "2 Maßnahmen kosten zusammen 150.000 €. Davon sind 70.000 € noch nicht gesichert. "
        "Für 1 weitere gibt es noch keine Zahl."
    )


def test_leitung_reads_where_the_process_stands(client: Client) -> None:
    make_massnahme(status="umgesetzt")

    words = desk(client, make_konto("leitung"))[PROCESS]

    stages = ("Zukunftswerkstatt", "Leitbild", "Bildungskonzept", "1 von 1 Maßnahmen umgesetzt")
    assert [stage for stage in stages if stage not in words] == []


def test_leitung_is_not_asked_to_write(client: Client) -> None:
    make_meilenstein(make_massnahme(), datum=days_ago(3))
    client.force_login(make_konto("leitung"))

    page = client.get(reverse("pult")).content.decode()

    assert ["überfälligem Meilenstein" in page, "Bitte tragen Sie ein" in page] == [True, False]


def test_fachamt_sees_its_own_measures_alone(client: Client) -> None:
    stelle = make_stelle()
    own = make_massnahme(titel="Bücherbus", federfuehrung=stelle)
    make_meilenstein(own, titel="Bus bestellt", datum=days_ago(-9))
    make_massnahme(titel="Von anderen", federfuehrung=make_stelle())

    words = desk(client, make_konto("fachamt", stelle=stelle))[OWN]

    assert ["Bücherbus" in words, "Bus bestellt" in words, "Von anderen" in words] == [True, True, False]


def test_fachamt_sees_what_it_was_asked_for_until_it_answers(client: Client) -> None:
    konto = make_konto("fachamt", stelle=make_stelle())
    asked, other = (make_massnahme(titel=titel, federfuehrung=konto.stelle) for titel in ("Bücherbus", "Spielmobil"))
    for massnahme in (asked, other):
        progress.remind(massnahme, by=make_konto())

    before = desk(client, konto)[ASKED]
    nothing = "Gerade wartet nichts auf Sie" in client.get(reverse("pult")).content.decode()
    make_sachstand(asked, erfasst_am=timezone.now() + timedelta(minutes=1))
    after = desk(client, konto)[ASKED]

    assert not nothing
    assert ["Bücherbus" in words for words in (before, after)] == [True, False]
    assert ["Spielmobil" in words for words in (before, after)] == [True, True]


def test_fachamt_is_not_asked_for_what_others_lead(client: Client) -> None:
    other = make_konto("fachamt", stelle=make_stelle())
    progress.remind(make_massnahme(federfuehrung=other.stelle), by=make_konto())

    assert list(desk(client, make_konto("fachamt", stelle=make_stelle()))) == [OWN]


@pytest.mark.parametrize("rolle", ["leitung", "fachamt"])
def test_desk_asks_as_often_at_30_measures_as_at_one(client: Client, rolle: str) -> None:
    konto = make_konto(rolle, stelle=make_stelle())
    boss = konto if rolle == "fachamt" else make_konto("fachamt", stelle=konto.stelle)
    client.force_login(konto)

    def statements(measures: int) -> int:
        for _ in range(measures):
            massnahme = make_massnahme(federfuehrung=boss.stelle, status="verzoegert", kosten_gesamt=5)
            make_meilenstein(massnahme, datum=days_ago(-9))
            make_sachstand(massnahme, status="verzoegert", hindernisse="Darum.", erfasst_am=days_before(3))
            progress.remind(massnahme, by=None)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("pult")).status_code == 200
        return len(captured)

    assert statements(1) == statements(29)
    assert Massnahme.objects.count() == 30


def days_before(days: int):
    return timezone.now() - timedelta(days=days)
