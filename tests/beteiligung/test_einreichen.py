"""Handing in a comment: confirmed from the mailbox, numbered as it came, completed and taken back by its link."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bildungskommune.beteiligung import anhaenge, einreichen, limits
from bildungskommune.beteiligung.einreichen import Eingang, Stimme
from bildungskommune.beteiligung.models import Anhang, Anmerkung, Stellungnahme
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.post.models import Mail
from tests.beteiligung.bauen import absender, end, make_runde, make_stellungnahme
from tests.factories import make_institution, make_konto
from tests.workshops.beitraege.test_foto import picture

pytestmark = pytest.mark.django_db
STIMME = Stimme(text="Der Bus fehlt.", teil="wege", absatz="absatz-1")


def _found(secret: str) -> Stellungnahme:
    found = einreichen.find(secret)
    assert found is not None
    return found


def _secret() -> str:
    mail = Mail.objects.filter(anlass="stellungnahme_bestaetigen").latest("pk")
    return str(re.findall(r"/stellungnahme/mein/([\w-]+)/", mail.text)[0])


def test_comment_counts_once_its_mailbox_has_confirmed_it():
    runde = make_runde()

    handed_in = einreichen.submit(runde, absender(), STIMME)
    assert (handed_in.nummer, Stellungnahme.objects.received().count()) == (None, 0)
    einreichen.confirm(_found(_secret()))
    einreichen.confirm(_found(_secret()))

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.nummer) == ("eingegangen", 1)


def test_numbers_follow_the_confirmations_and_begin_anew_in_each_round():
    first, other = make_runde(), make_runde()

    numbers = [
        make_stellungnahme(runde, email=f"{nr}@lohse.example").nummer for nr, runde in enumerate([first, other, first])
    ]

    assert numbers == [1, 1, 2]


def test_confirmation_after_the_deadline_counts_but_not_after_seven_days():
    runde = make_runde()
    einreichen.submit(runde, absender(), STIMME)
    in_time = _secret()
    einreichen.submit(runde, absender(email="spaet@lohse.example"), STIMME)
    late = _secret()
    end(runde)

    einreichen.confirm(_found(in_time), now=timezone.now() + timedelta(days=6))
    with pytest.raises(einreichen.LinkExpired):
        einreichen.confirm(_found(late), now=timezone.now() + timedelta(days=8))

    assert Stellungnahme.objects.received().count() == 1


def test_after_the_last_day_nothing_is_taken():
    runde = make_runde()
    mine = make_stellungnahme(runde)
    end(runde)

    with pytest.raises(einreichen.NoComments, match="abgelaufen"):
        einreichen.submit(runde, absender(), STIMME)
    with pytest.raises(einreichen.NoComments, match="abgelaufen"):
        einreichen.add(mine, STIMME)

    assert Anmerkung.objects.count() == 1


def test_a_new_remark_has_to_be_released_anew():
    mine = make_stellungnahme(make_runde())
    einreichen.release(mine, by=make_konto())

    einreichen.add(mine, Stimme(text="Und der Radweg.", teil="orte"))

    mine.refresh_from_db()
    assert mine.freigegeben_am is None
    assert [one.position for one in mine.anmerkungen.all()] == [0, 1]


def test_withdrawn_comment_takes_no_remark_and_is_withdrawn_once():
    mine = make_stellungnahme(make_runde())
    einreichen.withdraw(mine, by=None)

    with pytest.raises(einreichen.NoComments, match="zurückgezogen"):
        einreichen.add(mine, STIMME)
    with pytest.raises(MoveRefused):
        einreichen.withdraw(mine, by=None)


def test_a_comment_has_a_limit_of_remarks(monkeypatch):
    monkeypatch.setattr(einreichen, "REMARKS", 2)
    mine = make_stellungnahme(make_runde())
    einreichen.add(mine, STIMME)

    with pytest.raises(einreichen.TooManyRemarks, match="höchstens 2"):
        einreichen.enter_more(mine, STIMME, by=make_konto())


def test_institution_of_the_directory_is_known_by_its_name():
    kita = make_institution(name="Kita Sonnenhügel")

    named = make_stellungnahme(make_runde(), art="einrichtung", einrichtung="kita sonnenhügel")
    private = make_stellungnahme(make_runde(), art="person", einrichtung="Kita Sonnenhügel", email="b@lohse.example")

    assert named.institution == kita
    assert (private.institution, private.einrichtung) == (None, "")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"art": "person", "namentlich": False}, "eine Privatperson"),
        ({"art": "person", "namentlich": True}, "Ada Lohse"),
        ({"art": "einrichtung", "einrichtung": "Kita", "namentlich": False}, "Kita"),
        ({"art": "einrichtung", "einrichtung": "Kita", "namentlich": True}, "Kita, Ada Lohse"),
    ],
)
def test_only_who_agreed_is_named_in_public(fields, shown):
    assert make_stellungnahme(make_runde(), **fields).wer_oeffentlich == shown


def test_office_enters_what_came_on_paper_and_the_code_goes_to_the_address():
    runde = make_runde()
    make_stellungnahme(runde)
    end(runde)
    scan = anhaenge.Datei("brief.pdf", "pdf", b"%PDF-1.7 ...")

    entered = einreichen.enter(
        runde, absender(email="brief@lohse.example"), Eingang(weg="papier"), STIMME, [scan], by=make_konto()
    )

    assert (entered.nummer, entered.status, entered.weg) == (2, "eingegangen", "papier")
    mail = Mail.objects.get(anlass="stellungnahme_eingegangen")
    assert (mail.an, entered.code in mail.text) == ("brief@lohse.example", True)
    anhang = entered.anhaenge.get()
    with anhang.datei.open("rb") as file:
        assert (anhang.ist_scan, file.read()) == (True, scan.inhalt)


def test_whoever_is_corrected_is_looked_up_in_the_directory_anew():
    kita = make_institution(name="Kita Sonnenhügel")
    mine = make_stellungnahme(make_runde(), art="einrichtung", einrichtung="Kita Sonnen")
    mine.einrichtung = "Kita Sonnenhügel"

    einreichen.correct(mine, ["einrichtung"], by=make_konto())

    mine.refresh_from_db()
    assert mine.institution == kita


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _office_file(member: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(member, "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "endung"),
    [
        ("Brief.PDF", b"%PDF-1.7 x", "pdf"),
        ("Brief.docx", _office_file("word/document.xml"), "docx"),
        ("Brief.odt", _office_file("content.xml"), "odt"),
        ("Wand.jpg", picture(), "jpg"),
    ],
)
def test_known_kinds_of_files_are_taken(name, content, endung):
    assert anhaenge.look_at(_upload(name, content)).endung == endung


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", b"MZ\x90\x00"),
        ("brief.docx", b"PK\x03\x04 torn"),
        ("brief.docx", _office_file("content.xml")),
        ("brief.html", b"<script>alert(1)</script>"),
        ("brief.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_other_files_are_refused_with_what_is_possible(name, content):
    with pytest.raises(anhaenge.FileRefused, match="Möglich sind PDF, Word"):
        anhaenge.look_at(_upload(name, content))


def test_heavy_files_and_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(anhaenge, "FILE_BYTES", 10)
    with pytest.raises(anhaenge.FileRefused, match="größer als 10 MB"):
        anhaenge.look_at(_upload("brief.pdf", b"%PDF-1.7 is longer"))

    mine = make_stellungnahme(make_runde())
    with pytest.raises(anhaenge.FileRefused, match="höchstens 5"):
        anhaenge.add(mine, [anhaenge.Datei("a.pdf", "pdf", b"%PDF-")] * (limits.FILES + 1))

    assert not Anhang.objects.exists()
