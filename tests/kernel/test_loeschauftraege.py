"""An erasure is asked for by one person and released by another; what is left of it names nobody."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.buero import loeschauftraege
from bildungskommune.buero.aufgaben import erasures
from bildungskommune.buero.models import Loeschauftrag, kennzeichen
from bildungskommune.post.models import Mail
from bildungskommune.verfahren.aufgaben import waiting
from tests.factories import make_anmeldung, make_beitrag, make_konto
from tests.kernel.bauen import make_mail
from workshops.models import Anmeldung

pytestmark = pytest.mark.django_db

ADRESSE = "merkwort@zyx.example"


def browser(konto: Konto) -> Client:
    client = Client()
    client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(by: Konto) -> Loeschauftrag:
    make_anmeldung(name="Zyx Merkwort", email=ADRESSE)
    return loeschauftraege.ask(ADRESSE, "einwilligung", by=by)


def html(response: Any) -> str:
    return str(response.content.decode())


def test_page_tells_what_there_is_and_no_address_of_a_page_holds_it() -> None:
    make_anmeldung(name="Zyx Merkwort", email=ADRESSE)
    office = browser(make_konto())

    page = office.post(reverse("v-auskunft"), {"email": ADRESSE})
    sent = office.post(reverse("v-loeschauftrag-new"), {"email": ADRESSE, "grund": "einwilligung"})

    assert page.status_code == 200
    assert "Anmeldungen" in html(page)
    assert "„Zyx Merkwort“" in html(page)
    assert "merkwort" not in page.request["PATH_INFO"] + page.request.get("QUERY_STRING", "")
    assert sent.headers["Location"] == reverse("v-loeschauftrag", args=(Loeschauftrag.objects.get().pk,))


def test_form_on_the_page_of_findings_asks_for_the_deletion() -> None:
    make_anmeldung(name="Zyx Merkwort", email=ADRESSE)

    page = lxml.html.fromstring(html(browser(make_konto()).post(reverse("v-auskunft"), {"email": ADRESSE})))

    (form,) = [form for form in page.forms if "grund" in form.fields]
    assert form.action == reverse("v-loeschauftrag-new")


def test_wrong_address_is_answered_with_a_sentence() -> None:
    office = browser(make_konto())

    answers = [office.post(reverse(name), {"email": "kein"}) for name in ("v-auskunft", "v-auskunft-datei")]

    assert [answer.status_code for answer in answers] == [422, 422]


def test_file_holds_text_json_and_photos_and_the_trail_says_who_took_it() -> None:
    beitrag = make_beitrag(autor_email=ADRESSE, autor_name="Zyx Merkwort")
    beitrag.foto.save("karte.jpg", ContentFile(b"bild"))
    konto = make_konto(email=ADRESSE)
    make_mail(an=ADRESSE, anlass="konto", text="Ihr Code ist 424242.")

    answer = browser(konto).post(reverse("v-auskunft-datei"), {"email": ADRESSE})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        text = archive.read("auskunft.txt").decode()
    assert names[:2] == ["auskunft.txt", "auskunft.json"]
    assert len(names) == 3
    assert "Zyx Merkwort" in text
    assert "424242" not in text
    entry = Eintrag.objects.get(ereignis="auskunft.erteilt")
    assert (entry.konto, "merkwort" in str(entry.__dict__)) == (konto, False)


def test_rows_without_an_address_are_offered_and_go_with_the_order() -> None:
    make_anmeldung(name="Zyx Merkwort", email=ADRESSE)
    key = f"workshops.anmeldung:{make_anmeldung(name='Zyx Merkwort', email='', quelle='telefon').pk}"
    office = browser(make_konto())
    sent = {"email": ADRESSE, "grund": "einwilligung", "auch": key}

    offered = html(office.post(reverse("v-auskunft"), {"email": ADRESSE}))
    invented = office.post(reverse("v-loeschauftrag-new"), sent | {"auch": "workshops.anmeldung:0"})
    office.post(reverse("v-loeschauftrag-new"), sent)
    auftrag = Loeschauftrag.objects.get()
    page = html(office.get(reverse("v-loeschauftrag", args=(auftrag.pk,))))
    browser(make_konto()).post(reverse("v-loeschauftrag-release", args=(auftrag.pk,)))

    auftrag.refresh_from_db()
    assert f'value="{key}"' in offered
    assert invented.status_code == 422
    assert "Auch ohne Adresse" in page
    assert (auftrag.auch, auftrag.zahlen) == ([], {"Anmeldungen": 2})
    assert set(Anmeldung.objects.values_list("name", flat=True)) == {"gelöscht"}


def test_same_person_is_refused_with_a_sentence_and_nothing_is_erased() -> None:
    first = make_konto()
    auftrag = asked(first)

    answer = browser(first).post(reverse("v-loeschauftrag-release", args=(auftrag.pk,)))

    auftrag.refresh_from_db()
    assert answer.status_code == 422
    assert "Freigeben muss sie eine zweite Person" in html(answer)
    assert (auftrag.status, Anmeldung.objects.get().email) == ("beantragt", ADRESSE)


@pytest.mark.parametrize("rolle", ["stabsstelle", "leitung"])
def test_second_person_releases_and_of_the_order_no_address_is_left(rolle: str) -> None:
    auftrag, second = asked(make_konto()), make_konto(rolle=rolle)

    answer = browser(second).post(reverse("v-loeschauftrag-release", args=(auftrag.pk,)), follow=True)

    auftrag.refresh_from_db()
    assert answer.status_code == 200
    assert (auftrag.status, auftrag.email, auftrag.entschieden_von) == ("ausgefuehrt", "", second)
    assert auftrag.zahlen == {"Anmeldungen": 1}
    assert auftrag.kennzeichen == kennzeichen(ADRESSE.upper())
    assert "merkwort" not in str(Loeschauftrag.objects.values()) + html(answer)
    assert Anmeldung.objects.get().name == "gelöscht"
    assert list(Mail.objects.values_list("an", "anlass")) == [(ADRESSE, "loeschung")]
    events = ["loeschauftrag.status", "loeschauftrag.status", "loeschauftrag.beantragt"]
    assert list(Eintrag.objects.about(auftrag).values_list("ereignis", flat=True)) == events


def test_database_itself_refuses_an_order_released_by_the_same_person() -> None:
    first = make_konto()
    auftrag = asked(first)

    with pytest.raises(IntegrityError, match="loeschauftrag_vier_augen"), transaction.atomic():
        Loeschauftrag.objects.filter(pk=auftrag.pk).update(status="ausgefuehrt", email="", entschieden_von=first)


def test_order_that_is_over_cannot_keep_its_address() -> None:
    auftrag = asked(make_konto())

    with pytest.raises(IntegrityError, match="loeschauftrag_vergisst_die_adresse"), transaction.atomic():
        Loeschauftrag.objects.filter(pk=auftrag.pk).update(status="abgelehnt")


def test_order_is_carried_out_once() -> None:
    auftrag, second = asked(make_konto()), browser(make_konto())
    url = reverse("v-loeschauftrag-release", args=(auftrag.pk,))

    answers = [second.post(url), second.post(url)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert Mail.objects.count() == 1


def test_refusal_tells_the_person_why_and_keeps_no_name() -> None:
    auftrag, second = asked(make_konto()), browser(make_konto())
    why = "Zyx Merkwort hat einen Vertrag mit uns."

    answer = second.post(reverse("v-loeschauftrag-refuse", args=(auftrag.pk,)), {"grund": why})

    auftrag.refresh_from_db()
    assert answer.status_code == 302
    assert (auftrag.status, auftrag.email) == ("abgelehnt", "")
    assert auftrag.status_grund == "[gelöscht] hat einen Vertrag mit uns."
    assert why in Mail.objects.get().text
    assert Anmeldung.objects.get().email == ADRESSE


def test_refusal_without_a_reason_is_no_refusal() -> None:
    auftrag = asked(make_konto())

    answer = browser(make_konto()).post(reverse("v-loeschauftrag-refuse", args=(auftrag.pk,)), {"grund": " "})

    auftrag.refresh_from_db()
    assert (answer.status_code, auftrag.status) == (422, "beantragt")


def test_last_account_that_may_do_everything_is_not_erased() -> None:
    first, leitung = make_konto(), make_konto(rolle="leitung")
    auftrag = loeschauftraege.ask(first.email, "erledigt", by=first)

    answer = browser(leitung).post(reverse("v-loeschauftrag-release", args=(auftrag.pk,)))

    first.refresh_from_db()
    assert answer.status_code == 422
    assert "letzte aktive Konto der Stabsstelle" in html(answer)
    assert first.is_active


def test_second_order_for_an_address_is_refused_while_the_first_waits() -> None:
    konto = make_konto()
    asked(konto)

    answer = browser(konto).post(reverse("v-loeschauftrag-new"), {"email": ADRESSE.upper(), "grund": "pflicht"})

    assert answer.status_code == 422
    assert "schon eine Löschung beantragt" in html(answer)


def test_task_is_for_everybody_who_may_release_it_but_not_for_who_asked() -> None:
    first, second, leitung, fachamt = make_konto(), make_konto(), make_konto(rolle="leitung"), make_konto("fachamt")
    auftrag, now = asked(first), timezone.now()

    def tasks(konto: Konto) -> list[tuple[str, bool]]:
        return [(task.url, task.dringend) for task in waiting(konto, now) if task.titel == "Löschung freigeben"]

    url = reverse("v-loeschauftrag", args=(auftrag.pk,))
    assert [tasks(konto) for konto in (first, second, leitung, fachamt)] == [[], [(url, False)], [(url, False)], []]
    assert next(iter(erasures(second, now + timedelta(days=24)))).dringend
    loeschauftraege.ask("zweite@zyx.example", "pflicht", by=first)
    assert [task.url for task in erasures(second, now)] == [reverse("v-loeschauftrag-list") + "?stand=beantragt"]


def test_list_asks_the_same_for_one_and_thirty(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    office, konto = browser(make_konto()), make_konto()
    loeschauftraege.ask("a@zyx.example", "pflicht", by=konto)
    with django_assert_max_num_queries(20) as few:
        office.get(reverse("v-loeschauftrag-list"))
    for number in range(29):
        loeschauftraege.ask(f"b{number}@zyx.example", "pflicht", by=konto)

    with django_assert_num_queries(len(few)):
        assert office.get(reverse("v-loeschauftrag-list")).status_code == 200
