"""What the council information system says becomes proposals: read by real requests, decided by a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.oparl import abgleich, auftraege, lesen, netz, uebernahme
from bildungskommune.oparl.lesen import Gelesen, Stand
from bildungskommune.oparl.models import Quelle, Vorschlag, Zuordnung
from tests.factories import make_beratung, make_gremium, make_konto, make_vorlage
from tests.oparl.server import Rathaus, furnish

pytestmark = pytest.mark.django_db


def titles(quelle: Quelle) -> list[str]:
    return list(quelle.vorschlaege.filter(verworfen=False).values_list("titel", flat=True))


def read_anew(quelle: Quelle) -> Quelle:
    auftraege.again(Quelle.objects.filter(pk=quelle.pk))
    auftraege.work(quelle.pk)
    return Quelle.objects.get(pk=quelle.pk)


@pytest.fixture
def quelle(haus: Rathaus) -> Quelle:
    """A Paper that was read, of a Vorlage that is not here yet."""
    order = auftraege.order(furnish(haus), by=make_konto())
    assert auftraege.work(order.pk)
    return Quelle.objects.get(pk=order.pk)


@pytest.fixture
def known(quelle: Quelle) -> Quelle:
    """The same after the Vorlage and both Beratungen were taken over."""
    make_gremium(name="Bildungsausschuss")
    make_gremium(name="Kreistag")
    uebernahme.take_over_all(quelle, by=None)
    return Quelle.objects.get(pk=quelle.pk)


def test_paper_is_read_with_all_that_hangs_on_it(haus: Rathaus) -> None:
    stand = lesen.read(furnish(haus))

    first, second = stand.beratungen
    assert (stand.nummer, stand.betreff, stand.art) == ("0214/40/2026", "Leitbild Bildung", "beschluss")
    assert (stand.federfuehrung, stand.anlagen) == ("Amt für Bildung", ["Vorlage", "anlage-1.pdf"])
    assert (first.datum, first.top, first.rolle, first.ergebnis) == ("2026-03-19", "5.1", "vorberatung", "ungeaendert")
    assert (first.gremium_name, first.wortlaut) == ("Bildungsausschuss", "Einstimmig beschlossen.")
    assert (second.datum, second.rolle, second.ergebnis) == ("2026-04-02", "entscheidung", "")
    assert second.gremium_name == "Kreistag"
    assert len(haus.asked) == len(set(haus.asked))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"consultation": None, "auxiliaryFile": None, "underDirectionOf": None},
        {"consultation": {}, "auxiliaryFile": 7, "reference": 12, "name": ["x"], "date": "gestern"},
        {"consultation": [None, 3, "", {"agendaItem": 4, "meeting": {"start": "2026-99-99T00:00:00Z"}}]},
        {"date": "9999999999", "web": "javascript:alert(1)", "name": "\x00"},
    ],
)
def test_every_field_may_be_missing_or_wrong(haus: Rathaus, fields: dict[str, Any]) -> None:
    stand = lesen.read(haus.put("paper/2", "Paper", **fields))

    assert stand.geloescht is False
    assert (stand.betreff, stand.link) == ("", "")
    assert Stand.from_json(stand.as_json()) == stand


def test_other_kind_of_object_is_refused(haus: Rathaus) -> None:
    with pytest.raises(netz.Unbrauchbar, match="Meeting"):
        lesen.read(haus.put("meeting/9", "Meeting"))


def test_deleted_things_are_told_of(haus: Rathaus) -> None:
    haus.put("consultation/9", "Consultation", deleted=True)
    stand = lesen.read(haus.put("paper/2", "Paper", consultation=[haus.url("consultation/9"), haus.url("nie")]))

    assert stand.hinweise == ["Eine Beratung ist im Ratsinformationssystem gelöscht."] * 2
    assert lesen.read(haus.put("paper/3", "Paper", deleted=True)).geloescht
    assert lesen.read(haus.url("paper/404")).geloescht


def test_no_more_than_fifty_objects_and_none_of_another_host(haus: Rathaus) -> None:
    far = "https://10.0.0.1/geheim"
    meetings = [haus.put(f"meeting/{number}", "Meeting", start="2026-03-01") for number in range(60)]
    files = [haus.put(f"file/{number}", "File", name="Plan") for number in range(40)]
    consultations = [{"meeting": meeting, "organization": far} for meeting in meetings]
    stand = lesen.read(haus.put("paper/2", "Paper", consultation=consultations, auxiliaryFile=files))

    assert len(haus.asked) == lesen.OBJEKTE - 1  # the far one was counted and not asked
    assert len(stand.beratungen) == lesen.BERATUNGEN
    assert len(stand.hinweise) == 3


def test_reading_ends_after_two_minutes(haus: Rathaus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lesen, "SEKUNDEN", -1.0)

    with pytest.raises(netz.Unerreichbar, match="zu langsam"):
        lesen.read(furnish(haus))


def test_new_paper_is_proposed_and_nothing_is_written(quelle: Quelle) -> None:
    assert titles(quelle) == ["Neue Vorlage 0214/40/2026"]
    assert Vorlage.objects.count() == 0


def test_taken_over_step_by_step(quelle: Quelle) -> None:
    uebernahme.take_over(quelle.vorschlaege.get(), by=make_konto())
    quelle.refresh_from_db()
    asked = titles(quelle)
    ausschuss, _ = quelle.vorschlaege.all()
    uebernahme.assign_new(ausschuss, by=None)
    uebernahme.assign(quelle.vorschlaege.get(art="gremium"), make_gremium(name="Der Kreistag"), by=None)
    done = uebernahme.take_over_all(quelle, by=None)

    vorlage = Vorlage.objects.get()
    assert asked == ["Welches Gremium ist „Bildungsausschuss“?", "Welches Gremium ist „Kreistag“?"]
    assert done == (2, [])
    assert [(str(one), one.rolle, one.top, one.ergebnis) for one in vorlage.beratungen.all()] == [
        ("Bildungsausschuss, 19.03.2026", "vorberatung", "5.1", "ungeaendert"),
        ("Der Kreistag, 02.04.2026", "entscheidung", "7", ""),
    ]
    assert (vorlage.betreff, vorlage.link) == ("Leitbild Bildung", "https://rat.example/vorlage/1")
    assert Zuordnung.objects.count() == 2
    assert Eintrag.objects.filter(ereignis="abgleich.uebernommen").count() == 3


def test_vorlage_of_the_same_number_is_joined_and_not_changed(haus: Rathaus) -> None:
    vorlage = make_vorlage(nummer="0214/40/2026", betreff="Unser Betreff", federfuehrung="Amt für Bildung")
    order = auftraege.order(furnish(haus), by=None)
    auftraege.work(order.pk)

    quelle = Quelle.objects.get()
    vorlage.refresh_from_db()
    assert quelle.vorlage == vorlage
    assert (vorlage.betreff, vorlage.version) == ("Unser Betreff", 1)
    assert titles(quelle)[:3] == ["Betreff", "Anlagen", "Link zum Ratsinformationssystem"]


def test_difference_is_shown_from_both_sides(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["meeting/1"]["start"] = "2026-03-26T17:00:00+01:00"
    haus.objekte["agendaitem/1"] |= {"result": "Mehrheitlich abgelehnt", "public": False}
    quelle = read_anew(known)

    rows = [(row.titel, row.hier, row.dort) for row in quelle.vorschlaege.all()]
    day = "Bildungsausschuss, 19.\xa0März\xa02026"
    assert rows == [
        (f"{day}: Datum", "19.\xa0März\xa02026", "26.\xa0März\xa02026"),
        (f"{day}: Ergebnis", "ungeändert beschlossen", "abgelehnt (dort: „Mehrheitlich abgelehnt“)"),
        (f"{day}: nichtöffentlich beraten", "nein", "ja"),
    ]
    assert Beratung.objects.earliest("datum").datum == date(2026, 3, 19)


def test_taken_over_difference_goes_and_the_next_reading_finds_none(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["meeting/1"]["start"] = "2026-03-26"
    quelle = read_anew(known)
    uebernahme.take_over(quelle.vorschlaege.get(), by=None)

    assert titles(read_anew(quelle)) == []
    assert Beratung.objects.earliest("datum").datum == date(2026, 3, 26)


def test_dismissed_is_offered_again_only_when_something_else_stands_there(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["paper/1"]["name"] = "Leitbild"
    quelle = read_anew(known)
    uebernahme.dismiss(quelle.vorschlaege.get(), by=make_konto())
    uebernahme.dismiss(quelle.vorschlaege.get(), by=None)
    same = titles(read_anew(quelle))
    haus.objekte["paper/1"]["name"] = "Leitbild neu"

    assert same == []
    assert titles(read_anew(quelle)) == ["Betreff"]
    assert Eintrag.objects.filter(ereignis="abgleich.verworfen").count() == 1


def test_unknown_result_stays_as_it_is_written(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["agendaitem/2"]["result"] = "Nach Beratung zurückgestellt bis Herbst"
    quelle = read_anew(known)

    assert titles(quelle) == []
    assert quelle.stand["beratungen"][1]["wortlaut"] == "Nach Beratung zurückgestellt bis Herbst"
    assert quelle.stand["beratungen"][1]["ergebnis"] == ""


def test_session_called_off_and_debate_without_a_day_are_not_proposed(haus: Rathaus, quelle: Quelle) -> None:
    make_gremium(name="Bildungsausschuss")
    make_gremium(name="Kreistag")
    haus.objekte["meeting/1"]["cancelled"] = True
    del haus.objekte["meeting/2"]["start"]
    uebernahme.take_over_all(read_anew(quelle), by=None)

    assert Beratung.objects.count() == 0


def test_what_is_gone_there_stays_here(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["paper/1"]["deleted"] = True
    quelle = read_anew(known)

    assert (quelle.stand["geloescht"], quelle.stand["nummer"], titles(quelle)) == (True, "0214/40/2026", [])
    assert Beratung.objects.count() == 2


def test_nobody_takes_over_what_he_has_not_seen(haus: Rathaus, known: Quelle) -> None:
    haus.objekte["paper/1"]["name"] = "Leitbild"
    quelle = read_anew(known)
    Vorlage.objects.update(betreff="Inzwischen anders")

    with pytest.raises(uebernahme.NichtUebernommen, match="inzwischen geändert"):
        uebernahme.take_over(quelle.vorschlaege.get(), by=None)
    assert Vorlage.objects.get().betreff == "Inzwischen anders"
    abgleich.renew(quelle)
    uebernahme.take_over(quelle.vorschlaege.get(), by=None)
    assert Vorlage.objects.get().betreff == "Leitbild"


def test_what_no_form_would_take_is_refused_and_the_rest_goes_on(haus: Rathaus, known: Quelle) -> None:
    make_vorlage(nummer="0300/40/2026")
    haus.objekte["paper/1"] |= {"reference": "0300/40/2026", "name": "Leitbild"}
    quelle = read_anew(known)

    done, refused = uebernahme.take_over_all(quelle, by=None)

    assert (done, len(refused)) == (1, 1)
    assert refused[0].startswith("Nummer: ")
    assert Vorlage.objects.get(nummer="0214/40/2026").betreff == "Leitbild"


def test_committee_needs_a_choice_of_a_person(quelle: Quelle) -> None:
    uebernahme.take_over(quelle.vorschlaege.get(), by=None)
    vorschlag = quelle.vorschlaege.filter(art="gremium")[0]

    with pytest.raises(uebernahme.NichtUebernommen):
        uebernahme.take_over(vorschlag, by=None)
    vorschlag.wert["name"] = ""
    with pytest.raises(uebernahme.NichtUebernommen):
        uebernahme.assign_new(vorschlag, by=None)


def test_same_committee_twice_is_paired_by_day_then_in_order() -> None:
    gremium = make_gremium(name="Kreistag")
    vorlage = make_vorlage(nummer="1/2026")
    for day in (5, 12):
        make_beratung(vorlage=vorlage, gremium=gremium, datum=date(2026, 3, day), rolle="entscheidung")
    read = [Gelesen(str(day), "k", "Kreistag", "", f"2026-03-{day:02}") for day in (12, 6, 20)]
    quelle = Quelle.objects.create(
        adresse="https://rat.example/1", vorlage=vorlage, stand=Stand(nummer="1/2026", beratungen=read).as_json()
    )

    rows = abgleich.renew(quelle)

    assert [(row.art, row.hier, row.dort) for row in rows] == [
        ("beratungsangabe", "5.\xa0März\xa02026", "6.\xa0März\xa02026"),
        ("beratung", "", "20.\xa0März\xa02026"),
    ]


def test_slow_server_is_asked_again_later_and_then_given_up(haus: Rathaus) -> None:
    order = auftraege.order(furnish(haus), by=None)
    now = timezone.now()
    haus.roh["paper/1"] = (503, {}, b"{}")
    tried = []
    for _ in range(4):
        auftraege.work(order.pk, now=now)
        auftraege.work(order.pk, now=now)
        row = Quelle.objects.get()
        tried.append((row.status, row.attempts))
        now += timedelta(hours=1)

    assert tried == [("wartet", 1), ("wartet", 2), ("gescheitert", 3), ("gescheitert", 3)]
    assert "503" in Quelle.objects.get().fehler
    del haus.roh["paper/1"]
    assert titles(read_anew(Quelle.objects.get())) == ["Neue Vorlage 0214/40/2026"]
    assert Quelle.objects.get().fehler == ""


def test_answer_of_no_use_fails_at_once(haus: Rathaus) -> None:
    order = auftraege.order(furnish(haus), by=None)
    haus.roh["paper/1"] = (200, {"Content-Type": "text/html"}, b"<html>")

    assert auftraege.work(order.pk) is False
    assert (Quelle.objects.get().status, Quelle.objects.get().attempts) == ("gescheitert", 1)


def test_error_of_ours_is_kept_and_told() -> None:
    def broken(url: str) -> Stand:
        raise RuntimeError

    order = auftraege.order("https://rat.example/paper/1", by=None)
    with pytest.raises(RuntimeError):
        auftraege.work(order.pk, read=broken)

    assert Quelle.objects.get().fehler == auftraege.UNERWARTET


def test_order_that_was_given_to_another_is_left_alone() -> None:
    def taken(url: str) -> Stand:
        Quelle.objects.update(attempts=2)
        return Stand(nummer="1")

    order = auftraege.order("https://rat.example/paper/1", by=None)

    assert auftraege.work(order.pk, read=taken) is False
    assert Quelle.objects.get().stand == {}


def test_sweep_rings_for_the_due_and_gives_up_on_the_dead() -> None:
    now = timezone.now()
    rows = [Quelle.objects.create(adresse=f"https://rat.example/{number}") for number in range(4)]
    pks = [row.pk for row in rows]
    Quelle.objects.filter(pk=pks[1]).update(faellig=now + timedelta(minutes=5))
    dead = {"status": "laeuft", "heartbeat": now - timedelta(hours=1)}
    Quelle.objects.filter(pk=pks[2]).update(**dead, attempts=1)
    Quelle.objects.filter(pk=pks[3]).update(**dead, attempts=3)

    assert auftraege.sweep(now=now + timedelta(seconds=1)) == 2
    assert [Quelle.objects.get(pk=pk).status for pk in pks] == ["wartet", "wartet", "wartet", "gescheitert"]


def test_each_night_all_are_read_again(known: Quelle) -> None:
    before = known.gelesen_am
    assert auftraege.nightly() == 1
    assert auftraege.nightly() == 0
    auftraege.work(known.pk)

    after = Quelle.objects.get().gelesen_am
    assert [before is None, after is None] == [False, False]
    assert str(after) > str(before)


def test_same_address_twice_is_one_order(quelle: Quelle) -> None:
    assert auftraege.order(quelle.adresse, by=None).pk == quelle.pk
    assert Quelle.objects.get().status == "wartet"


def test_end_keeps_the_vorlage(known: Quelle) -> None:
    auftraege.end(known, by=make_konto())

    assert (Quelle.objects.count(), Vorschlag.objects.count(), Beratung.objects.count()) == (0, 0, 2)
