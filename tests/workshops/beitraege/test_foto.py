"""The photo of a contribution: what is taken, what is left of it, who sees it, when its file goes."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image, ImageCms

from bildungskommune import bilder
from bildungskommune.bilder import TOO_HEAVY, TOO_WIDE, UNREADABLE, ImageRefused
from bildungskommune.throttle import Limit
from tests.conftest import forget_rings
from tests.factories import make_beitrag, make_konto, make_workshop
from workshops import limits
from workshops.beitraege import contributions, fotos
from workshops.beitraege.contributions import Einreichung
from workshops.models import Beitrag, Workshop
from workshops.models.enums import BeitragStatus, ReihenStatus

pytestmark = pytest.mark.django_db

pillow_heif.register_heif_opener()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()
    return tmp_path / "beitraege"


def picture(art: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A red picture with a blue left half."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    image.convert(mode).save(written, art, **options)
    return written.getvalue()


def upload(content: bytes | None = None, name: str = "karte.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content, "image/jpeg")


def cleaned(content: bytes) -> Image.Image:
    return Image.open(bilder.clean(ContentFile(content)))


def colour(image: Image.Image, x: int, y: int) -> str:
    red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]  # RGB gives three
    return {(True, False): "red", (False, True): "blue"}.get((red > 200, blue > 200), f"{red}/{green}/{blue}")


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.iterdir()) if media.exists() else []


def with_photo(**fields: Any) -> Beitrag:
    beitrag = make_beitrag(**fields)
    fotos.put(beitrag, bilder.clean(ContentFile(picture())), by=None)
    return beitrag


def post_beitrag(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("beitrag-new", args=(workshop.slug,)), {"text": "Der Bus fährt nicht.", **fields})


def fetch(client: Client, url: str) -> Any:
    """Read the answer to its end, which closes the file but not the connection of the test."""
    response: Any = client.get(url)
    response.body = response.getvalue()
    return response


def photo_of(beitrag: Beitrag) -> str:
    return reverse("beitrag-foto", args=(beitrag.code,))


# What is taken


@pytest.mark.parametrize("art", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_photo_becomes_a_jpeg_whatever_it_was(art: str):
    image = cleaned(picture(art))

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert (colour(image, 5, 20), colour(image, 55, 20)) == ("blue", "red")


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_photo_in_other_colours_stays_readable(mode: str):
    source = Image.new("L", (8, 8), 100).convert("I").point(lambda grey: grey * 256) if mode == "I;16" else None
    written = BytesIO()
    (source.convert("I;16") if source else Image.new("L", (8, 8), 100).convert(mode)).save(written, "PNG")

    grey = cleaned(written.getvalue()).resize((1, 1)).getpixel((0, 0))

    assert all(60 < part < 140 for part in grey)  # type: ignore[union-attr]  # three parts of RGB


def test_transparent_ground_becomes_white():
    written = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "PNG")

    assert cleaned(written.getvalue()).getpixel((5, 5)) == (255, 255, 255)


def test_large_photo_is_made_smaller():
    assert cleaned(picture(size=(5000, 2500))).size == (2000, 1000)


def test_place_device_and_words_in_the_file_are_gone():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Geheimkamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 16.0, 3.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = picture(exif=exif, comment=b"Geheimwort", xmp=b"<x>Geheimort</x>", icc_profile=profile)
    assert all(word in source for word in (b"Geheimkamera", b"Geheimwort", b"Geheimort", b"ICC_PROFILE"))

    image = cleaned(source)

    assert dict(image.getexif()) == {}
    assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.parametrize("art", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_photo_taken_upright_stands_upright(art: str):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6

    image = cleaned(picture(art, exif=exif.tobytes()))

    assert image.size == (40, 60)
    assert (colour(image, 20, 5), colour(image, 20, 55)) == ("blue", "red")


@pytest.mark.parametrize(
    "content",
    [
        b"Das ist nur ein Text.",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        picture(size=(600, 400))[:700],
        picture("PNG")[:60],
        picture("HEIF")[:300],
        b"\xff\xd8\xff",
    ],
    ids=["text", "svg", "gif", "half a jpeg", "half a png", "half a heic", "three bytes"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(content: bytes):
    with pytest.raises(ImageRefused, match=re.escape(UNREADABLE)):
        bilder.clean(ContentFile(content))


@pytest.mark.parametrize("size", [(10_000, 6_000), (10_000, 10_000), (20_000, 10_000)], ids=["60", "100", "200"])
def test_small_file_with_too_many_pixels_is_refused_unread(size: tuple[int, int]):
    written = BytesIO()
    Image.new("1", size).save(written, "PNG")
    assert len(written.getvalue()) < 100_000

    with pytest.raises(ImageRefused, match=re.escape(TOO_WIDE)):
        bilder.clean(ContentFile(written.getvalue()))


def test_file_over_ten_megabytes_is_refused():
    with pytest.raises(ImageRefused, match=re.escape(TOO_HEAVY)):
        bilder.clean(ContentFile(picture() + b"\0" * bilder.BYTES))


# Handing one in


def test_contribution_with_a_photo_shows_it_below_the_words(client: Client, media: Path):
    response = post_beitrag(client, make_workshop(), foto=upload())

    beitrag = Beitrag.objects.get()
    assert response.headers["Location"] == reverse("beitrag-danke", args=(beitrag.code,))
    assert re.fullmatch(r"beitraege/[\w-]{22}\.jpg", str(beitrag.foto))
    page = client.get(beitrag.get_absolute_url()).content.decode()
    assert f'<img src="{photo_of(beitrag)}" alt="Foto der Karte">' in page
    assert len(files(media)) == 1


@pytest.mark.parametrize("content", [b"Kein Bild", b""], ids=["text", "empty"])
def test_text_file_named_jpg_is_refused_and_the_words_stay(client: Client, content: bytes):
    response = post_beitrag(client, make_workshop(), text="Ein langer Gedanke", foto=upload(content))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Ein langer Gedanke" in page
    assert "Bitte wählen Sie ein Foto als JPG, PNG, WebP oder HEIC" in page
    assert Beitrag.objects.count() == 0


def test_photo_of_a_refused_form_is_asked_for_again(client: Client, media: Path):
    response = post_beitrag(client, make_workshop(), text="", foto=upload(name="wand <1>.jpg"))

    assert response.status_code == 422
    assert "Bitte wählen Sie „wand &lt;1&gt;.jpg“ noch einmal aus" in response.content.decode()
    assert files(media) == []


def test_form_sent_twice_keeps_one_photo(client: Client, media: Path):
    workshop, token = make_workshop(), "x" * 22

    first = post_beitrag(client, workshop, foto=upload(), absendung=token)
    second = post_beitrag(client, workshop, foto=upload(), absendung=token)

    assert first.headers["Location"] == second.headers["Location"]
    assert (Beitrag.objects.count(), len(files(media))) == (1, 1)


def test_refused_contribution_leaves_no_file(media: Path):
    workshop = make_workshop()
    type(workshop.reihe).objects.update(status=ReihenStatus.ABGESCHLOSSEN)

    with pytest.raises(contributions.ContributionsClosed):
        contributions.submit(workshop, Einreichung(text="Gedanke", foto=bilder.clean(ContentFile(picture()))))

    assert files(media) == []


# Seeing it


@pytest.mark.parametrize(
    "status",
    [BeitragStatus.EINGEREICHT, BeitragStatus.GEPRUEFT, BeitragStatus.NICHT_OEFFENTLICH, BeitragStatus.VEROEFFENTLICHT],
)
def test_photo_is_seen_by_whoever_has_the_code(client: Client, status: str):
    beitrag = with_photo(status=status)

    response = fetch(client, photo_of(beitrag))

    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(response.body)).size == (60, 40)
    assert dict(response.cookies) == {}


def test_photo_is_kept_by_caches_only_as_long_as_it_may_be_seen(client: Client):
    beitrag = with_photo()
    beitrag.reihe.oeffentlich = True
    beitrag.reihe.save(update_fields=["oeffentlich"])
    first = fetch(client, photo_of(beitrag))

    again = client.get(photo_of(beitrag), headers={"If-None-Match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code, again.content) == ("public, no-cache", 304, b"")
    Beitrag.objects.update(status=BeitragStatus.EINGEREICHT)
    hidden = fetch(client, photo_of(beitrag))
    assert hidden["Cache-Control"] == "private, no-cache"


def test_photo_of_a_rejected_contribution_is_for_its_staff_alone(client: Client):
    beitrag = with_photo(status=BeitragStatus.ZURUECKGEWIESEN, workshop=make_workshop())

    assert client.get(photo_of(beitrag)).status_code == 404
    assert photo_of(beitrag) not in client.get(beitrag.get_absolute_url()).content.decode()

    client.force_login(make_konto())
    response = fetch(client, reverse("v-beitrag-foto-datei", args=(beitrag.pk,)))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")


@pytest.mark.parametrize("rolle", ["fachamt", "moderation"])
def test_staff_address_of_a_photo_is_closed_to_those_without_the_workshop(client: Client, rolle: str):
    beitrag = with_photo(workshop=make_workshop())
    client.force_login(make_konto(rolle=rolle))

    assert client.get(reverse("v-beitrag-foto-datei", args=(beitrag.pk,))).status_code in {403, 404}


def test_photo_that_is_not_there_is_not_found(client: Client, media: Path):
    without, lost = make_beitrag(), with_photo()
    (media.parent / str(lost.foto)).unlink()

    urls = [photo_of(without), photo_of(lost), "/beitrag/ZZZ-999/foto.jpg", f"/{lost.foto}"]

    assert [client.get(url).status_code for url in urls] == [404, 404, 404, 404]
    assert client.post(photo_of(lost)).status_code == 405


def test_guessing_codes_by_their_photos_comes_to_an_end(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "UNKNOWN_CODES", Limit("code", 2, 86_400))
    beitrag = with_photo()

    answers = [client.get(f"/beitrag/ZZZ-99{number}/foto.jpg").status_code for number in (7, 8, 9)]

    assert answers == [404, 404, 429]
    assert client.get(photo_of(beitrag)).status_code == 429


# Working on it


@pytest.fixture
def karte() -> Beitrag:
    workshop = make_workshop()
    workshop.moderation.add(make_konto(rolle="moderation", email="moderation@boerde.example"))
    return make_beitrag(workshop=workshop)


@pytest.fixture
def staff(client: Client, karte: Beitrag) -> Client:
    """The moderation of the workshop the card was written in."""
    assert karte.workshop
    client.force_login(karte.workshop.moderation.get())
    return client


def edit(client: Client, beitrag: Beitrag, **fields: Any) -> Any:
    return client.post(reverse("v-beitrag-foto", args=(beitrag.pk,)), fields)


def test_moderation_adds_a_photo_and_says_what_is_on_it(staff: Client, karte: Beitrag):
    response = edit(staff, karte, foto=upload(), beschreibung="Eine gelbe Karte mit einem Bus")

    assert response["Location"] == reverse("v-beitrag", args=(karte.pk,))
    for url in (karte.get_absolute_url(), response["Location"]):
        assert 'alt="Eine gelbe Karte mit einem Bus"' in staff.get(url).content.decode()


def test_photo_without_words_is_refused(staff: Client, karte: Beitrag):
    first = edit(staff, karte, foto=upload())
    fotos.put(karte, bilder.clean(ContentFile(picture())), by=None)
    later = edit(staff, karte)

    for response in (first, later):
        assert response.status_code == 422
        assert "Bitte schreiben Sie in einem Satz, was auf dem Foto zu sehen ist." in response.content.decode()


def test_another_photo_deletes_the_former_file_after_commit(
    staff: Client, karte: Beitrag, media: Path, django_capture_on_commit_callbacks: Callable[..., Any]
):
    edit(staff, karte, foto=upload(), beschreibung="Rot und blau")
    former = files(media)

    with django_capture_on_commit_callbacks() as callbacks:
        edit(staff, karte, foto=upload(picture("PNG")), beschreibung="Rot und blau")
    before_commit = files(media)
    for callback in callbacks:
        callback()

    karte.refresh_from_db()
    assert set(before_commit) == {*former, Path(str(karte.foto)).name}
    assert files(media) == [Path(str(karte.foto)).name] != former


def test_new_words_leave_the_photo_as_it_is(staff: Client, karte: Beitrag, media: Path):
    edit(staff, karte, foto=upload(), beschreibung="Rot")
    former = files(media)

    edit(staff, karte, beschreibung="Rot und blau")

    karte.refresh_from_db()
    assert (karte.foto_beschreibung, files(media)) == ("Rot und blau", former)


def test_removed_photo_is_gone_with_its_words_and_its_file(
    staff: Client, karte: Beitrag, media: Path, django_capture_on_commit_callbacks: Callable[..., Any]
):
    edit(staff, karte, foto=upload(), beschreibung="Rot")

    with django_capture_on_commit_callbacks(execute=True):
        edit(staff, karte, entfernen="on", beschreibung="")

    karte.refresh_from_db()
    assert (karte.foto.name, karte.foto_beschreibung, files(media)) == ("", "", [])


def test_removing_and_replacing_at_once_is_asked_back(staff: Client, karte: Beitrag, media: Path):
    edit(staff, karte, foto=upload(), beschreibung="Rot")
    former = files(media)

    response = edit(staff, karte, foto=upload(), entfernen="on", beschreibung="Rot")

    assert response.status_code == 422
    assert "nicht beides" in response.content.decode()
    assert files(media) == former


def test_leitung_sees_the_photo_and_changes_nothing(client: Client, karte: Beitrag):
    client.force_login(make_konto(rolle="leitung"))

    assert edit(client, karte, foto=upload(), beschreibung="Rot").status_code == 403
    assert "Foto hinzufügen" not in client.get(reverse("v-beitrag", args=(karte.pk,))).content.decode()
