"""The address that stands in an account is the only one that lets anybody in."""

import secrets

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from bildungskommune.accounts.models import Konto
from bildungskommune.post.models import Mail
from tests.accounts.test_anmelden import CONFIRM, PASSWORD, RESET, ask_for_code, make_jana, password_login, who
from tests.factories import make_konto

pytestmark = pytest.mark.django_db

NEW = "jana.neu@boerde.example"


def rows() -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.order_by("email").values_list("email", "verified", "primary"))


def data(konto: Konto, email: str = NEW) -> dict[str, str]:
    return {
        "name": konto.name,
        "email": email,
        "rolle": konto.rolle,
        "is_active": "on",
        "absendung": secrets.token_hex(),
    }


def change_address(konto: Konto, email: str = NEW) -> None:
    """Change it as the page of the Stabsstelle does."""
    stabsstelle = Client()
    stabsstelle.force_login(make_konto(), backend="django.contrib.auth.backends.ModelBackend")
    assert stabsstelle.post(f"/verwaltung/konten/{konto.pk}/", data(konto, email)).status_code == 302


def test_account_has_its_address_from_the_beginning() -> None:
    make_konto(email="Jana@boerde.example")

    assert rows() == [("jana@boerde.example", True, True)]


@pytest.mark.parametrize("way", ["save", "update"])
def test_row_of_the_old_address_is_gone_however_it_changes(way: str) -> None:
    konto = make_jana()

    if way == "save":
        konto.email = NEW
        konto.save()
    else:
        Konto.objects.filter(pk=konto.pk).update(email=NEW)

    assert rows() == [(NEW, True, True)]


def test_old_address_gets_no_code(client: Client) -> None:
    konto = make_jana()
    client.post(CONFIRM, {"code": ask_for_code(client)})
    client.post("/konto/logout/")
    Mail.objects.all().delete()

    change_address(konto)

    assert ask_for_code(Client()) == ""
    client.post(CONFIRM, {"code": ask_for_code(client, NEW)})
    assert who(client) == str(konto.pk)


def test_old_address_does_not_go_with_the_password(client: Client) -> None:
    konto = make_jana()
    client.post(CONFIRM, {"code": ask_for_code(client)})
    client.post("/konto/logout/")

    change_address(konto)
    password_login(client)
    by_the_old = who(client)
    password_login(client, NEW)

    assert (by_the_old, who(client)) == (None, str(konto.pk))


def test_code_and_link_that_were_on_their_way_to_the_old_address_are_worth_nothing(client: Client) -> None:
    konto = make_jana()
    other = Client()
    other.post(RESET, {"email": konto.email})
    link = next(line for line in Mail.objects.get().text.splitlines() if line.startswith("http"))
    code = ask_for_code(client)

    change_address(konto)
    client.post(CONFIRM, {"code": code})
    page = other.get(link.removeprefix("http://localhost:8000"), follow=True)

    assert who(client) is None
    assert "Diese Adresse gilt nicht mehr" in page.content.decode()


def test_who_is_in_by_the_old_address_is_out(client: Client) -> None:
    konto = make_jana()
    password_login(client)

    change_address(konto)

    assert client.get("/verwaltung/").status_code == 302


def test_own_address_changes_without_a_new_log_in(client: Client) -> None:
    konto = make_jana(rolle="stabsstelle")
    password_login(client)

    response = client.post(f"/verwaltung/konten/{konto.pk}/", data(konto))

    assert response["Location"] == "/verwaltung/konten/"
    assert client.get("/verwaltung/").status_code == 200


def test_address_of_another_is_not_taken() -> None:
    mine, other = make_jana(), make_konto(email="stab@boerde.example")

    for email in (other.email, "frei@boerde.example"):
        with pytest.raises(IntegrityError, match="nur die Adresse"), transaction.atomic():
            EmailAddress.objects.create(user=mine, email=email, verified=False)

    assert [row[0] for row in rows()] == ["jana@boerde.example", "stab@boerde.example"]


def test_no_page_takes_an_address(client: Client) -> None:
    make_jana()
    make_konto(email="stab@boerde.example", password=PASSWORD)
    password_login(client)

    answers = [
        client.post(address, {"action_add": "", "email": "stab@boerde.example"}).status_code
        for address in ("/konto/", "/konto/email/", "/konto/confirm-email/", "/konto/signup/")
    ]

    assert answers == [405, 404, 404, 404]
    assert len(rows()) == 2


def test_address_of_an_account_that_left_is_free_for_another() -> None:
    gone = make_jana()
    gone.email = NEW
    gone.save()

    make_jana()

    assert [row[0] for row in rows()] == [NEW, "jana@boerde.example"]


@pytest.mark.django_db(transaction=True)
def test_rows_of_before_are_put_in_order_by_the_migration() -> None:
    call_command("migrate", "accounts", "0002", verbosity=0)
    konto = make_jana()
    EmailAddress.objects.create(user=konto, email="fremd@boerde.example", verified=True)

    call_command("migrate", "accounts", verbosity=0)

    assert rows() == [("jana@boerde.example", True, True)]
