"""Whoever changes, removes or swaps what was frozen or printed, with whatever rights, is found out the next night."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from bildungskommune.celery import app
from bildungskommune.fassungen import auftraege, kette, pruefung, rules
from bildungskommune.fassungen.befunde import Pruefung
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.tasks import pruefen
from tests.factories import make_leitbild
from tests.kernel.bauen import KEY, make_fassung, make_published

pytestmark = pytest.mark.django_db

BROKEN = (
    "Die Kette der Prüfsummen ist unterbrochen. Davor fehlt eine Fassung, oder Nummer, Titel, Zweck oder Stichtag "
    "wurden verändert."
)


@contextmanager
def past_triggers() -> Iterator[None]:
    """Do what only the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def tamper(sql: str, *values: str | int) -> None:
    with past_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def make_set(fassung: Fassung, inhalt: bytes = b"%PDF-1.7 test") -> str:
    """Let the Fassung have a PDF as the print service leaves it; return the name of the file."""
    name = default_storage.save("fassungen/probe.pdf", ContentFile(inhalt))
    order = rules.order_print(fassung)
    taken = auftraege.claim(order.pk)
    assert taken is not None
    sha256 = hashlib.sha256(inhalt).hexdigest()
    auftraege.finish(taken, key=name, pdf=auftraege.Datei(name, sha256, len(inhalt)), seiten=1)
    return name


def named(fassung: Fassung, befund: str) -> str:
    return f"{fassung} (leitbild, Text): {befund}"


def test_each_link_holds_the_one_before() -> None:
    first, second = make_fassung(), make_fassung()

    assert [first.kette, second.kette] == [kette.link("", first), kette.link(first.kette, second)]


def test_what_nobody_touched_agrees() -> None:
    make_set(make_published())
    last = make_fassung()

    found = pruefung.check_all()

    assert [found.fassungen, found.ausdrucke, found.befunde, found.kopf] == [2, 1, [], last.kette]


def test_changed_content_is_found() -> None:
    fassung = make_fassung()
    tamper("UPDATE fassungen_fassung SET snapshot = jsonb_set(snapshot, '{titel}', '\"Falsch\"')")

    found = pruefung.check_all()

    assert found.befunde == [named(fassung, "Der Inhalt stimmt nicht mit der Prüfsumme überein.")]


def test_content_changed_together_with_its_checksum_is_found() -> None:
    fassung = make_fassung()
    tamper("UPDATE fassungen_fassung SET snapshot = '{}', sha256 = %s", rules.checksum({}))

    assert pruefung.check_all().befunde == [named(fassung, BROKEN)]


@pytest.mark.parametrize(
    "change", ["titel = 'Leitbild neu'", "nummer = 9", "zweck = 'vorlage'", "stichtag = '2020-01-01'", "dokument = 'x'"]
)
def test_changed_head_is_found(change: str) -> None:
    make_fassung()
    tamper(f"UPDATE fassungen_fassung SET {change}")

    assert pruefung.check_all().befunde == [named(Fassung.objects.get(), BROKEN)]


def test_removed_fassung_is_found_in_the_next() -> None:
    _, second, third = make_fassung(titel="Eins"), make_fassung(titel="Zwei"), make_fassung(titel="Drei")
    tamper("DELETE FROM fassungen_fassung WHERE id = %s", second.pk)

    assert pruefung.check_all().befunde == [named(third, BROKEN)]


def test_removed_newest_fassung_is_found_night_after_night() -> None:
    make_fassung()
    gone = make_fassung()
    pruefung.check_all()
    tamper("DELETE FROM fassungen_fassung WHERE id = %s", gone.pk)

    first = pruefung.check_all()
    make_fassung()

    assert [first.befunde, pruefung.check_all().befunde] == 2 * [["Die jüngsten Fassungen der letzten Prüfung fehlen."]]


def test_changed_pdf_is_found() -> None:
    fassung = make_published()
    name = make_set(fassung)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"%PDF-1.7 falsch"))

    found = pruefung.check_all()

    befund = f"gedruckt als Beschlussfassung: Die PDF-Datei {name} stimmt nicht mit ihrer Prüfsumme überein."
    assert found.befunde == [f"{fassung} (leitbild, Text), {befund}"]


def test_missing_pdf_is_named() -> None:
    fassung = make_published()
    name = make_set(fassung)
    default_storage.delete(name)

    befund = f"gedruckt als Beschlussfassung: Die PDF-Datei {name} fehlt."
    assert pruefung.check_all().befunde == [f"{fassung} (leitbild, Text), {befund}"]


def test_another_file_put_in_the_place_of_the_pdf_is_found() -> None:
    fassung = make_published()
    make_set(fassung)
    other = default_storage.save("fassungen/anderes.pdf", ContentFile(b"%PDF-1.7 anderes"))
    Druckauftrag.objects.update(pdf=other)

    befund = f"Zu der PDF-Datei {other}, die gezeigt wird, gibt es keine Prüfsumme."
    assert pruefung.check_all().befunde == [named(fassung, befund)]


def test_database_refuses_to_change_the_chain() -> None:
    make_fassung()

    with pytest.raises(DatabaseError, match="Die Kette der Fassungen"), transaction.atomic():
        Fassung.objects.update(kette="0" * 64)


def test_chain_is_laid_through_what_was_frozen_before() -> None:
    for titel in ("Eins", "Zwei ü", 'Drei "x"'):
        make_fassung(titel=titel)
    before = list(Fassung.objects.order_by("pk").values_list("kette", flat=True))
    tamper("UPDATE fassungen_fassung SET kette = ''")

    with past_triggers():
        import_module("bildungskommune.fassungen.migrations.0006_kette_gefuellt").fill(apps, None)

    assert list(Fassung.objects.order_by("pk").values_list("kette", flat=True)) == before


def test_beat_rings_for_it_and_the_task_counts() -> None:
    make_fassung()
    tamper("UPDATE fassungen_fassung SET snapshot = '{}'")
    app.loader.import_default_modules()

    assert "bildungskommune.fassungen.tasks.pruefen" in app.conf.beat_schedule
    assert [pruefen(), Pruefung.objects.get().abweichungen] == [1, 1]


def test_command_says_what_was_found() -> None:
    fassung = make_fassung()
    out = StringIO()

    call_command("fassungen_pruefen", stdout=out)

    assert out.getvalue().splitlines() == [
        "Geprüft: Fassungen 1, Dateien 0.",
        f"Alles stimmt. Ende der Kette: {fassung.kette}",
    ]
    tamper("UPDATE fassungen_fassung SET titel = 'x'")
    with pytest.raises(CommandError, match="Abweichungen: 1"):
        call_command("fassungen_pruefen", stdout=out)


def test_desk_tells_the_office_alone(office: Client, fachamt: Client) -> None:
    for titel in ("Eins", "Zwei"):
        rules.freeze(KEY, make_leitbild(titel=titel))
    tamper("UPDATE fassungen_fassung SET snapshot = '{}'")
    pruefung.check_all()

    desk = office.get("/verwaltung/").content.decode()

    assert "Fassungen stimmen nicht mit ihrer Prüfsumme überein" in desk
    assert "Eins, Fassung 1 (leitbild, Text): Der Inhalt" in desk
    assert "Prüfsumme überein" not in fachamt.get("/verwaltung/").content.decode()


def test_list_says_when_all_was_checked(office: Client) -> None:
    make_fassung(titel="Leitbild der Börde")
    page = [" ".join(office.get(reverse("v-fassung-list")).content.decode().split())]
    pruefung.check_all()
    page.append(" ".join(office.get(reverse("v-fassung-list")).content.decode().split()))
    tamper("UPDATE fassungen_fassung SET snapshot = '{}'")
    pruefung.check_all()
    page.append(" ".join(office.get(reverse("v-fassung-list")).content.decode().split()))

    assert "Noch nicht geprüft." in page[0]
    assert "1 Fassung und 0 Dateien stimmen mit ihren Prüfsummen überein." in page[1]
    assert "1 Abweichung von den Prüfsummen." in page[2]
    assert "Leitbild der Börde, Fassung 1 (leitbild, Text): Der Inhalt" in page[2]
