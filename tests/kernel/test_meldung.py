"""A barrier is reported: who is told what, by when, and that two do not answer at once."""

import threading
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from bildungskommune.seiten import meldung as rules
from bildungskommune.seiten.models import Barrieremeldung, Kommune
from tests.factories import make_konto

NOW = datetime(2026, 1, 31, 22, 30, tzinfo=UTC)


def make_meldung(**fields: str) -> Barrieremeldung:
    return Barrieremeldung(**{"beschreibung": "Der Kontrast ist zu gering.", "seite": "/leitbild/", **fields})


def set_office(email: str) -> None:
    kommune = Kommune.objects.current()
    kommune.email = email
    kommune.save()


@given(st.dates(date(1990, 1, 1), date(2199, 11, 30)))
def test_answer_is_due_on_the_same_day_of_the_next_month_or_its_last(day: date) -> None:
    due = rules.due_date(day)

    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert due.day in {day.day, monthrange(due.year, due.month)[1]}
    assert timedelta(28) <= due - day <= timedelta(31)


@given(st.dates(date(1990, 1, 1), date(2199, 11, 1)))
def test_later_report_is_never_due_earlier(day: date) -> None:
    assert rules.due_date(day + timedelta(1)) >= rules.due_date(day)


@pytest.mark.django_db
def test_month_is_counted_from_the_day_in_germany() -> None:
    meldung = rules.report(make_meldung(), now=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))

    assert meldung.faellig_am == date(2026, 4, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("office", "sender", "told"),
    [
        ("stab@boerde.example", "jana@kita.example", ["stab@boerde.example", "jana@kita.example"]),
        ("stab@boerde.example", "", ["stab@boerde.example"]),
        ("", "jana@kita.example", ["jana@kita.example"]),
        ("", "", []),
    ],
)
def test_whoever_has_an_address_is_told(office: str, sender: str, told: list[str]) -> None:
    set_office(office)

    meldung = rules.report(make_meldung(email=sender), now=NOW)

    mails = list(Mail.objects.order_by("pk"))
    assert [mail.an for mail in mails] == told
    assert all(("Der Kontrast ist zu gering." in mail.text) == (mail.an == office) for mail in mails)
    assert Eintrag.objects.about(meldung).get().ereignis == "barrieremeldung.gemeldet"


@pytest.mark.django_db
def test_office_is_told_page_term_and_where_to_answer() -> None:
    set_office("stab@boerde.example")

    meldung = rules.report(make_meldung(seite=""), now=NOW)

    text = Mail.objects.get().text
    assert "Seite: nicht angegeben" in text
    assert "28.\N{NO-BREAK SPACE}Februar\N{NO-BREAK SPACE}2026" in text
    assert text.rstrip().endswith(f"/verwaltung/barrieren/{meldung.pk}/")


@pytest.mark.django_db
@pytest.mark.parametrize(("sender", "mails"), [("jana@kita.example", 1), ("", 0)])
def test_answer_goes_to_who_left_an_address(sender: str, mails: int, stab: Konto) -> None:
    set_office("")
    meldung = rules.report(make_meldung(email=sender), now=NOW)
    Mail.objects.all().delete()

    rules.answer(meldung, "Behoben, danke.", by=stab, today=date(2026, 2, 3))

    meldung.refresh_from_db()
    assert (meldung.antwort, meldung.beantwortet_am) == ("Behoben, danke.", date(2026, 2, 3))
    assert Mail.objects.count() == mails


@pytest.mark.django_db
def test_second_answer_is_refused_and_the_first_stays(stab: Konto) -> None:
    meldung = rules.report(make_meldung(), now=NOW)
    held = Barrieremeldung.objects.get()
    rules.answer(meldung, "Erste.", by=stab)

    with pytest.raises(rules.AlreadyAnswered):
        rules.answer(held, "Zweite.", by=stab)

    assert Barrieremeldung.objects.get().antwort == "Erste."


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one_letter() -> None:
    konto = make_konto()
    meldung = rules.report(make_meldung(email="jana@kita.example"), now=NOW)
    Mail.objects.all().delete()
    refused: list[str] = []

    def second() -> None:
        try:
            rules.answer(Barrieremeldung.objects.get(), "Zweite.", by=konto)
        except rules.AlreadyAnswered as error:
            refused.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        rules.answer(meldung, "Erste.", by=konto)
        thread.start()
        thread.join(0.5)
    thread.join(30)

    assert len(refused) == 1
    assert [mail.text.splitlines()[2] for mail in Mail.objects.all()] == ["Erste."]
