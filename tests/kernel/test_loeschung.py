"""Who wants to be forgotten is in no row, file, cache or log any more. What was counted still counts."""

import hashlib
import quopri
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import redis
from django.conf import settings as portal
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Zutritt
from bildungskommune.audit.models import Eintrag, Textstand
from bildungskommune.buero import loeschung
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.fassungen import druck, rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.lifecycle import move
from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung, Kommune
from bildungskommune.spuren import Gesucht
from bildungskommune.werkbank import aendern
from tests.conftest import forget_rings
from tests.factories import (
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_institution,
    make_konto,
    make_leitbild,
    make_person,
    make_sendung,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.kernel.bauen import make_mail, make_meldung
from tests.lesen import words
from tests.satz.lesen import written_in
from workshops.models import Anmeldung, Beitrag, Workshop, Zugang

pytestmark = pytest.mark.django_db

MARKE = "Zyxmerkwort"
NAME = f"Quirina {MARKE}"
ADRESSE = f"{MARKE}@boerde.example"
TELEFON = f"03904 {MARKE}"


@pytest.fixture(autouse=True)
def _quick(settings: Any, tmp_path: Path) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    forget_rings()


def rows_with_mark() -> list[str]:
    """Read every table as a dump would, and each session unpacked."""
    found = [f"django_session {one.get_decoded()}" for one in Session.objects.all() if names_mark(one.get_decoded())]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} t WHERE t::text ILIKE %s", [f"%{MARKE}%"])
            found += [f"{table} {row}" for (row,) in cursor.fetchall()]
    return found


def names_mark(what: object) -> bool:
    return MARKE.lower() in str(what).lower()


def files_with_mark(folder: Path) -> list[str]:
    """Read every file, a PDF as text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if names_mark(path) or MARKE.lower() in words_in(path).lower()]


def words_in(path: Path) -> str:
    if path.suffix == ".pdf":
        return written_in(path.read_bytes())
    return quopri.decodestring(path.read_bytes()).decode(errors="replace")


def keys_with_mark() -> list[str]:
    """Read every key of Redis with its value, whatever its kind."""
    with redis.Redis.from_url(portal.REDIS_URL) as client:
        keys = list(client.scan_iter(f"{portal.REDIS_PREFIX}*"))
        return [
            str(key) for key in keys if names_mark(key) or MARKE.lower().encode() in (client.dump(key) or b"").lower()
        ]


def counters() -> list[str]:
    """Return the keys that count log-ins with the address: their names hold a hash that can be guessed back."""
    known_as = hashlib.sha256(ADRESSE.lower().encode()).hexdigest()
    with redis.Redis.from_url(portal.REDIS_URL) as client:
        return [str(key) for key in client.scan_iter(f"{portal.REDIS_PREFIX}*{known_as}*")]


def link(an: str, page: str) -> str:
    for mail in Mail.objects.filter(an__iexact=an).order_by("-pk"):
        if found := re.search(rf"/anmeldung/[\w-]+/{page}(?=\s)", mail.text):
            return found[0]
    raise AssertionError(f"Nobody wrote {page} to {an}")


def plant_in_public(client: Client, workshop: Workshop) -> None:
    """Fill in every public form as this person, and let somebody else name her."""
    seat = {"name": NAME, "email": ADRESSE, "einrichtung": f"Verein {MARKE}", "verpflegung": "ohne"}
    needs = {"telefon": TELEFON, "bedarf": f"{MARKE} braucht eine Rampe", "bedarf_einwilligung": "on"}
    take(client, reverse("anmeldung-new", args=(workshop.slug,)), seat)
    take(client, link(ADRESSE, "bestaetigen/"), needs)
    take(client, link(ADRESSE, "vertretung/"), {"name": "Tom Muster", "email": "tom@kita.example"})
    other = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}
    take(client, reverse("anmeldung-new", args=(workshop.slug,)), other)
    take(client, link("jana@kita.example", "bestaetigen/"), {})
    take(client, link("jana@kita.example", "vertretung/"), {"name": NAME, "email": ADRESSE})
    author = {"text": "Der Bus fährt nicht.", "autor_name": NAME, "autor_email": ADRESSE, "namentlich": "on"}
    take(client, reverse("beitrag-new", args=(workshop.slug,)), author)
    report = {"beschreibung": f"Das Menü geht nicht auf. Gruß, {NAME}", "name": NAME, "email": ADRESSE}
    take(client, reverse("barriere-melden"), report)


def take(client: Client, url: str, data: dict[str, str]) -> None:
    """Send a form that must be taken; an hour passes, for an address gets few mails in one."""
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    Mail.objects.update(created=F("created") - timedelta(hours=2))


def plant_at_the_desk(office: Client, konto: Konto) -> None:
    """Fill in the forms of the desk that are about people, and log in."""
    take(office, reverse("v-person-new"), {"name": NAME, "email": ADRESSE, "telefon": TELEFON})
    take(office, reverse("v-konto-new"), {"name": NAME, "email": ADRESSE, "rolle": "moderation", "is_active": "on"})
    Zutritt.objects.create(konto=Konto.objects.get(email=ADRESSE.lower()), art="code", netz="192.0.2.0/24")
    Client().post(reverse("account_login"), {"login": ADRESSE, "password": "falsch"})
    Client().post(reverse("account_request_login_code"), {"email": ADRESSE})
    mine = Client()
    mine.force_login(Konto.objects.get(email=ADRESSE.lower()), backend="django.contrib.auth.backends.ModelBackend")
    mine.get(reverse("pult"))
    fussnote = make_abschnitt(leitbild=make_leitbild()).fussnoten.create(nr="1", text=f"Gespräch mit {NAME}")
    aendern.delete(fussnote, by=konto)
    Beitrag.objects.get().foto.save("karte.jpg", ContentFile(MARKE.encode()))


@pytest.mark.django_db(transaction=True)
def test_planted_mark_is_nowhere_and_the_counts_are_equal(
    client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    kommune = Kommune.objects.current()
    kommune.email = "buero@boerde.example"
    kommune.save()
    konto, office = make_konto(), Client()
    office.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")
    workshop = make_workshop(sichtbarkeit="oeffentlich")
    plant_in_public(client, workshop)
    plant_at_the_desk(office, konto)
    fassung = printed(workshop)
    send_all()
    before, trail = counts(client, workshop), set(Eintrag.objects.values_list("pk", flat=True))
    assert {row.split()[0].partition(".")[2] for row in rows_with_mark()} >= EVERYWHERE
    kinds = {Path(file).suffix for file in files_with_mark(tmp_path)}
    assert (kinds, bool(counters())) == ({".log", ".jpg", ".pdf"}, True)

    call_command("dsgvo_loeschen", ADRESSE, ausfuehren=True)
    send_all()
    reprint = Druckauftrag.objects.get(fassung=fassung)
    assert druck.print_order(reprint.pk)
    last = [path for path in (tmp_path / "mail").iterdir() if "heben wir nicht auf" in path.read_text()]
    for path in last:
        path.unlink()

    assert rows_with_mark() == []
    assert files_with_mark(tmp_path) == []
    assert (keys_with_mark(), counters()) == ([], [])
    assert not names_mark(caplog.text)
    assert counts(client, workshop) == before
    assert rules.verify(Fassung.objects.get(pk=fassung.pk))
    assert trail <= set(Eintrag.objects.values_list("pk", flat=True))
    assert len(last) == 1
    assert not Mail.objects.filter(anlass="loeschung").exists()


EVERYWHERE = {
    "audit_textstand",
    "fassungen_namensstelle",
    "accounts_konto",
    "account_emailaddress",
    "akteure_person",
    "post_mail",
    "seiten_barrieremeldung",
    "werkbank_geloescht",
    "workshops_anmeldung",
    "workshops_beitrag",
    "workshops_unterstuetzung",
    "workshops_zugang",
}


def printed(workshop: Workshop) -> Fassung:
    """Freeze and print the documentation, which names the author and who moderates."""
    move(Beitrag.objects.get(), "veroeffentlicht", by=None)
    make_zuordnung(make_thema(workshop=workshop), Beitrag.objects.get())
    workshop.moderation.add(Konto.objects.get(email=ADRESSE.lower()))
    fassung = rules.freeze("dokumentation", workshop)
    rules.publish(fassung)
    assert druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk)
    return fassung


def send_all() -> None:
    for pk in Mail.objects.due().values_list("pk", flat=True):
        assert versand.send(pk)


def text_of(client: Client, url: str) -> str:
    (main,) = lxml.html.fromstring(client.get(url).content.decode()).cssselect("main")
    return words(main)


def counts(client: Client, workshop: Workshop) -> dict[str, Any]:
    """Say what people see counted, and what the public pages show of the contributions."""
    pages = [reverse("verfahren"), reverse("beitrag-list"), workshop.get_absolute_url(), "/workshops/"]
    seats = Workshop.objects.with_seats().with_cards().get(pk=workshop.pk)
    return {
        "anmeldungen": Anmeldung.objects.count(),
        "beitraege": Beitrag.objects.count(),
        "belegt": seats.belegt,
        "karten": seats.karten,
        "barrieren": Barrieremeldung.objects.count(),
        "konten": Konto.objects.count(),
        "zahlen": {url: re.findall(r"\d+", text_of(client, url)) for url in pages},
    }


def test_without_the_word_to_do_it_the_command_only_tells(capsys: pytest.CaptureFixture[str]) -> None:
    make_anmeldung(name=NAME, email=ADRESSE)
    make_abschnitt(leitbild=make_leitbild(), titel=f"Es spricht {NAME}")
    before = rows_with_mark()

    call_command("dsgvo_loeschen", ADRESSE)

    said = capsys.readouterr().out
    assert "Anmeldungen: 1, anonymisiert" in said
    assert f"Bitte selbst ansehen: Abschnitt Leitsatz 1: Es spricht {NAME} /leitbild/" in said
    assert rows_with_mark() == before
    assert Loeschauftrag.objects.count() == 0


def test_word_that_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="keine E-Mail-Adresse"):
        call_command("dsgvo_loeschen", "Zyxmerkwort", ausfuehren=True)


def test_last_account_that_may_do_everything_stays_with_a_sentence() -> None:
    make_konto(email=ADRESSE.lower(), name=NAME)

    with pytest.raises(CommandError, match="letzte aktive Konto der Stabsstelle"):
        call_command("dsgvo_loeschen", ADRESSE, ausfuehren=True)

    assert Konto.objects.get().name == NAME
    assert Loeschauftrag.objects.count() == 0


def test_barrier_that_nobody_answered_yet_loses_only_who_said_it() -> None:
    meldung = make_meldung(name=NAME, email=ADRESSE, beschreibung=f"Das Menü klemmt. {NAME}")
    answered = make_meldung(name=NAME, email=ADRESSE)
    Barrieremeldung.objects.filter(pk=answered.pk).update(antwort="Behoben.", beantwortet_am=timezone.localdate())

    loeschung.erase(ADRESSE)

    assert list(Barrieremeldung.objects.values_list("pk", "name", "email", "beschreibung")) == [
        (meldung.pk, "", "", "Das Menü klemmt. [gelöscht]")
    ]


def test_who_came_in_place_of_somebody_takes_nothing_of_that_person_along() -> None:
    anmeldung = make_anmeldung(name="Jana Beispiel", email="jana@kita.example", vertretung=NAME)
    links = {zweck: anmeldung.zugaenge.create(zweck=zweck, hash=zweck, email=an) for zweck, an in LINKS.items()}

    loeschung.erase(ADRESSE)

    anmeldung.refresh_from_db()
    assert (anmeldung.name, anmeldung.email, anmeldung.vertretung) == ("Jana Beispiel", "jana@kita.example", "gelöscht")
    assert list(Zugang.objects.all()) == [links["aendern"]]


LINKS = {"aendern": "jana@kita.example", "vertretung": ADRESSE}


def test_mail_to_somebody_of_the_same_name_keeps_its_greeting() -> None:
    make_anmeldung(name=NAME, email=ADRESSE)
    make_anmeldung(name=NAME, email="andere@kita.example")
    kept = make_mail(an="andere@kita.example", text=f"Guten Tag, {NAME},")
    other = make_mail(an="dritte@kita.example", text=f"Statt Ihnen kommt {NAME}.")

    loeschung.erase(ADRESSE)

    texts = dict(Mail.objects.values_list("pk", "text"))
    assert texts == {kept.pk: f"Guten Tag, {NAME},", other.pk: "Statt Ihnen kommt [gelöscht]."}


def test_short_word_is_not_taken_for_a_name() -> None:
    make_person(name="Anna", email=ADRESSE, telefon="112")
    mail = make_mail(text="Anna kommt um 112.")

    loeschung.erase(ADRESSE)

    mail.refresh_from_db()
    assert mail.text == "Anna kommt um 112."


def test_last_letter_that_cannot_be_sent_is_forgotten_all_the_same(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.post.gibtesnicht"
    mail = make_mail(an=ADRESSE, anlass="loeschung", attempts=6)

    versand.send(mail.pk)

    assert Mail.objects.count() == 0


def test_former_states_of_a_text_go_once_nobody_is_named_in_it_any_more() -> None:
    """The name was struck out by hand; a text in which it still stands keeps its states."""
    make_anmeldung(name=NAME, email=ADRESSE)
    struck, kept = (make_abschnitt(leitbild=make_leitbild(), text=f"Es sagt {NAME}: Bus!") for _ in range(2))
    struck.text = "Es sagt jemand: Bus!"
    struck.save()

    loeschung.erase(ADRESSE)

    states = [[one.werte is not None for one in Textstand.objects.about(text)] for text in (struck, kept)]
    assert states == [[False, False], [True]]


def test_row_without_an_address_goes_only_when_somebody_says_that_it_belongs_to_the_person() -> None:
    make_person(name=NAME, email=ADRESSE)
    by_phone = make_anmeldung(name=NAME, email="", quelle="telefon")
    namesake = make_beitrag(autor_name=NAME)
    make_person(name=NAME, email="andere@kita.example")

    offered = [one.schluessel for one in loeschung.finding(ADRESSE).gleiche]
    done = loeschung.erase(ADRESSE, [f"workshops.anmeldung:{by_phone.pk}", "workshops.anmeldung:0", "erfunden:1"])

    assert offered == [f"workshops.anmeldung:{by_phone.pk}", f"workshops.beitrag:{namesake.pk}"]
    assert done == {"Anmeldungen": 1, "Personen im Verzeichnis": 1}
    assert Anmeldung.objects.get().name == "gelöscht"
    assert Beitrag.objects.get().autor_name == NAME


def test_command_offers_and_takes_such_rows(capsys: pytest.CaptureFixture[str]) -> None:
    make_person(name=NAME, email=ADRESSE)
    key = f"workshops.anmeldung:{make_anmeldung(name=NAME, email='', quelle='telefon').pk}"

    call_command("dsgvo_loeschen", ADRESSE)
    shown = capsys.readouterr().out
    call_command("dsgvo_loeschen", ADRESSE, ausfuehren=True, auch=[key])

    assert f"--auch {key}" in shown
    assert [row.split()[0] for row in rows_with_mark()] == ["public.post_mail"]
    assert Anmeldung.objects.get().name == "gelöscht"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Es kommt Anna  Lind.", "Es kommt [gelöscht]."),
        ("(anna lind)", "([gelöscht])"),
        ("Anna\nLind, lind@zyx.example.", "[gelöscht], [gelöscht]."),
        ("Mail an <LIND@zyx.example>", "Mail an <[gelöscht]>"),
        ("Rosa O&#x27;Hara", "[gelöscht]"),
        ("Anna Lind-Berg und Joanna Lindner", "Anna Lind-Berg und Joanna Lindner"),
        ("anna.lind@zyx.example, lind@zyx.example.org", "anna.lind@zyx.example, lind@zyx.example.org"),
    ],
)
def test_only_whole_names_and_addresses_are_blotted_out(text: str, left: str) -> None:
    sought = Gesucht("lind@zyx.example", ("Anna Lind", "Rosa O'Hara", "Lind"))

    assert sought.blot_out(text) == left
    assert sought.is_in(text) is (text != left)


def test_post_box_of_an_institution_that_was_the_address_of_a_person_goes() -> None:
    kita = make_institution(name="Kita Sonnenblume", email=ADRESSE.upper())
    other = make_institution(name="Kita Nord", email="kita@nord.example")

    loeschung.erase(ADRESSE)

    kita.refresh_from_db()
    other.refresh_from_db()
    assert (kita.email, kita.version, other.email) == ("", 2, "kita@nord.example")


def test_circular_loses_the_name_and_whoever_got_it_the_address() -> None:
    make_anmeldung(name=NAME, email=ADRESSE)
    sendung = make_sendung(workshop=make_workshop(), text=f"Danke, {NAME}!")
    sendung.zeilen.update(an=ADRESSE, name=NAME)

    loeschung.erase(ADRESSE)

    sendung.refresh_from_db()
    zeile = sendung.zeilen.get()
    assert (sendung.text, zeile.an, zeile.name) == ("Danke, [gelöscht]!", "", "")
