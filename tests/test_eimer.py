"""Files in a bucket, against a real S3 server: kept once, handed out by our own views, taken out and put back."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune import ablage, bilder, sicherung
from bildungskommune.checks import files_go_closed
from bildungskommune.drucksachen import aufbewahrung
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.eimer import Eimer
from bildungskommune.env import file_storage
from bildungskommune.fassungen import druck, liste, pruefung
from bildungskommune.fassungen.models import Druckauftrag
from script import s3
from script.debian import free_port
from tests.factories import make_beitrag
from tests.kernel.bauen import make_published
from tests.workshops.beitraege.test_foto import picture
from workshops.beitraege import fotos

BUCKET = {
    "S3_BUCKET": "portal",
    "S3_ENDPOINT": "https://s3.example.de",
    "S3_ACCESS_KEY": "portal",
    "S3_SECRET_KEY": "geheim",
}


def backend(given: dict[str, str]) -> dict[str, Any]:
    options = {
        "bucket_name": given["S3_BUCKET"],
        "endpoint_url": given["S3_ENDPOINT"],
        "access_key": given["S3_ACCESS_KEY"],
        "secret_key": given["S3_SECRET_KEY"],
        "region_name": "us-east-1",
        "addressing_style": "path",
    }
    return {"BACKEND": "bildungskommune.eimer.Eimer", "OPTIONS": options}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The server is built by `python -m script.s3`; that takes minutes, so no test does."""
    if s3.found() is None:
        pytest.skip("The S3 server is not there: python -m script.s3 builds it once, by Go.")
    with s3.running(tmp_path_factory.mktemp("s3"), free_port()) as given:
        yield given


@pytest.fixture
def bucket(server: dict[str, str], settings: Settings) -> Iterator[dict[str, str]]:
    settings.STORAGES = settings.STORAGES | {"default": backend(server)}
    yield server
    for name in list(sicherung.kept()):
        default_storage.delete(name)


def closed() -> Eimer:
    return Eimer(**backend(BUCKET | {"S3_ENDPOINT": "http://127.0.0.1:1"})["OPTIONS"])


def read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        return bytes(file.read())


# The setting


@pytest.mark.parametrize("missing", BUCKET)
def test_half_of_a_bucket_does_not_start(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in BUCKET.keys() - {missing}:
        monkeypatch.setenv(name, BUCKET[name])

    with pytest.raises(ImproperlyConfigured, match=rf"Missing in the environment: {missing}\. A bucket needs"):
        file_storage()


def test_bucket_is_given_by_the_environment_and_empty_lines_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*BUCKET, "S3_REGION", "S3_ADDRESSING"):
        monkeypatch.setenv(name, "")
    assert file_storage() == {"BACKEND": "bildungskommune.ablage.Ablage"}
    for name, value in BUCKET.items():
        monkeypatch.setenv(name, value)

    assert file_storage() == backend(BUCKET)


def test_files_in_the_clear_are_told_by_the_deploy_check(settings: Settings) -> None:
    settings.LOCAL = False
    assert files_go_closed(None) == []
    for endpoint, told in (("https://s3.example.de", []), ("http://s3.example.de", ["bildungskommune.W002"])):
        settings.STORAGES = settings.STORAGES | {"default": backend(BUCKET | {"S3_ENDPOINT": endpoint})}
        assert [one.id for one in files_go_closed(None)] == told


# The bucket


def test_second_file_of_a_name_gets_another_one(bucket: dict[str, str]) -> None:
    first = default_storage.save("fassungen/eins.pdf", ContentFile(b"eins"))
    second = default_storage.save("fassungen/eins.pdf", ContentFile(b"zwei"))
    # Another worker asked whether the name is free in the same moment.
    third = storages["default"]._save("fassungen/eins.pdf", ContentFile(b"drei"))  # type: ignore[attr-defined]

    assert [read(name) for name in (first, second, third)] == [b"eins", b"zwei", b"drei"]
    assert (first, len({first, second, third})) == ("fassungen/eins.pdf", 3)


def test_file_that_is_not_there_is_missing_as_in_a_folder(bucket: dict[str, str]) -> None:
    with pytest.raises(FileNotFoundError):
        default_storage.open("fassungen/nie.pdf", "rb")
    default_storage.delete("fassungen/nie.pdf")

    assert not default_storage.exists("fassungen/nie.pdf")


def test_nobody_gets_a_file_from_the_bucket_itself(bucket: dict[str, str]) -> None:
    name = default_storage.save("beitraege/foto.jpg", ContentFile(b"foto"))

    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{bucket['S3_ENDPOINT']}/{bucket['S3_BUCKET']}/{name}", timeout=5)
    with pytest.raises(ValueError, match="no address"):
        default_storage.url(name)


@pytest.mark.django_db
def test_print_goes_to_the_bucket_and_comes_through_our_own_view(bucket: dict[str, str], client: Client) -> None:
    fassung = make_published()

    assert druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk)

    order = Druckauftrag.objects.get(fassung=fassung)
    assert set(sicherung.kept()) == {order.pdf.name, order.gross.name, order.epub.name, order.docx.name}
    response = client.get(liste.pdf_link(fassung))
    assert response.status_code == 200
    assert response.getvalue() == read(str(order.pdf.name))
    assert response["Content-Length"] == str(order.groesse)
    assert bucket["S3_ENDPOINT"] not in str(response.headers)
    assert pruefung.check_all().abweichungen == 0


@pytest.mark.django_db
def test_file_that_no_row_names_goes_from_the_bucket_after_a_day(bucket: dict[str, str]) -> None:
    fassung = make_published()
    assert druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk)
    kept = set(sicherung.kept())
    default_storage.save("fassungen/nobody.pdf", ContentFile(b"%PDF"))

    assert ablage.clear() == 0
    assert ablage.clear(now=timezone.now() + ablage.REST + timedelta(minutes=1)) == 1
    assert set(sicherung.kept()) == kept


@pytest.mark.django_db
def test_photo_is_put_shown_and_removed(bucket: dict[str, str], client: Client) -> None:
    beitrag = make_beitrag()
    fotos.put(beitrag, bilder.clean(ContentFile(picture())), by=None)

    response = client.get(reverse("beitrag-foto", args=(beitrag.code,)))

    assert response.getvalue() == read(str(beitrag.foto.name))
    default_storage.delete(str(beitrag.foto.name))
    assert client.get(reverse("beitrag-foto", args=(beitrag.code,))).status_code == 404


def test_files_are_taken_out_of_the_bucket_into_a_folder_and_back(bucket: dict[str, str], tmp_path: Path) -> None:
    written = {"fassungen/ä b.pdf": b"eins", "beitraege/2027/foto.jpg": b"", "lose.txt": b"drei"}
    for name, content in written.items():
        assert default_storage.save(name, ContentFile(content)) == name

    assert sicherung.take_out(tmp_path / "sicherung") == []
    folder = {"default": {"BACKEND": "bildungskommune.ablage.Ablage"}}
    with override_settings(STORAGES=folder, MEDIA_ROOT=tmp_path / "media"):
        sicherung.put_back(tmp_path / "sicherung")
        assert {name: read(name) for name in sicherung.kept()} == written
    for name in written:
        default_storage.delete(name)
    sicherung.put_back(tmp_path / "sicherung")

    assert {name: read(name) for name in sicherung.kept()} == written
    default_storage.delete("lose.txt")
    default_storage.save("lose.txt", ContentFile(b"anders"))
    default_storage.save("neuer.txt", ContentFile(b"vier"))
    sicherung.put_back(tmp_path / "sicherung")
    assert {name: read(name) for name in sicherung.kept()} == written


# The bucket that is away


@pytest.mark.parametrize(
    "ask",
    [
        lambda eimer: eimer.save("a.pdf", ContentFile(b"a")),
        lambda eimer: eimer.open("a.pdf", "rb"),
        lambda eimer: eimer.exists("a.pdf"),
        lambda eimer: eimer.delete("a.pdf"),
        lambda eimer: eimer.size("a.pdf"),
        lambda eimer: eimer.listdir(""),
    ],
)
def test_bucket_that_is_away_is_an_error_of_files(ask: Any) -> None:
    with pytest.raises(OSError, match="Der Dateispeicher antwortet nicht"):
        ask(closed())


@pytest.fixture
def away(settings: Settings) -> None:
    gone = backend(BUCKET | {"S3_ENDPOINT": "http://127.0.0.1:1"})
    settings.STORAGES = settings.STORAGES | {"default": gone}


@pytest.mark.django_db
def test_reader_is_told_to_ask_again_later_for_a_file(away: None, client: Client) -> None:
    beitrag = make_beitrag(foto="beitraege/foto.jpg")

    response = client.get(reverse("beitrag-foto", args=(beitrag.code,)))

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "120", "no-store")
    assert "Dateien lassen sich zurzeit nicht laden" in response.content.decode()


@pytest.mark.django_db
def test_photo_and_prints_are_removed_although_their_files_stay_behind(
    away: None, django_capture_on_commit_callbacks: Any
) -> None:
    beitrag = make_beitrag(foto="beitraege/foto.jpg")
    for name in ("eins", "zwei"):
        Drucksache.objects.create(muster="x", schluessel=name, titel="x", inhalt={}, pdf=f"drucksachen/{name}.pdf")

    with django_capture_on_commit_callbacks(execute=True) as called:
        fotos.remove(beitrag, by=None)
        aufbewahrung.delete(Drucksache.objects.all())

    beitrag.refresh_from_db()
    assert (beitrag.foto.name, Drucksache.objects.count(), len(called)) == ("", 0, 3)


@pytest.mark.django_db
def test_print_without_the_bucket_says_why_and_readyz_tells(away: None, client: Client) -> None:
    fassung = make_published()

    druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk)

    order = Druckauftrag.objects.get(fassung=fassung)
    assert (order.status, order.fehler) == (
        "gescheitert",
        "Die Datei ließ sich nicht speichern (Der Dateispeicher antwortet nicht oder lehnt ab).",
    )
    assert client.get("/readyz").json() == {
        "status": "degraded",
        "database": "ok",
        "redis": "ok",
        "files": "unreachable",
    }
