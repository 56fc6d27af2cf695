"""Who works here no more is named in no Fassung once the account is anonymised; who asks is told where she is named."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import forget
from bildungskommune.fassungen import pruefung, rules, satz
from bildungskommune.fassungen.inhalt import permanent_link, print_context
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.namen import namen_entfernen
from tests.factories import make_beitrag, make_konto, make_thema, make_workshop, make_zuordnung
from tests.fassungen.gold import Golden, publish_golden
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db
NAME, ADRESSE = "Mara Ahrens", "mara@ahrens.example"


@pytest.fixture
def konto() -> Konto:
    return make_konto("moderation", name=NAME, email=ADRESSE)


@pytest.fixture
def fassung(konto: Konto) -> Fassung:
    return documented(konto)


def documented(konto: Konto) -> Fassung:
    workshop = make_workshop()
    workshop.moderation.add(konto)
    fassung = rules.freeze("dokumentation", workshop)
    publish(fassung)
    return fassung


def switch_off(konto: Konto) -> None:
    Konto.objects.filter(pk=konto.pk).update(is_active=False)
    record(None, "konto.deaktiviert", konto)


def text(fassung: Fassung) -> str:
    """Return what a print of the Fassung says now."""
    return satz.html_fuer("druck/dokumentation.html", print_context(Fassung.objects.get(pk=fassung.pk)))


def test_name_of_an_account_goes_out_of_fassungen_with_the_account(
    konto: Konto,
    fassung: Fassung,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    switch_off(konto)

    forget(timezone.now() + timedelta(days=89))
    before = text(fassung)
    with django_capture_on_commit_callbacks(execute=True):
        forget(timezone.now() + timedelta(days=91))
    after = text(fassung)

    assert [NAME in before, NAME in after] == [True, False]
    assert f"Name entfernt am {timezone.localdate():%d.%m.%Y}" in after
    assert Eintrag.objects.about(fassung).get(ereignis="fassung.name_entfernt").angaben == {
        "anzahl": 1,
        "grund": "Das Konto ist anonymisiert",
    }
    assert pruefung.check_all().befunde == []


def test_name_that_another_account_bears_stays_until_that_goes_too(konto: Konto, fassung: Fassung) -> None:
    other = make_konto("moderation", name=NAME)
    switch_off(konto)
    forget(timezone.now() + timedelta(days=91))
    first = text(fassung)
    switch_off(other)
    forget(timezone.now() + timedelta(days=91))

    assert [NAME in first, NAME in text(fassung)] == [True, False]


def test_two_of_one_name_that_go_in_the_same_night_take_it_along(konto: Konto, fassung: Fassung) -> None:
    for one in (konto, make_konto("moderation", name=NAME)):
        switch_off(one)

    forget(timezone.now() + timedelta(days=91))

    assert NAME not in text(fassung)


def test_auskunft_lists_each_fassung_that_names_the_person(
    konto: Konto, fassung: Fassung, capsys: pytest.CaptureFixture[str]
) -> None:
    second = documented(konto)
    documented(make_konto("moderation", name="Anders Ahrens"))

    call_command("dsgvo_auskunft", ADRESSE)

    told = capsys.readouterr().out
    assert told.count("Adresse: ") - told.count("E-Mail-Adresse: ") == 2
    assert [permanent_link(one) in told for one in (fassung, second)] == [True, True]
    assert "Fassungen mit dem Namen 2 von 2" in told
    assert "Stellen: Moderation" in told
    assert "Anders Ahrens" not in told


def test_auskunft_lists_where_an_author_is_named_and_where_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    workshop = make_workshop()
    card = make_beitrag(workshop=workshop, autor_name=NAME, autor_email=ADRESSE, namentlich=True)
    make_zuordnung(make_thema(workshop=workshop), card)
    fassung = rules.freeze("dokumentation", workshop)

    call_command("dsgvo_auskunft", ADRESSE)
    before = capsys.readouterr().out
    namen_entfernen(card, by=None, grund="auf Wunsch")
    call_command("dsgvo_auskunft", ADRESSE)
    after = capsys.readouterr().out

    assert [permanent_link(fassung) in before, permanent_link(fassung) in after] == [True, False]


def test_auskunft_knows_names_in_the_bytes_of_an_old_fassung(capsys: pytest.CaptureFixture[str]) -> None:
    golden = Golden("dokumentation", "standard", 2)
    whole = golden.snapshot()
    whole["themen"][0]["beitraege"][0]["autor"] = NAME
    fassung = publish_golden(golden, whole)
    code = whole["themen"][0]["beitraege"][0]["code"]
    make_beitrag(code=code, autor_name=NAME, autor_email=ADRESSE, namentlich=True)

    call_command("dsgvo_auskunft", ADRESSE)

    assert permanent_link(fassung) in capsys.readouterr().out
