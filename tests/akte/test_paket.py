"""The Akte with its photos: what went in comes out, and nothing else gets in."""

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from PIL import Image
from pytest_django.fixtures import Settings

from bildungskommune import bilder
from bildungskommune.akte import paket
from bildungskommune.akte.datei import AkteUnlesbar
from tests.factories import make_beitrag, make_workshop
from workshops.beitraege import fotos
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db
Entries = dict[str, bytes]


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def picture(colour: str = "green", form: str = "JPEG", **more: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, form, **more)
    return written.getvalue()


@pytest.fixture
def beitrag() -> Beitrag:
    beitrag = make_beitrag(workshop=make_workshop())
    fotos.put(beitrag, bilder.clean(ContentFile(picture())), beschreibung="Eine grüne Karte", by=None)
    return beitrag


@pytest.fixture
def datei(beitrag: Beitrag, tmp_path: Path) -> Path:
    path = tmp_path / "akte.zip"
    call_command("verfahren_ausgeben", str(path), stdout=StringIO())
    return path


def content(beitrag: Beitrag) -> bytes:
    beitrag.refresh_from_db()
    with beitrag.foto.open("rb") as file:
        return bytes(file.read())


def change(datei: Path, how: Callable[[Entries], Entries]) -> Path:
    with zipfile.ZipFile(datei) as archiv:
        entries = {name: archiv.read(name) for name in archiv.namelist()}
    with zipfile.ZipFile(datei, "w") as archiv:
        for name, value in how(entries).items():
            archiv.writestr(name, value)
    return datei


def refusal(datei: Path) -> str:
    with pytest.raises(AkteUnlesbar) as error:
        paket.read(datei)
    return str(error.value)


def test_photo_comes_back_with_its_description(beitrag: Beitrag, datei: Path) -> None:
    before = content(beitrag)
    fotos.remove(beitrag, by=None)

    call_command("verfahren_einlesen", str(datei), stdout=StringIO())

    assert content(beitrag) == before
    assert beitrag.foto_beschreibung == "Eine grüne Karte"


def test_package_that_is_read_comes_out_to_the_byte(beitrag: Beitrag, datei: Path, tmp_path: Path) -> None:
    fotos.remove(beitrag, by=None)
    call_command("verfahren_einlesen", str(datei), stdout=StringIO())

    call_command("verfahren_ausgeben", str(tmp_path / "zweite.zip"), stdout=StringIO())

    assert (tmp_path / "zweite.zip").read_bytes() == datei.read_bytes()


def test_reading_twice_changes_nothing(beitrag: Beitrag, datei: Path) -> None:
    name = beitrag.foto.name

    ergebnis = paket.read(datei)

    beitrag.refresh_from_db()
    assert (ergebnis.changes, ergebnis.unveraendert["fotos"], beitrag.foto.name) == (0, 1, name)


def test_dry_run_tells_of_the_photo_and_puts_none(beitrag: Beitrag, datei: Path) -> None:
    fotos.remove(beitrag, by=None)
    said = StringIO()

    call_command("verfahren_einlesen", str(datei), "--probe", stdout=said)

    beitrag.refresh_from_db()
    assert "fotos: 1 neu" in said.getvalue()
    assert not beitrag.foto


def test_photo_with_its_place_is_written_anew(beitrag: Beitrag, datei: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Jana Muster"
    secret = picture("red", exif=exif)

    def swap(entries: Entries) -> Entries:
        name = f"fotos/{beitrag.code}.jpg"
        old, new = (hashlib.sha256(one).hexdigest().encode() for one in (entries[name], secret))
        return entries | {name: secret, "fotos.yaml": entries["fotos.yaml"].replace(old, new)}

    paket.read(change(datei, swap))

    assert b"Jana Muster" not in content(beitrag)
    assert Image.open(BytesIO(content(beitrag))).getpixel((5, 5))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize(
    ("how", "satz"),
    [
        (lambda e: e | {"../../etc/passwd": b"x"}, "etwas, das nicht hineingehört"),
        (
            lambda e: {name: e[name] for name in ("akte.yaml", "fotos.yaml")},
            "Im Paket fehlt fotos/",
        ),
        (lambda e: {name: b"GIF89a" if name.startswith("fotos/") else value for name, value in e.items()}, "sha256"),
        (lambda e: e | {"fotos.yaml": b"fotos:\n  - kennung: X\n"}, "kennung, beschreibung und sha256"),
        (lambda e: e | {"akte.yaml": b"\xff\xfe"}, "kein Text in UTF-8"),
    ],
)
def test_package_that_was_changed_is_refused_with_a_sentence(
    beitrag: Beitrag, datei: Path, how: Callable[[Entries], Entries], satz: str
) -> None:
    before = content(beitrag)

    assert satz in refusal(change(datei, how))
    assert content(beitrag) == before


def test_what_is_no_picture_is_refused_with_its_place(beitrag: Beitrag, datei: Path) -> None:
    def swap(entries: Entries) -> Entries:
        name = f"fotos/{beitrag.code}.jpg"
        old, new = (hashlib.sha256(one).hexdigest().encode() for one in (entries[name], b"<svg/>"))
        return entries | {name: b"<svg/>", "fotos.yaml": entries["fotos.yaml"].replace(old, new)}

    assert "fotos[1]: Das ist kein Bild, das wir lesen können." in refusal(change(datei, swap))


def test_small_package_that_grows_large_is_read_no_further_than_its_limit(datei: Path) -> None:
    with zipfile.ZipFile(datei, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("akte.yaml", b"x: " + 60_000_000 * b"a")

    assert datei.stat().st_size < 100_000
    assert "akte.yaml im Paket ist größer als 50 MB" in refusal(datei)


def test_photo_of_a_card_that_is_nowhere_is_refused(beitrag: Beitrag, datei: Path) -> None:
    def rename(entries: Entries) -> Entries:
        wrong = b"ZZZ-ZZZ"
        listed = entries["fotos.yaml"].replace(beitrag.code.encode(), wrong)
        photo = entries.pop(f"fotos/{beitrag.code}.jpg")
        return entries | {"fotos.yaml": listed, f"fotos/{wrong.decode()}.jpg": photo}

    assert "„ZZZ-ZZZ“ steht nicht in der Akte" in refusal(change(datei, rename))


def test_package_of_another_process_puts_no_photo_on_a_card_of_this_one(beitrag: Beitrag, datei: Path) -> None:
    fotos.remove(beitrag, by=None)

    def other(entries: Entries) -> Entries:
        return entries | {
            "akte.yaml": entries["akte.yaml"].replace(b"version: 1\n", b"version: 1\nverfahren: anderswo\n")
        }

    assert "darf von einer anderen Akte nicht geändert werden" in refusal(change(datei, other))
    beitrag.refresh_from_db()
    assert not beitrag.foto


def test_photos_leave_the_house_only_with_the_people(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nur als YAML"):
        call_command("verfahren_ausgeben", str(tmp_path / "akte.zip"), "--ohne-personen")
