"""Weighing: a point for each remark, a decision with a reason, another pair of eyes, one answer for everybody."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.beteiligung import abwaegung, einreichen, runden
from bildungskommune.beteiligung.einreichen import Stimme
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.post.models import Mail
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import make_konto

pytestmark = pytest.mark.django_db


@pytest.fixture
def runde() -> Beteiligungsrunde:
    """Return a closed round: one comment with two remarks, one that was taken back."""
    runde = make_runde()
    first = make_stellungnahme(runde, art="einrichtung", einrichtung="Kita Sonnenhügel")
    einreichen.add(first, Stimme(vorschlag="Kein Weg ist weiter als 40 Minuten.", teil="wege", absatz="absatz-1"))
    einreichen.withdraw(make_stellungnahme(runde, email="weg@lohse.example", text="Doch nicht."), by=None)
    end(runde)
    runden.close(runde, by=make_konto())
    return runde


def _decide(punkt: Punkt, by: Konto, entscheidung: str = "uebernommen") -> None:
    punkt.entscheidung, punkt.begruendung = entscheidung, "Das stimmt."
    abwaegung.change(punkt, ["entscheidung", "begruendung"], by=by)


def _weighed(runde: Beteiligungsrunde) -> None:
    one, other = make_konto(), make_konto()
    for punkt in Punkt.objects.counting():
        _decide(punkt, one)
        abwaegung.confirm(punkt, by=other)


def _text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.sub(r"\s+", " ", response.content.decode())


def test_closing_makes_a_point_of_each_remark_once(runde):
    assert [str(one) for one in Punkt.objects.counting().in_order()] == ["Punkt 1.1", "Punkt 1.2"]
    assert abwaegung.prepare(runde) == 0


def test_decision_is_confirmed_by_somebody_else_alone(runde):
    one = make_konto()
    punkt = Punkt.objects.in_order()[0]
    with pytest.raises(abwaegung.NothingDecided):
        abwaegung.confirm(punkt, by=one)
    _decide(punkt, one)

    with pytest.raises(abwaegung.SameEyes):
        abwaegung.confirm(punkt, by=one)
    abwaegung.confirm(punkt, by=make_konto())

    punkt.refresh_from_db()
    assert punkt.bestaetigt_am is not None


def test_changed_decision_has_to_be_confirmed_anew_but_not_a_changed_note(runde):
    punkt = Punkt.objects.in_order()[0]
    _decide(punkt, make_konto())
    abwaegung.confirm(punkt, by=make_konto())
    punkt.refresh_from_db()

    punkt.bewertung = "Siehe Nahverkehrsplan."
    abwaegung.change(punkt, ["bewertung"], by=make_konto())
    assert Punkt.objects.get(pk=punkt.pk).bestaetigt_am is not None
    punkt.begruendung = "Das stimmt so."
    abwaegung.change(punkt, ["begruendung"], by=make_konto())

    assert Punkt.objects.get(pk=punkt.pk).bestaetigt_am is None


def test_round_is_not_answered_while_a_point_lacks_decision_or_confirmation(runde):
    by = make_konto()
    with pytest.raises(abwaegung.NotReady, match="2 Punkte sind noch nicht entschieden"):
        abwaegung.answer(runde, by=by)
    for punkt in Punkt.objects.counting():
        _decide(punkt, by)
    with pytest.raises(abwaegung.NotReady, match="2 Entscheidungen warten noch"):
        abwaegung.answer(runde, by=by)

    assert runde.status == "abgeschlossen"
    assert not Mail.objects.filter(anlass="stellungnahme_antwort").exists()


def test_answer_goes_to_every_author_once_and_to_the_page_of_the_code(runde, client):
    _weighed(runde)

    assert abwaegung.answer(runde, by=make_konto()) == 1

    mail = Mail.objects.get(anlass="stellungnahme_antwort")
    assert mail.an == "ada@lohse.example"
    assert mail.text.count("Übernommen. Das stimmt.") == 2
    page = _text(client, runde.stellungnahmen.get(nummer=1).get_absolute_url())
    assert "beantwortet am" in page
    assert page.count("Das stimmt.") == 2
    gone = _text(client, runde.stellungnahmen.get(nummer=2).get_absolute_url())
    assert "zurückgezogen am" in gone
    with pytest.raises(MoveRefused):
        abwaegung.answer(runde, by=make_konto())


def test_decisions_are_public_only_after_the_answer_and_name_no_person_without_consent(runde, client):
    page = reverse("runde-abwaegung", args=(runde.kennung,))
    _weighed(runde)
    assert client.get(page).status_code == 404
    assert "Das stimmt." not in _text(client, runde.stellungnahmen.get(nummer=1).get_absolute_url())

    abwaegung.answer(runde, by=make_konto())

    text = _text(client, page)
    assert "2 übernommen" in text
    assert text.count("Das stimmt.") == 2
    assert "Kita Sonnenhügel" in text
    assert "Lohse" not in text
    assert "Doch nicht." not in text
    assert page in _text(client, runde.get_absolute_url())


def test_round_that_publishes_no_comments_publishes_decisions_without_their_words(runde, client):
    Beteiligungsrunde.objects.update(sichtbar="nie")
    _weighed(runde)
    abwaegung.answer(runde, by=make_konto())

    text = _text(client, reverse("runde-abwaegung", args=(runde.kennung,)))

    assert "Das stimmt." in text
    assert "Der Bus fehlt." not in text
    assert "Kita Sonnenhügel" not in text


def test_after_the_answer_nothing_changes(runde):
    _weighed(runde)
    by = make_konto()
    punkt = Punkt.objects.in_order()[0]
    abwaegung.answer(runde, by=by)

    for refused in (
        lambda: _decide(punkt, by, "nicht"),
        lambda: abwaegung.confirm(punkt, by=by),
        lambda: abwaegung.split(punkt, "Noch etwas.", by=by),
        lambda: abwaegung.remove(punkt, by=by),
        lambda: abwaegung.prepare(runde),
    ):
        with pytest.raises(abwaegung.Answered):
            refused()


def test_remark_with_several_points_is_split_and_the_last_one_stays(runde):
    by = make_konto()
    punkt = Punkt.objects.in_order()[0]

    made = abwaegung.split(punkt, "Auch der Radweg.", by=by)

    assert (str(made), made.worte, made.anmerkung_id) == ("Punkt 1.3", "Auch der Radweg.", punkt.anmerkung_id)
    abwaegung.remove(made, by=by)
    with pytest.raises(abwaegung.LastPoint):
        abwaegung.remove(punkt, by=by)


def test_remark_that_comes_after_closing_has_to_be_decided_too(runde):
    _weighed(runde)
    einreichen.enter_more(runde.stellungnahmen.get(nummer=1), Stimme(text="Und der Radweg."), by=make_konto())

    with pytest.raises(abwaegung.NotReady, match="1 Punkt ist noch nicht entschieden"):
        abwaegung.answer(runde, by=make_konto())
    assert abwaegung.prepare(runde) == 1


def test_desk_weighs_from_one_point_to_the_next_and_answers(runde, client):
    one, other = make_konto(), make_konto()
    first, second = Punkt.objects.counting().in_order()
    client.force_login(one)
    listed = _text(client, reverse("v-punkt-list", args=(runde.pk,)))
    assert "2 noch offen" in listed
    page = _text(client, reverse("v-punkt", args=(second.pk,)))
    assert "<ins>" in page
    empty = client.post(reverse("v-punkt", args=(first.pk,)), {"entscheidung": "nicht"})
    assert (empty.status_code, "Eine Entscheidung braucht eine Begründung" in empty.content.decode()) == (422, True)

    for punkt, target in ((first, second), (second, second)):
        sent = client.post(
            reverse("v-punkt", args=(punkt.pk,)),
            {"entscheidung": "teilweise", "begruendung": "Im Grundsatz ja.", "schlagworte": "Bus, Bus, Weg"},
        )
        assert sent.status_code == 302
        assert sent.url == reverse("v-punkt", args=(target.pk,))
    client.post(reverse("v-punkt-confirm", args=(first.pk,)))
    assert Punkt.objects.get(pk=first.pk).bestaetigt_am is None
    client.force_login(other)
    for punkt in (first, second):
        client.post(reverse("v-punkt-confirm", args=(punkt.pk,)))
    assert client.post(reverse("v-runde-answer", args=(runde.pk,))).url == reverse("v-runde", args=(runde.pk,))

    assert Punkt.objects.get(pk=first.pk).schlagworte == ["Bus", "Weg"]
    assert Beteiligungsrunde.objects.get().status == "beantwortet"
    assert "Im Grundsatz ja." in _text(client, reverse("v-punkt", args=(first.pk,)))


def test_list_of_points_is_filtered_and_leaves_as_a_file(runde, client):
    client.force_login(make_konto())
    _decide(Punkt.objects.in_order()[0], make_konto(), "nicht")
    page = reverse("v-punkt-list", args=(runde.pk,))

    assert "Punkt 1.2" not in _text(client, f"{page}?stand=bestaetigen")
    assert "Punkt 1.1" not in _text(client, f"{page}?stand=offen")
    csv = b"".join(client.get(f"{page}?als=csv").streaming_content).decode("utf-8-sig")
    assert "nicht übernommen, zu bestätigen" in csv
    assert "Kein Weg ist weiter als 40 Minuten." in csv


def test_leitung_confirms_where_the_round_wants_it_and_anew_when_a_decision_changes(runde, client):
    Beteiligungsrunde.objects.update(mit_leitung=True)
    runde.refresh_from_db()
    page, release = (reverse(name, args=(runde.pk,)) for name in ("v-punkt-list", "v-runde-release"))
    leitung = make_konto(rolle="leitung", name="Iris Haupt")
    client.force_login(leitung)
    client.post(release)
    assert "Abwägung bestätigen</button>" not in _text(client, page)
    _weighed(runde)
    assert "Abwägung bestätigen</button>" in _text(client, page)
    assert "Abwägung bestätigen" in _text(client, "/verwaltung/")
    with pytest.raises(abwaegung.NotReady, match="Die Leitung hat die Abwägung noch nicht bestätigt"):
        abwaegung.answer(runde, by=make_konto())

    client.post(release)
    assert "von Iris Haupt" in _text(client, page)
    punkt = Punkt.objects.in_order()[0]
    _decide(punkt, make_konto(), "nicht")
    abwaegung.confirm(punkt, by=make_konto())
    with pytest.raises(abwaegung.NotReady, match="Die Leitung"):
        abwaegung.answer(runde, by=make_konto())
    client.post(release)

    assert abwaegung.answer(runde, by=make_konto()) == 1


def test_office_cannot_confirm_for_the_leitung_nor_the_leitung_where_nobody_wants_it(runde, client):
    release = reverse("v-runde-release", args=(runde.pk,))
    _weighed(runde)
    client.force_login(make_konto(rolle="leitung"))
    assert client.post(release).status_code == 403
    Beteiligungsrunde.objects.update(mit_leitung=True)
    client.force_login(make_konto())

    assert client.post(release).status_code == 403
    assert Beteiligungsrunde.objects.get().leitung_bestaetigt_am is None
