"""What opens an account is read by its recipient alone, never at the desk of the post."""

import pytest
from django.core import mail
from django.test import Client

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from tests.accounts.test_anmelden import CODE, CONFIRM, RESET, ask_for_code, make_jana, who
from tests.factories import make_konto

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def read_at_the_desk(office: Client) -> str:
    """Return all that the pages and files of the post say."""
    addresses = [f"/verwaltung/post/{one.pk}/" for one in Mail.objects.all()]
    addresses += ["/verwaltung/post/", "/verwaltung/post/?als=csv", "/verwaltung/suche/?q=Code"]
    return "".join(b"".join(office.get(address)).decode() for address in addresses)


def test_stabsstelle_cannot_read_the_code_of_another(office: Client) -> None:
    make_jana()

    code = ask_for_code(Client())

    assert code
    assert code not in read_at_the_desk(office)
    assert "Mit dem Text dieser E-Mail kommt man in ein Konto." in read_at_the_desk(office)


def test_stabsstelle_cannot_read_the_link_to_a_new_password(office: Client) -> None:
    make_jana()

    Client().post(RESET, {"email": "jana@boerde.example"})

    assert "/password/reset/key/" in Mail.objects.get().text
    assert "/password/reset/key/" not in read_at_the_desk(office)


def test_code_is_not_kept_once_it_was_sent(client: Client) -> None:
    konto = make_jana()
    code = ask_for_code(client)

    versand.send(Mail.objects.get().pk)

    assert code in str(mail.outbox[0].body)
    assert [(one.text, one.html, one.status) for one in Mail.objects.all()] == [("", "", "gesendet")]
    client.post(CONFIRM, {"code": code})
    assert who(client) == str(konto.pk)


def test_other_mails_are_kept_and_read(office: Client) -> None:
    kept = versand.enqueue_text(an="a@kita.example", betreff="Ihr Platz", text="Der Platz ist sicher.", anlass="test")

    versand.send(kept.pk)

    assert "Der Platz ist sicher." in read_at_the_desk(office)


def test_mail_with_a_code_that_failed_goes_again(client: Client) -> None:
    make_jana()
    client.post(CODE, {"email": "jana@boerde.example"})
    queued = Mail.objects.get()
    Mail.objects.update(status="gescheitert", attempts=7)

    assert versand.retry(queued) is True
    versand.send(queued.pk)

    assert len(mail.outbox) == 1
