"""Dots from phones: one ballot by code, secret, hidden until the end, counted once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.aufbewahrung import declared
from tests.conftest import forget_rings
from tests.factories import make_abfrage, make_konto, make_saal, make_schritt, make_thema, make_workshop
from tests.lesen import one_line
from workshops.aufbewahrung import STIMMZETTEL_FRIST
from workshops.models import Auszaehlung, Punktabfrage, Punktstand, Saal, Stimme, Stimmzettel, Thema
from workshops.models.enums import SchrittArt
from workshops.saal import sitzung, stimmen
from workshops.wand import auszaehlung, punkte, rangfolge, themen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_rings()


def vote_in(count: int = 3, **fields: Any) -> tuple[Saal, Punktabfrage, list[Thema]]:
    workshop = make_workshop()
    found = [make_thema(workshop=workshop, position=place, titel=f"Thema {place}") for place in range(count)]
    abfrage = make_abfrage(workshop=workshop, punkte_je_person=3, **fields)
    schritt = make_schritt(workshop=workshop, art=SchrittArt.ABSTIMMUNG, abfrage=abfrage, titel="Was zählt?")
    return make_saal(workshop=workshop, schritt=schritt), abfrage, found


def send(client: Client, saal: Saal, given: dict[Thema, int], key: str = "", **more: Any) -> Any:
    url = reverse("saal-stimmzettel", args=(saal.code, key)) if key else reverse("saal-stimme", args=(saal.code,))
    return client.post(url, {f"thema_{thema.pk}": number for thema, number in given.items()} | more)


def digital() -> list[tuple[int, int]]:
    rows = Punktstand.objects.filter(quelle="digital").order_by("-punkte", "thema")
    return list(rows.values_list("thema", "punkte"))


def test_ballot_is_given_changed_and_counted_at_the_end(client: Client):
    saal, abfrage, (wege, orte, _) = vote_in()
    first = send(client, saal, {wege: 2, orte: 1})
    zettel = Stimmzettel.objects.get()
    assert first["Location"] == f"/k/{saal.code}/stimme/{zettel.code}/?danke=1"
    assert zettel.code in client.get(first["Location"]).content.decode()

    send(client, saal, {wege: 0, orte: 3}, key=zettel.code)
    hidden = digital()
    punkte.close(abfrage, by=make_konto())

    assert (hidden, digital()) == ([], [(orte.pk, 3)])
    assert Auszaehlung.objects.get().zettel == 1


def test_ballot_page_is_kept_by_nobody(client: Client):
    saal, abfrage, _ = vote_in()
    zettel = Stimmzettel.objects.create(abfrage=abfrage, code="CDFHJ-KMNPQ")

    answer = client.get(reverse("saal-stimmzettel", args=(saal.code, zettel.code)))

    assert answer["Cache-Control"] == "private, no-store"


def test_ballot_knows_no_person_and_no_time():
    names = {field.name for field in Stimmzettel._meta.fields} | {field.name for field in Stimme._meta.fields}

    assert names == {"id", "abfrage", "code", "gedruckt", "zettel", "thema", "punkte"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [((2, 2), "Bitte nehmen Sie 1 Punkt weg."), ((0, 0), "mindestens einem Thema"), ((4, 0), "keine gültige Auswahl")],
)
def test_ballot_that_does_not_fit_is_refused_and_keeps_what_was_chosen(
    client: Client, given: tuple[int, int], sentence: str
):
    saal, _, (wege, orte, _third) = vote_in()

    answer = send(client, saal, {wege: given[0], orte: given[1]})

    assert answer.status_code == 422
    assert not Stimmzettel.objects.exists()
    if given[0] <= 3:
        assert sentence in one_line(answer.content.decode())
        assert f'<option value="{given[0]}" selected>' in answer.content.decode()


def test_ballot_sent_twice_counts_once(client: Client):
    saal, _, (wege, _, _) = vote_in()

    answers = [send(client, saal, {wege: 1}, absendung="y" * 22)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Stimmzettel.objects.count() == 1


def test_ended_vote_and_closed_hall_take_nothing_more(client: Client):
    saal, abfrage, (wege, _, _) = vote_in()
    send(client, saal, {wege: 1})
    zettel = Stimmzettel.objects.get()
    punkte.close(abfrage, by=make_konto())

    ended = send(client, saal, {wege: 3}, key=zettel.code)
    punkte.reopen(abfrage, by=make_konto())
    sitzung.close_saal(saal, by=make_konto())
    closed = send(client, saal, {wege: 3}, key=zettel.code)

    assert [ended.status_code, closed.status_code] == [422, 422]
    assert digital() == [(wege.pk, 1)]


def test_hall_that_closes_counts_its_votes():
    saal, abfrage, (wege, _, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 2})

    sitzung.close_saal(saal, by=None)

    abfrage.refresh_from_db()
    assert (abfrage.beendet, digital()) == (True, [(wege.pk, 2)])


def test_vote_that_goes_on_hides_what_was_counted():
    saal, abfrage, (wege, _, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 2})
    punkte.close(abfrage, by=make_konto())

    punkte.reopen(abfrage, by=make_konto())

    assert (digital(), Auszaehlung.objects.count(), Stimme.objects.count()) == ([], 0, 1)


def test_deleted_ballots_leave_the_totals_and_close_the_vote_for_good():
    saal, abfrage, (wege, _, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 2})
    punkte.close(abfrage, by=make_konto())
    frist = next(one for one in declared() if one.modell is Stimmzettel)

    frist.run(timezone.now() + STIMMZETTEL_FRIST)

    assert (Stimmzettel.objects.count(), Stimme.objects.count(), digital()) == (0, 0, [(wege.pk, 2)])
    with pytest.raises(punkte.BallotsGone):
        punkte.reopen(abfrage, by=make_konto())


def test_only_printed_slips_vote_where_the_question_says_so(client: Client):
    saal, abfrage, (wege, _, _) = vote_in(nur_gedruckt=True)
    stimmen.prepare_slips(abfrage, 2, by=make_konto())
    slip = Stimmzettel.objects.first()
    assert slip is not None

    refused = send(client, saal, {wege: 1})
    led = client.get(reverse("saal-stimme", args=(saal.code,)), {"key": slip.code.lower().replace("-", " ")})
    scanned = client.get(reverse("stimmzettel", args=(slip.code,)))
    taken = send(client, saal, {wege: 1}, key=slip.code)

    assert [refused.status_code, taken.status_code] == [422, 302]
    assert {led["Location"], scanned["Location"]} == {f"/k/{saal.code}/stimme/{slip.code}/"}
    punkte.close(abfrage, by=make_konto())
    assert Auszaehlung.objects.get().zettel == 1


def test_more_slips_than_a_hall_can_need_and_slips_after_the_end_are_refused():
    _, abfrage, _ = vote_in()
    stimmen.prepare_slips(abfrage, stimmen.ZETTEL_HOECHSTENS - 1, by=make_konto())

    with pytest.raises(stimmen.NoMoreSlips):
        stimmen.prepare_slips(abfrage, 2, by=make_konto())
    punkte.close(abfrage, by=make_konto())
    with pytest.raises(stimmen.VoteEnded):
        stimmen.prepare_slips(abfrage, 1, by=make_konto())
    assert Stimmzettel.objects.count() == stimmen.ZETTEL_HOECHSTENS - 1
    assert stimmen.find("kein Code!") is None


def test_slip_of_a_hall_that_is_not_open_says_so(client: Client):
    saal, abfrage, _ = vote_in()
    stimmen.prepare_slips(abfrage, 1, by=make_konto())
    sitzung.close_saal(saal, by=make_konto())

    answer = client.get(reverse("stimmzettel", args=(Stimmzettel.objects.get().code,)))

    assert answer.status_code == 404
    assert "gerade nicht offen" in answer.content.decode()


def test_ballot_of_another_hall_opens_nothing(client: Client):
    saal, _, _ = vote_in()
    _, other, _ = vote_in()
    Stimmzettel.objects.create(abfrage=other, code="CDFHJ-KMNPQ")

    answer = client.get(reverse("saal-stimmzettel", args=(saal.code, "CDFHJ-KMNPQ")))

    assert answer.status_code == 404


def test_first_themen_stand_for_those_who_gave_one_of_them_a_dot():
    saal, abfrage, (wege, orte, zeit) = vote_in()
    for given in ({wege.pk: 3}, {wege.pk: 2, orte.pk: 1}, {orte.pk: 2, wege.pk: 1}, {zeit.pk: 2}):
        stimmen.hand_in(saal, abfrage, given)

    punkte.close(abfrage, by=make_konto())

    ((_, raenge, zettel, vertretung),) = auszaehlung.of_workshop(saal.workshop)
    assert [(rang.thema, rang.punkte) for rang in raenge] == [(wege, 6), (orte, 3), (zeit, 2)]
    found = [(one.erste, one.zettel, one.von, one.prozent) for one in vertretung]
    assert (zettel, found) == (4, [(1, 3, 4, 75), (2, 3, 4, 75), (3, 4, 4, 100)])


def test_equals_are_not_parted():
    saal, abfrage, (wege, orte, zeit) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 1, orte.pk: 1, zeit.pk: 1})

    punkte.close(abfrage, by=make_konto())

    ((_, raenge, _, vertretung),) = auszaehlung.of_workshop(saal.workshop)
    assert [rang.rang for rang in raenge] == [1, 1, 1]
    assert [one.erste for one in vertretung] == [3]


def test_paper_that_changes_the_ranking_changes_whom_it_stands_for():
    saal, abfrage, (wege, orte, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 3})
    punkte.close(abfrage, by=make_konto())

    punkte.count_paper(abfrage, {orte.pk: 9}, personen=None, by=make_konto())

    ((_, raenge, _, vertretung),) = auszaehlung.of_workshop(saal.workshop)
    assert [rang.thema for rang in raenge] == [orte, wege]
    assert [(one.erste, one.zettel, one.ohne) for one in vertretung] == [(1, 0, 1), (2, 1, 0)]


def test_what_was_counted_for_another_ranking_is_not_shown():
    saal, abfrage, (wege, orte, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 3})
    punkte.close(abfrage, by=make_konto())
    Stimmzettel.objects.all().delete()

    punkte.count_paper(abfrage, {orte.pk: 9}, personen=None, by=make_konto())

    ((_, _, _, vertretung),) = auszaehlung.of_workshop(saal.workshop)
    assert vertretung == []


def test_dots_on_ballots_follow_a_thema_into_another():
    saal, abfrage, (wege, orte, _) = vote_in()
    zettel = stimmen.hand_in(saal, abfrage, {wege.pk: 1, orte.pk: 2})

    themen.merge(orte, wege, by=make_konto())

    assert stimmen.given(zettel) == {wege.pk: 3}


def test_desk_sees_the_result_and_the_public_page_tells_whom_it_stands_for(client: Client):
    saal, abfrage, (wege, orte, _) = vote_in()
    stimmen.hand_in(saal, abfrage, {wege.pk: 2})
    stimmen.hand_in(saal, abfrage, {orte.pk: 1})
    workshop = saal.workshop
    workshop.beginn = timezone.now() - timedelta(hours=2)
    workshop.anmeldeschluss = workshop.beginn
    workshop.save()
    punkte.close(abfrage, by=make_konto())

    public = one_line(client.get(workshop.get_absolute_url()).content.decode())
    phone = one_line(client.get(saal.get_absolute_url()).content.decode())
    client.force_login(make_konto())
    desk = one_line(client.get(reverse("v-punkte", args=(workshop.pk,))).content.decode())

    sentence = "<strong>50 %</strong>, 1 von 2 Stimmzetteln haben wenigstens einen Punkt darauf, 1 nicht."
    assert [sentence in page for page in (public, desk)] == [True, True]
    assert "Gleiche Punkte, gleicher Rang." in phone
    assert rangfolge.of_abfrage(abfrage)[0].thema == wege
