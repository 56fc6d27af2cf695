"""The sample process: loaded once, published in all four stages, with accounts to try it."""

import pytest

from bildungskommune.accounts.models import Konto
from bildungskommune.beispiel import laden
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db


def test_sample_process_is_published_in_all_stages_and_a_second_run_changes_nothing() -> None:
    _, accounts = laden.load()
    again, none = laden.load()

    published = Fassung.objects.filter(status="veroeffentlicht").values_list("definition", flat=True)

    assert sorted(set(published)) == ["dokumentation", "konzept", "leitbild", "massnahmenplan"]
    assert Druckauftrag.objects.count() == len(published) == 7
    assert [konto.check_password(word) for konto, word in _pairs(accounts)] == [True] * 4
    assert (again.changes, none, Fassung.objects.count()) == (0, [], 8)
    assert laden.is_loaded()
    assert Beitrag.objects.get(code="K7M-4QX").verbleib_begruendung != ""


def _pairs(accounts: laden.Zugaenge) -> list[tuple[Konto, str]]:
    return [(Konto.objects.get(email=email), password) for email, password, _ in accounts]
