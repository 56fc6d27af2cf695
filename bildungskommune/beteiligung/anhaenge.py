"""Files that come with a comment: known kinds alone, kept under names of our own, opened by the office alone."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from secrets import token_hex

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from bildungskommune.ablage import delete_after_commit
from bildungskommune.beteiligung.limits import FILE_BYTES, FILES
from bildungskommune.beteiligung.models import Anhang, Stellungnahme
from bildungskommune.bilder import ImageRefused, clean
from bildungskommune.zeichen import one_line

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
}
ACCEPT = ".pdf,.docx,.odt,image/jpeg,image/png,image/webp,image/heic,.heic"
_OFFICE = {"docx": "word/document.xml", "odt": "content.xml"}


class FileRefused(Exception):
    """This file is not taken; the message says why."""


@dataclass(frozen=True)
class Datei:
    """A file that was looked at."""

    name: str
    endung: str
    inhalt: bytes


def look_at(upload: UploadedFile) -> Datei:
    """Return the file if it is what its name says; of pictures only the picture. Raises FileRefused."""
    name = one_line(PurePath(upload.name or "Datei").name)[:150]
    if (upload.size or 0) > FILE_BYTES:
        raise FileRefused(
            f"„{name}“ ist größer als 10 MB. Bitte teilen Sie die Datei, oder schicken Sie sie uns per Post."
        )
    content = upload.read()
    endung = PurePath(name).suffix.lower().lstrip(".")
    if endung == "pdf" and content.startswith(b"%PDF-"):
        return Datei(name, endung, content)
    if endung in _OFFICE and _holds(content, _OFFICE[endung]):
        return Datei(name, endung, content)
    try:
        picture = clean(ContentFile(content, name))
    except ImageRefused:
        raise FileRefused(
            f"„{name}“ können wir nicht annehmen. Möglich sind PDF, Word (DOCX), OpenDocument (ODT) und Fotos als JPG, "
            "PNG, WebP oder HEIC."
        ) from None
    return Datei(str(PurePath(name).with_suffix(".jpg")), "jpg", picture.read())


def _holds(content: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False


def add(stellungnahme: Stellungnahme, dateien: Sequence[Datei], *, ist_scan: bool = False) -> None:
    """Keep the files with the comment. Raises FileRefused when it would have too many."""
    if dateien and stellungnahme.anhaenge.count() + len(dateien) > FILES:
        raise FileRefused(f"Eine Stellungnahme kann höchstens {FILES} Dateien haben.")
    for datei in dateien:
        anhang = Anhang(stellungnahme=stellungnahme, name=datei.name, groesse=len(datei.inhalt), ist_scan=ist_scan)
        anhang.datei.save(f"{token_hex(16)}.{datei.endung}", ContentFile(datei.inhalt), save=False)
        anhang.save()


def remove_all(anhaenge: Sequence[Anhang]) -> None:
    """Take these files away, once that is certain."""
    for anhang in anhaenge:
        delete_after_commit(str(anhang.datei))
        anhang.delete()


def media_type(anhang: Anhang) -> str:
    return MEDIA_TYPES[PurePath(str(anhang.datei)).suffix.lstrip(".")]
