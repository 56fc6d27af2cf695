from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from bildungskommune.seiten.models import Seite
from bildungskommune.ui.absendung import new_token
from bildungskommune.ui.models import Absendung
from bildungskommune.ui.tasks import sweep

pytestmark = pytest.mark.urls("tests.ui.urls")
ADRESSE = "/probe/einmal/"


def titles() -> list[str]:
    return sorted(Seite.objects.filter(slug__startswith="s", titel__startswith="P").values_list("titel", flat=True))


@pytest.mark.django_db
def test_second_post_gets_redirect_of_first(client: Client) -> None:
    daten = {"absendung": new_token(), "titel": "P"}

    first = client.post(ADRESSE, daten)
    second = client.post(ADRESSE, daten)

    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert titles() == ["P"]


@pytest.mark.django_db
def test_same_token_with_other_content_is_a_form_of_its_own(client: Client) -> None:
    token = new_token()

    client.post(ADRESSE, {"absendung": token, "titel": "P1"})
    client.post(ADRESSE, {"absendung": token, "titel": "P2"})

    assert titles() == ["P1", "P2"]


@pytest.mark.django_db
def test_refused_post_leaves_nothing_and_frees_token(client: Client) -> None:
    token = new_token()

    refused = client.post(ADRESSE, {"absendung": token, "falsch": "1"})

    assert refused.status_code == 422
    assert not Seite.objects.filter(slug="verworfen").exists()
    assert not Absendung.objects.exists()


@pytest.mark.django_db
def test_post_without_or_with_broken_token_is_taken(client: Client) -> None:
    client.post(ADRESSE, {"titel": "P1"})
    client.post(ADRESSE, {"titel": "P2", "absendung": "x" * 10_000})

    assert titles() == ["P1", "P2"]


@pytest.mark.django_db(transaction=True)
def test_eight_parallel_posts_make_one_row_and_one_answer() -> None:
    daten = {"absendung": new_token(), "titel": "P"}

    def send(_: int) -> str:
        try:
            return str(Client().post(ADRESSE, daten)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))

    assert titles() == ["P"]
    assert len(answers) == 1


@pytest.mark.django_db
def test_sweep_forgets_only_old_ones() -> None:
    Absendung.objects.create(token="alt", created=timezone.now() - timedelta(days=3))
    Absendung.objects.create(token="neu")

    assert sweep() == 1
    assert list(Absendung.objects.values_list("token", flat=True)) == ["neu"]
