"""Photos of a workshop: uploaded with what is to be seen, frozen with the documentation, taken away for good."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from bildungskommune.ablage import clear
from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen import lesen, namen, rules
from bildungskommune.fassungen.docx import docx
from bildungskommune.fassungen.models import Ausdruck, Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.setzen import stoff
from bildungskommune.werkbank.models import Geloescht
from tests.dateien import content
from tests.factories import make_gruppe, make_konto, make_workshop, make_workshopfoto
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.fotos import bestand, gefroren
from workshops.models import Fotobild, Workshop, Workshopfoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


def upload(size: tuple[int, int] = (80, 60), *, turn: int = 1, colour: str = "teal") -> SimpleUploadedFile:
    """Return a photo as a phone makes it: with a place, a device, and how it stands upright."""
    written = BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    exif[ExifTags.Base.Make] = "Telefon"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    Image.new("RGB", size, colour).save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", written.getvalue(), content_type="image/jpeg")


SENT = {"beschreibung": "Eine Pinnwand", "nachweis": "Jana Beispiel", "einwilligung": "on"}


def _add(client: Client, werkstatt: Werkstatt, **data: Any) -> Any:
    sent = {**SENT, "foto": upload(), **data}
    return client.post(werkstatt.url("v-foto-new"), {name: value for name, value in sent.items() if value is not None})


def _new() -> Workshopfoto:
    return Workshopfoto.objects.latest("pk")


def _freeze(workshop: Workshop) -> Fassung:
    fassung = rules.freeze("dokumentation", workshop)
    rules.publish(fassung)
    return fassung


def _page(client: Client, fassung: Fassung) -> str:
    return client.get(definition("dokumentation").url(fassung)).content.decode()


def _file(fassung: Fassung, bild: Fotobild) -> str:
    return reverse("dokumentation-foto", args=(fassung.dokument, fassung.nummer, bild.sha256))


def _get(client: Client, address: str) -> Any:
    """Return the answer, its file closed."""
    answer = client.get(address)
    if answer.streaming:
        content(answer)
    return answer


def test_photo_is_kept_upright_and_without_place_or_device(client: Client, werkstatt: Werkstatt) -> None:
    gruppe = make_gruppe(workshop=werkstatt.workshop, titel="Wege")

    response = _add(client, werkstatt, foto=upload(turn=6), gruppe=gruppe.pk, unterschrift="Abends")

    assert response.status_code == 302
    foto = _new()
    assert (foto.gruppe, foto.nachweis, str(foto), foto.position) == (gruppe, "Jana Beispiel", "Abends", 1)
    assert (foto.bild.breite, foto.bild.hoehe) == (60, 80)
    with foto.bild.datei.open("rb") as file, Image.open(file) as kept:
        assert (kept.size, dict(kept.getexif())) == ((60, 80), {})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"foto": None}, "Bitte wählen Sie ein Foto aus."),
        ({"beschreibung": ""}, "Bitte schreiben Sie in einem Satz, was auf dem Foto zu sehen ist."),
        ({"nachweis": ""}, "Bitte schreiben Sie, von wem das Foto ist."),
        ({"einwilligung": None}, "Bitte laden Sie nur Fotos hoch"),
        ({"foto": SimpleUploadedFile("a.jpg", b"kein Bild")}, "Das ist kein Bild, das wir lesen können."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    client: Client, werkstatt: Werkstatt, data: dict[str, Any], words: str
) -> None:
    before = Workshopfoto.objects.count()

    response = _add(client, werkstatt, **data)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Workshopfoto.objects.count() == before


def test_form_shows_the_photo_and_asks_once_for_each_thing(client: Client, werkstatt: Werkstatt) -> None:
    page = client.get(werkstatt.url("v-foto-edit")).content.decode()

    labels = re.findall(r"<label[^>]*>\s*([^<]+?)\s*<", page)
    assert [one for one in labels if "Foto" in one] == ["Anderes Foto", "Von wem ist das Foto?"]
    assert reverse("v-foto-datei", args=(werkstatt.foto.pk,)) in page


def test_what_is_to_be_seen_is_kept_in_one_line(client: Client, werkstatt: Werkstatt) -> None:
    _add(client, werkstatt, beschreibung="Eine Pinnwand,\r\n davor ein Tisch")

    assert _new().beschreibung == "Eine Pinnwand, davor ein Tisch"


def test_only_so_many_photos_fit(client: Client, werkstatt: Werkstatt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bestand, "HOECHSTENS", 1)

    page = client.get(werkstatt.url("v-foto-new"), follow=True).content.decode()

    assert "Ein Workshop hat höchstens 1 Fotos." in page
    with pytest.raises(bestand.ZuViele):
        bestand.add(Workshopfoto(workshop=werkstatt.workshop), upload(), by=None)  # type: ignore[arg-type]


def test_desk_and_wall_list_them(client: Client, werkstatt: Werkstatt) -> None:
    for page in ("v-dokumentation", "v-kartenwand"):
        html = client.get(werkstatt.url(page)).content.decode()
        assert werkstatt.foto.beschreibung in html
        assert reverse("v-foto-datei", args=(werkstatt.foto.pk,)) in html

    answer = _get(client, reverse("v-foto-datei", args=(werkstatt.foto.pk,)))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-cache",
    )
    again = client.get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_photo_is_changed_moved_and_deleted(client: Client, werkstatt: Werkstatt) -> None:
    _add(client, werkstatt)
    foto, former = _new(), _new().bild
    edit = reverse("v-foto-edit", args=(foto.pk,))

    client.post(edit, {**SENT, "unterschrift": "Am Abend"})
    foto.refresh_from_db()
    assert (foto.unterschrift, foto.bild) == ("Am Abend", former)

    client.post(edit, {**SENT, "foto": upload(colour="olive")})
    foto.refresh_from_db()
    assert foto.bild != former

    client.post(reverse("v-foto-move", args=(foto.pk,)), {"richtung": "hoch"})
    assert bestand.of_workshop(werkstatt.workshop)[0] == foto

    assert "Für immer entfernen" in client.get(reverse("v-foto-loeschen", args=(foto.pk,))).content.decode()
    client.post(reverse("v-foto-loeschen", args=(foto.pk,)))
    assert not Workshopfoto.objects.filter(pk=foto.pk).exists()
    assert Geloescht.objects.get().objekt_id == str(foto.pk)


def test_same_picture_is_stored_once_and_what_was_taken_away_does_not_come_back(
    client: Client, werkstatt: Werkstatt
) -> None:
    _add(client, werkstatt)
    _add(client, werkstatt, beschreibung="Noch einmal")
    bild = _new().bild
    assert bild.fotos.count() == 2

    bestand.take_away(bild, by=werkstatt.moderation, grund="Einwilligung zurückgenommen")

    page = _add(client, werkstatt).content.decode()
    assert "Dieses Foto wurde schon einmal für immer entfernt" in page
    edit = reverse("v-foto-edit", args=(werkstatt.foto.pk,))
    assert "schon einmal für immer entfernt" in client.post(edit, {**SENT, "foto": upload()}).content.decode()


def test_public_reads_a_photo_once_the_documentation_is_published(client: Client, werkstatt: Werkstatt) -> None:
    draft = rules.freeze("dokumentation", werkstatt.workshop)
    bild, nobody = werkstatt.foto.bild, Client()
    assert _get(nobody, _file(draft, bild)).status_code == 404

    rules.publish(draft)

    html = _page(nobody, draft)
    assert werkstatt.foto.beschreibung in html
    assert "Foto: Jana Beispiel" in html
    answer = _get(nobody, _file(draft, bild))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")
    assert _get(nobody, _file(draft, make_workshopfoto().bild)).status_code == 404
    rules.withdraw(Fassung.objects.get(pk=draft.pk), "Ein Fehler.")
    assert _get(nobody, _file(draft, bild)).status_code == 404


def test_photo_stands_at_its_group_and_frozen_text_says_what_came_out(client: Client) -> None:
    workshop = make_workshop()
    gruppe = make_gruppe(workshop=workshop, titel="Wege", ergebnis="Zuerst der **Bus**.")
    make_workshopfoto(workshop=workshop, gruppe=gruppe, beschreibung="Der Plan")
    make_workshopfoto(workshop=workshop, beschreibung="Die ganze Wand")

    fassung = _freeze(workshop)

    inhalt = lesen.inhalt(fassung)
    assert [foto["alt"] for foto in inhalt["gruppen"][0]["fotos"]] == ["Der Plan"]
    assert [foto["alt"] for foto in inhalt["weitere_fotos"]] == ["Die ganze Wand"]
    html = _page(client, fassung)
    assert "Zuerst der <strong>Bus</strong>." in html
    assert html.index("Der Plan") < html.index("Die ganze Wand")


def test_deleted_photo_stays_in_what_was_frozen(client: Client, werkstatt: Werkstatt) -> None:
    fassung, bild = _freeze(werkstatt.workshop), werkstatt.foto.bild
    client.post(reverse("v-foto-loeschen", args=(werkstatt.foto.pk,)))
    Geloescht.objects.all().delete()
    later = timezone.now() + timedelta(days=40)

    clear(later)

    assert bild not in bestand.unused()
    assert _get(client, _file(fassung, bild)).status_code == 200


def test_what_nothing_names_is_unused(werkstatt: Werkstatt) -> None:
    kept, waste, loose = werkstatt.foto.bild, make_workshopfoto(), make_workshopfoto()
    loose.delete()
    Client().force_login(werkstatt.moderation)
    office = Client()
    office.force_login(make_konto())
    office.post(reverse("v-foto-loeschen", args=(waste.pk,)))

    assert list(bestand.unused()) == [loose.bild]
    assert kept.entfernt_am is None


def _printed(fassung: Fassung) -> Ausdruck:
    name = default_storage.save("fassungen/foto.pdf", upload())
    return Ausdruck.objects.create(
        fassung=fassung, pdf=name, sha256="a" * 64, seiten=1, groesse=1, bezeichnung="Lesefassung"
    )


@pytest.mark.django_db(transaction=True)
def test_photo_taken_away_leaves_a_line_and_no_file(client: Client) -> None:
    werkstatt = make_werkstatt()
    office = Client()
    office.force_login(make_konto())
    fassung, bild = _freeze(werkstatt.workshop), werkstatt.foto.bild
    before, print_, file = fassung.snapshot, _printed(fassung), str(bild.datei)
    waste = Workshopfoto.objects.create(workshop=werkstatt.workshop, bild=bild, **{**SENT, "einwilligung": True})
    office.post(reverse("v-foto-loeschen", args=(waste.pk,)))
    address = reverse("v-foto-entfernen", args=(werkstatt.foto.pk,))
    asked = office.get(address).content.decode()
    assert "verschwindet aus einer eingefrorenen Dokumentation." in asked
    assert f'alt="{werkstatt.foto.beschreibung}"' in asked

    page = office.post(address, {"grund": "Einwilligung zurückgenommen"}, follow=True).content.decode()

    day = f"{timezone.localdate():%d.%m.%Y}"
    assert "Das Foto ist für immer entfernt." in page
    assert f"Foto entfernt am {day}." in _page(client, fassung)
    assert _get(client, _file(fassung, bild)).status_code == 404
    assert not default_storage.exists(file)
    assert not default_storage.exists(print_.pdf)
    assert list(namen.overtaken()) == [print_]
    assert (Workshopfoto.objects.filter(bild=bild).count(), Geloescht.objects.count()) == (0, 0)
    fassung = Fassung.objects.get(pk=fassung.pk)
    assert (fassung.snapshot, rules.verify(fassung)) == (before, True)
    assert f"Foto entfernt am {day}" in stoff(fassung).html
    assert Eintrag.objects.filter(ereignis="fassung.foto_entfernt").count() == 1
    assert "fassung.foto_entfernt" in {one.ereignis for one in Eintrag.objects.all()}


def test_print_carries_the_photo_in_itself(werkstatt: Werkstatt) -> None:
    fassung = _freeze(werkstatt.workshop)

    made = stoff(Fassung.objects.get(pk=fassung.pk))

    assert made.html.count("data:image/jpeg;base64,") == 1
    assert f'alt="{werkstatt.foto.beschreibung}"' in made.html
    assert b"media/bild1.jpeg" in docx(made.html)


def test_print_says_which_file_is_missing(werkstatt: Werkstatt) -> None:
    fassung = _freeze(werkstatt.workshop)
    default_storage.delete(str(werkstatt.foto.bild.datei))

    with pytest.raises(lesen.Unreadable, match=werkstatt.foto.bild.sha256):
        stoff(Fassung.objects.get(pk=fassung.pk))


def test_photo_of_another_portal_says_that_it_is_not_here(client: Client, werkstatt: Werkstatt) -> None:
    fassung = _freeze(werkstatt.workshop)
    werkstatt.foto.delete()
    Fotobild.objects.all().delete()

    assert gefroren.FEHLT in _page(client, fassung)
    assert gefroren.FEHLT in stoff(Fassung.objects.get(pk=fassung.pk)).html


def test_database_wants_the_consent(werkstatt: Werkstatt) -> None:
    with pytest.raises(IntegrityError):
        Workshopfoto.objects.filter(pk=werkstatt.foto.pk).update(einwilligung=False)
