from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_konto, make_workshop
from workshops.anmeldung import angaben, aufnahme, plaetze, registration, zeile
from workshops.anmeldung.angaben import Daten, Wuensche
from workshops.anmeldung.unterstuetzung import EINWILLIGUNG_TEXT, Bedarf
from workshops.models import Anmeldung, Unterstuetzung
from workshops.models.enums import AnmeldungStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


def daten(name: str = "Jana Beispiel", **fields: Any) -> Daten:
    vorname = name.split(maxsplit=1)[0].lower()
    return Daten(**{"name": name, "email": f"{vorname}@kita.example", "einrichtung": "Kita", **fields})


def anlaesse() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("an", "anlass"))


def test_online_registration_holds_its_seat_for_48_hours_and_asks_to_confirm():
    workshop, now = make_workshop(kapazitaet=1), timezone.now()

    anmeldung = aufnahme.register(workshop, daten(), now=now)

    assert anmeldung.status == AnmeldungStatus.EINGEGANGEN
    assert anmeldung.bestaetigen_bis == now + timedelta(hours=48)
    assert plaetze.free_seats(workshop) == 0
    assert anlaesse() == [("jana@kita.example", "anmeldung_bestaetigen")]


def test_registration_by_phone_is_confirmed_at_once_and_needs_no_address():
    workshop = make_workshop()

    anmeldung = aufnahme.register(workshop, daten(email=""), quelle="telefon", by=make_konto())

    assert anmeldung.status == AnmeldungStatus.BESTAETIGT
    assert anlaesse() == []


def test_full_workshop_puts_on_the_waiting_list_with_a_mail():
    workshop = make_workshop(kapazitaet=1)
    make_anmeldung(workshop=workshop)

    anmeldung = aufnahme.register(workshop, daten())

    assert (anmeldung.status, anmeldung.is_confirmed) == (AnmeldungStatus.WARTELISTE, False)
    registration.confirm(anmeldung)
    assert anlaesse() == [
        ("jana@kita.example", "anmeldung_bestaetigen"),
        ("jana@kita.example", "anmeldung_warteliste"),
    ]


def test_waiting_list_moves_up_without_those_who_have_not_confirmed():
    workshop = make_workshop(kapazitaet=1)
    holder = make_anmeldung(workshop=workshop)
    first = aufnahme.register(workshop, daten())
    second = aufnahme.register(workshop, daten("Tom Muster"))
    registration.confirm(second)

    registration.cancel(holder)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.status, second.status] == [AnmeldungStatus.WARTELISTE, AnmeldungStatus.NACHGERUECKT]


def test_who_never_confirms_loses_the_place_on_the_waiting_list():
    workshop = make_workshop(kapazitaet=1)
    make_anmeldung(workshop=workshop)
    waiting = aufnahme.register(workshop, daten())

    registration.expire_unconfirmed(timezone.now() + timedelta(hours=49))

    waiting.refresh_from_db()
    assert registration.has_expired(waiting)


@pytest.mark.parametrize(("kapazitaet", "held"), [(1, 1), (4, 2), (10, 2), (30, 6)])
def test_unconfirmed_registrations_hold_a_share_of_the_seats_and_the_confirmed_get_the_rest(kapazitaet, held):
    workshop = make_workshop(kapazitaet=kapazitaet)
    people = [aufnahme.register(workshop, daten(f"Person{number} Muster")) for number in range(kapazitaet + 2)]

    assert sum(one.holds_seat for one in people) == held
    after = [registration.confirm(one).status for one in reversed(people)]
    assert after.count(AnmeldungStatus.BESTAETIGT) == kapazitaet
    assert after.count(AnmeldungStatus.WARTELISTE) == 2


def test_hundred_and_thirty_registrations_for_one_third_person_are_three_rows_and_three_mails():
    workshop = make_workshop(kapazitaet=60)

    for number in range(130):
        with suppress(TooManyMails):
            aufnahme.ask(workshop, [daten(f"Person{number} Muster", email="dritte@kita.example")])

    assert (workshop.anmeldungen.count(), Mail.objects.filter(an="dritte@kita.example").count()) == (3, 3)
    registration.expire_unconfirmed(timezone.now() + timedelta(hours=49))
    assert Mail.objects.filter(an="dritte@kita.example").count() <= 6


def test_who_comes_later_does_not_overtake_the_waiting_list():
    workshop = make_workshop(kapazitaet=1)
    first = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)

    second = aufnahme.register(workshop, daten())

    first.refresh_from_db()
    assert [first.status, second.status] == [AnmeldungStatus.NACHGERUECKT, AnmeldungStatus.WARTELISTE]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": WorkshopStatus.GEPLANT}, "noch nicht geöffnet"),
        ({"status": WorkshopStatus.GESCHLOSSEN}, "geschlossen"),
        ({"status": WorkshopStatus.ABGESAGT}, "abgesagt"),
        ({"status": WorkshopStatus.VERSCHOBEN}, "verschoben"),
        ({"beginn": timezone.now() - timedelta(days=3)}, "Vergangenheit"),
        ({"anmeldeschluss": timezone.now() - timedelta(hours=1)}, "Anmeldeschluss war"),
    ],
)
def test_registration_is_refused_with_the_reason(fields, words):
    workshop = make_workshop(**fields)

    with pytest.raises(angaben.RegistrationClosed, match=words):
        aufnahme.register(workshop, daten())

    assert Anmeldung.objects.count() == 0


def test_office_registers_after_the_deadline_but_not_for_a_cancelled_workshop():
    closed, cancelled = make_workshop(status=WorkshopStatus.GESCHLOSSEN), make_workshop(status=WorkshopStatus.ABGESAGT)

    assert aufnahme.register(closed, daten(), quelle="telefon").status == AnmeldungStatus.BESTAETIGT
    with pytest.raises(angaben.RegistrationClosed):
        aufnahme.register(cancelled, daten(), quelle="telefon")


def test_same_person_registers_only_once_but_may_come_back_after_cancelling():
    workshop = make_workshop()
    first = aufnahme.register(workshop, daten())

    with pytest.raises(angaben.AlreadyRegistered):
        aufnahme.register(workshop, daten("JANA BEISPIEL", email="Jana@Kita.example"))
    registration.cancel(first)

    assert aufnahme.register(workshop, daten()).status == AnmeldungStatus.EINGEGANGEN


def test_one_address_registers_several_people():
    workshop = make_workshop()

    aufnahme.register(workshop, daten("Jana Beispiel", email="leitung@kita.example"))
    aufnahme.register(workshop, daten("Tom Muster", email="leitung@kita.example"))

    assert workshop.anmeldungen.count() == 2


def test_confirming_twice_changes_nothing_the_second_time():
    anmeldung = aufnahme.register(make_workshop(), daten())

    first = registration.confirm(anmeldung)
    second = registration.confirm(anmeldung)

    assert [first.status, second.status, second.bestaetigen_bis] == [
        AnmeldungStatus.BESTAETIGT,
        AnmeldungStatus.BESTAETIGT,
        None,
    ]
    assert anlaesse() == [("jana@kita.example", "anmeldung_bestaetigen"), ("jana@kita.example", "anmeldung_bestaetigt")]


def test_unconfirmed_seat_falls_to_the_waiting_list_after_48_hours():
    workshop = make_workshop(kapazitaet=1)
    late = aufnahme.register(workshop, daten())
    waiting = registration.confirm(aufnahme.register(workshop, daten("Tom Muster")))

    registration.expire_unconfirmed(timezone.now() + timedelta(hours=49))

    late.refresh_from_db()
    waiting.refresh_from_db()
    assert [late.status, waiting.status] == [AnmeldungStatus.STORNIERT, AnmeldungStatus.NACHGERUECKT]
    assert registration.has_expired(late)
    assert [anlass for _, anlass in anlaesse()[3:]] == ["anmeldung_verfallen", "anmeldung_nachgerueckt"]


def test_sweep_leaves_what_still_has_time():
    anmeldung = aufnahme.register(make_workshop(), daten())

    registration.expire_unconfirmed(timezone.now() + timedelta(hours=47))

    anmeldung.refresh_from_db()
    assert anmeldung.status == AnmeldungStatus.EINGEGANGEN


@pytest.mark.parametrize(("kapazitaet", "status"), [(2, "bestaetigt"), (1, "warteliste")])
def test_link_used_too_late_still_gives_a_seat_while_there_is_one(kapazitaet, status):
    workshop, later = make_workshop(kapazitaet=kapazitaet), timezone.now() + timedelta(hours=50)
    anmeldung = aufnahme.register(workshop, daten())
    registration.expire_unconfirmed(later)
    make_anmeldung(workshop=workshop)

    assert registration.confirm(anmeldung, now=later).status == status


def test_late_link_is_refused_after_the_workshop():
    workshop = make_workshop(beginn=timezone.now() + timedelta(days=3))
    anmeldung = aufnahme.register(workshop, daten())
    registration.expire_unconfirmed(timezone.now() + timedelta(hours=50))

    with pytest.raises(angaben.RegistrationClosed, match="Vergangenheit"):
        registration.confirm(anmeldung, now=timezone.now() + timedelta(days=4))


def test_late_link_is_refused_after_a_second_registration():
    workshop, later = make_workshop(), timezone.now() + timedelta(hours=50)
    first = aufnahme.register(workshop, daten())
    registration.expire_unconfirmed(later)
    aufnahme.register(workshop, daten(), now=later)

    with pytest.raises(angaben.AlreadyRegistered):
        registration.confirm(first, now=later)


def test_cancelling_frees_the_seat_for_the_first_who_waits():
    workshop = make_workshop(kapazitaet=1)
    holder = make_anmeldung(workshop=workshop)
    now = timezone.now()
    second = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE, eingegangen_am=now)
    first = make_anmeldung(
        workshop=workshop, status=AnmeldungStatus.WARTELISTE, eingegangen_am=now - timedelta(hours=1)
    )

    registration.cancel(holder)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.status, second.status] == [AnmeldungStatus.NACHGERUECKT, AnmeldungStatus.WARTELISTE]
    assert anlaesse() == [(holder.email, "anmeldung_storniert"), (first.email, "anmeldung_nachgerueckt")]


def test_cancelling_twice_sends_one_mail():
    anmeldung = make_anmeldung()

    registration.cancel(anmeldung)
    registration.cancel(anmeldung)

    assert anlaesse() == [(anmeldung.email, "anmeldung_storniert")]


def test_nothing_changes_by_link_once_the_workshop_has_begun():
    begun = make_workshop(beginn=timezone.now() - timedelta(minutes=5))
    anmeldung = make_anmeldung(workshop=begun)

    for attempt in (
        lambda: registration.cancel(anmeldung),
        lambda: registration.substitute(anmeldung, "Tom Muster"),
        lambda: registration.change(anmeldung, Wuensche()),
    ):
        with pytest.raises(angaben.TooLate):
            attempt()


def test_who_is_checked_in_before_the_beginning_cannot_cancel_by_link():
    with pytest.raises(angaben.TooLate):
        registration.cancel(make_anmeldung(status=AnmeldungStatus.TEILGENOMMEN))


def test_cancelled_registration_names_no_substitute():
    with pytest.raises(angaben.AlreadyCancelled):
        registration.substitute(
            make_anmeldung(status=AnmeldungStatus.STORNIERT), "Tom Muster", email="tom@kita.example"
        )

    assert anlaesse() == []


def test_nobody_moves_up_when_the_workshop_has_begun_or_is_cancelled():
    begun, cancelled = (
        make_workshop(beginn=timezone.now() - timedelta(minutes=5)),
        make_workshop(status=WorkshopStatus.ABGESAGT),
    )
    make_anmeldung(workshop=begun, status=AnmeldungStatus.WARTELISTE)
    make_anmeldung(workshop=cancelled, status=AnmeldungStatus.WARTELISTE)

    assert registration.promote(begun) == []
    assert registration.promote(cancelled) == []


def test_more_seats_let_as_many_move_up_in_order_of_receipt():
    workshop, now = make_workshop(kapazitaet=1), timezone.now()
    make_anmeldung(workshop=workshop)
    waiting = [
        make_anmeldung(
            workshop=workshop, status=AnmeldungStatus.WARTELISTE, eingegangen_am=now + timedelta(minutes=place)
        )
        for place in range(3)
    ]

    workshop.kapazitaet = 3
    workshop.save(update_fields=["kapazitaet"])

    assert registration.promote(workshop) == waiting[:2]


def test_substitute_gets_the_date_when_an_address_is_known():
    anmeldung = make_anmeldung()

    registration.substitute(anmeldung, "Tom Muster", email="tom@kita.example")

    anmeldung.refresh_from_db()
    assert anmeldung.vertretung == "Tom Muster"
    assert anlaesse() == [(anmeldung.email, "anmeldung_vertretung"), ("tom@kita.example", "anmeldung_fuer_vertretung")]


def test_consent_to_photos_is_noted_with_version_and_time_and_withdrawn_without_a_trace_of_both():
    now = timezone.now()
    anmeldung = aufnahme.register(make_workshop(), daten(foto_einwilligung=True), now=now)
    registration.confirm(anmeldung)

    withdrawn = registration.change(anmeldung, Wuensche(foto_einwilligung=False))

    assert (anmeldung.foto_einwilligung_am, anmeldung.foto_einwilligung_text) == (now, zeile.FOTO_TEXT)
    assert (withdrawn.foto_einwilligung, withdrawn.foto_einwilligung_am, withdrawn.foto_einwilligung_text) == (
        False,
        None,
        "",
    )


def test_support_needs_are_kept_apart_with_version_and_time_of_the_consent():
    now = timezone.now()

    aufnahme.register(make_workshop(), daten(bedarf=Bedarf(text="Gebärdensprache", einwilligung=True)), now=now)

    kept = Unterstuetzung.objects.get()
    assert (kept.bedarf, kept.einwilligung_am, kept.einwilligung_text) == ("Gebärdensprache", now, EINWILLIGUNG_TEXT)


def test_support_needs_without_consent_are_not_stored():
    aufnahme.register(make_workshop(), daten(bedarf=Bedarf(text="Gebärdensprache")))

    assert Unterstuetzung.objects.count() == 0


def test_support_needs_stay_when_nothing_is_said_and_are_replaced_or_withdrawn():
    anmeldung = make_anmeldung()
    kept: list[list[str]] = []
    for bedarf in (
        Bedarf(text="Gebärdensprache", einwilligung=True),
        Bedarf(),
        Bedarf(text="Platz vorn", einwilligung=True),
        Bedarf(loeschen=True),
    ):
        registration.change(anmeldung, Wuensche(bedarf=bedarf))
        kept.append(list(Unterstuetzung.objects.values_list("bedarf", flat=True)))

    assert kept == [["Gebärdensprache"], ["Gebärdensprache"], ["Platz vorn"], []]


def test_nothing_is_changed_before_the_address_is_confirmed():
    anmeldung = aufnahme.register(make_workshop(), daten())

    with pytest.raises(angaben.NotConfirmed):
        registration.change(anmeldung, Wuensche())
    with pytest.raises(angaben.NotConfirmed):
        registration.substitute(anmeldung, "Tom Muster", email="tom@kita.example")


def test_who_registers_twice_is_told_in_the_mailbox_alone():
    workshop = make_workshop()
    aufnahme.ask(workshop, [daten()])
    registration.confirm(workshop.anmeldungen.get())

    aufnahme.ask(workshop, [daten("JANA BEISPIEL")])

    assert workshop.anmeldungen.count() == 1
    assert anlaesse()[2:] == [("jana@kita.example", "anmeldung_bekannt")]


def test_who_registers_twice_before_confirming_gets_the_link_again():
    workshop = make_workshop()

    for _ in range(2):
        aufnahme.ask(workshop, [daten()])

    assert anlaesse() == 2 * [("jana@kita.example", "anmeldung_bestaetigen")]


def test_office_cannot_let_somebody_move_up_without_a_seat():
    workshop, konto = make_workshop(kapazitaet=1), make_konto()
    make_anmeldung(workshop=workshop)
    waiting = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)

    with pytest.raises(angaben.NoSeat):
        registration.decide(waiting, "nachgerueckt", by=konto)


def test_office_cancels_and_the_next_moves_up():
    workshop, konto = make_workshop(kapazitaet=1), make_konto()
    holder = make_anmeldung(workshop=workshop)
    waiting = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)

    registration.decide(holder, "storniert", by=konto)

    waiting.refresh_from_db()
    assert waiting.status == AnmeldungStatus.NACHGERUECKT
