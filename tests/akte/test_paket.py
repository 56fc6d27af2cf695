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
from tests.factories import make_beitrag, make_gruppe, make_workshop, make_workshopfoto
from workshops.beitraege import fotos
from workshops.fotos import bestand
from workshops.models import Beitrag, Fotobild, Workshop, Workshopfoto

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


@pytest.fixture
def wall() -> Workshop:
    """Return a workshop with three photos, two of them the same picture."""
    workshop = make_workshop(slug="auftakt")
    gruppe = make_gruppe(workshop=workshop, kennung="blau")
    for number, colour in enumerate(("green", "red", "green")):
        row = Workshopfoto(
            workshop=workshop, beschreibung=f"Eine Wand, {colour}", nachweis="Landkreis", einwilligung=True
        )
        row.unterschrift, row.gruppe = f"Bild {number}", gruppe if number else None
        bestand.add(row, bilder.clean(ContentFile(picture(colour))), by=None)
    return workshop


def walls(workshop: Workshop) -> list[tuple[object, ...]]:
    """Return all that is known of the photos of a workshop, in their order."""
    return [
        (one.beschreibung, one.nachweis, one.unterschrift, one.gruppe and one.gruppe.kennung, file_of(one))
        for one in bestand.of_workshop(workshop)
    ]


def file_of(foto: Workshopfoto) -> bytes:
    with foto.bild.datei.open("rb") as file:
        return bytes(file.read())


def lose(workshop: Workshop) -> None:
    """Take the photos and their files away, as in a portal that never had them."""
    workshop.fotos.all().delete()
    for bild in Fotobild.objects.all():
        bild.datei.delete(save=False)
        bild.delete()


def written(tmp_path: Path, name: str = "wand.zip") -> Path:
    call_command("verfahren_ausgeben", str(tmp_path / name), stdout=StringIO())
    return tmp_path / name


def test_photos_of_a_workshop_come_back_with_credits_and_words_to_the_byte(wall: Workshop, tmp_path: Path) -> None:
    before, first = walls(wall), written(tmp_path)
    lose(wall)

    said = paket.read(first)

    assert walls(wall) == before
    assert said.neu["fotos"] == 3
    assert written(tmp_path, "zweite.zip").read_bytes() == first.read_bytes()
    assert paket.read(first).changes == 0


def test_what_the_list_says_of_a_photo_of_a_workshop_is_taken_over(wall: Workshop, tmp_path: Path) -> None:
    datei = change(written(tmp_path), lambda e: e | {"fotos.yaml": e["fotos.yaml"].replace(b"Bild 1", b"Gruppe Blau")})

    ergebnis = paket.read(datei)

    assert (ergebnis.geaendert["fotos"], ergebnis.unveraendert["fotos"]) == (1, 2)
    assert [one.unterschrift for one in bestand.of_workshop(wall)] == ["Bild 0", "Gruppe Blau", "Bild 2"]


ANGABEN = b"""    angaben:
      workshop: auftakt
      gruppe: ''
      nachweis: Landkreis
      unterschrift: Bild 0
      einwilligung: ja
"""


@pytest.mark.parametrize(
    ("old", "new", "satz"),
    [
        (b"einwilligung: ja", b"einwilligung: nein", "Ohne Zustimmung der Personen"),
        (b"gruppe: blau", b"gruppe: rot", "Die Arbeitsgruppe „rot“ gibt es in diesem Workshop nicht."),
        (b"workshop: auftakt", b"workshop: anderswo", "Den Workshop „anderswo“ gibt es nicht."),
        (b"nachweis: Landkreis", b"nachweis: ''", "Dieses Feld darf nicht leer sein."),
        (b"      unterschrift: Bild 2\n", b"", "Als angaben werden workshop, gruppe, nachweis, unterschrift und"),
        (ANGABEN, b"    angaben: 5\n", "Als angaben werden Namen mit je einem Wort erwartet."),
    ],
)
def test_photo_of_a_workshop_that_may_not_be_there_is_refused(
    wall: Workshop, tmp_path: Path, old: bytes, new: bytes, satz: str
) -> None:
    datei = change(written(tmp_path), lambda e: e | {"fotos.yaml": e["fotos.yaml"].replace(old, new)})
    before = walls(wall)

    assert satz in refusal(datei)
    assert walls(wall) == before


def test_picture_that_was_taken_away_for_good_does_not_come_back(wall: Workshop, tmp_path: Path) -> None:
    datei = written(tmp_path)
    bestand.take_away(bestand.of_workshop(wall)[1].bild, by=None, grund="Einwilligung zurückgenommen")

    assert "schon einmal für immer entfernt" in refusal(datei)


def test_thirteenth_photo_of_a_workshop_is_refused(wall: Workshop, tmp_path: Path) -> None:
    datei = written(tmp_path)
    lose(wall)
    for _ in range(bestand.HOECHSTENS - 1):
        make_workshopfoto(workshop=wall)

    assert "höchstens 12 Fotos" in refusal(datei)
    assert wall.fotos.count() == bestand.HOECHSTENS - 1


def test_photos_leave_the_house_only_with_the_people(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nur als YAML"):
        call_command("verfahren_ausgeben", str(tmp_path / "akte.zip"), "--ohne-personen")
