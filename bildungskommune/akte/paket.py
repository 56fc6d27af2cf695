"""The Verfahrensakte with its photos: a zip of `akte.yaml`, `fotos.yaml` and one file for each photo.

Nothing is unpacked to the disk, no name in the zip reaches the file system, and nothing is read further than its limit.
"""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import models, transaction

from bildungskommune import bilder
from bildungskommune.akte.datei import AkteUnlesbar, Datei, Fehler, dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.herkunft import Zuordnung
from bildungskommune.akte.modell import teil
from bildungskommune.register import Register

AKTE, FOTOS = "akte.yaml", "fotos.yaml"
NAME = re.compile(r"fotos/[A-Za-z0-9-]{1,80}\.jpg")
MAX_AKTE = 50_000_000
MAX_LISTE = 5_000_000
MAX_FOTOS = 10_000
MAX_GANZ = 4_000_000_000
"""Bytes: of the Akte, of the list, and of everything together; a photo has the limit of an upload (`bilder.BYTES`)."""


@dataclass(frozen=True)
class Foto:
    """A photo and what it belongs to."""

    kennung: str
    beschreibung: str
    inhalt: Callable[[], bytes]
    angaben: Mapping[str, str] = field(default_factory=dict)
    """What else the list says of it, where the Akte has no record for that."""


class FotoRefused(Exception):
    """This photo cannot be put where it belongs; the message says why."""


@dataclass(frozen=True)
class Gelesen:
    """A photo as the zip has it, and its place in the list."""

    kennung: str
    beschreibung: str
    inhalt: bytes
    angaben: Mapping[str, str]
    nummer: int


@dataclass(frozen=True)
class Fotoart:
    """The photos of one kind of record: how they are found, and how one is put."""

    oben: str
    """The kind of record at the top of the file below which these stand: what process they belong to."""
    alle: Callable[[], Iterable[Foto]]
    finden: Callable[[Gelesen], models.Model | None]
    """Returns the record on which the photo is put; raises FotoRefused where it may not be."""
    ganz_oben: Callable[[Any], models.Model]
    vorhanden: Callable[[Any, Gelesen], Foto | None]
    ablegen: Callable[[Any, ContentFile, Gelesen], None]
    """Raises FotoRefused."""


fotoarten: Register[[], Fotoart] = Register("akte_fotos")


def write(ziel: IO[bytes], inhalt: dict[str, Any]) -> int:
    """Write the Akte and all photos as a zip; returns how many photos. One without its file is left out."""
    liste: list[dict[str, Any]] = []
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr(_entry(AKTE), dump(inhalt))
        for art in fotoarten.collect():
            for foto in art.alle():
                with suppress(FileNotFoundError):
                    content = foto.inhalt()
                    name = f"fotos/{foto.kennung}.jpg"
                    archiv.writestr(_entry(name, zipfile.ZIP_STORED), content)
                    digest = hashlib.sha256(content).hexdigest()
                    said = {"kennung": foto.kennung, "beschreibung": foto.beschreibung, "sha256": digest}
                    liste.append(said | ({"angaben": dict(foto.angaben)} if foto.angaben else {}))
        archiv.writestr(_entry(FOTOS), dump({"fotos": liste}))
    return len(liste)


def _entry(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Give an entry without the time of writing: the same process comes out as the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = packing
    entry.external_attr = 0o600 << 16
    return entry


class Paket:
    """A zip, read with limits."""

    def __init__(self, archiv: zipfile.ZipFile) -> None:
        """Raises AkteUnlesbar when the zip is none of ours or larger than allowed."""
        self.archiv = archiv
        names = [entry.filename for entry in archiv.infolist()]
        if len(names) != len(set(names)):
            raise _refused("Das Paket enthält einen Namen zweimal.")
        if strange := sorted(name for name in names if name not in {AKTE, FOTOS} and not NAME.fullmatch(name)):
            raise _refused(f"Das Paket enthält etwas, das nicht hineingehört: „{strange[0][:80]}“.")
        if sum(entry.file_size for entry in archiv.infolist()) > MAX_GANZ or len(names) > MAX_FOTOS + 2:
            raise _refused(f"Das Paket ist zu groß: erlaubt sind {MAX_FOTOS} Fotos und {MAX_GANZ // 10**9} GB.")

    def akte(self) -> Datei:
        return parse(self._text(AKTE, MAX_AKTE))

    def fotos(self) -> Iterator[Gelesen]:
        """Give each photo of the list; raises AkteUnlesbar at the first that is not as the list says."""
        liste = parse(self._text(FOTOS, MAX_LISTE), was="Liste der Fotos")
        for nummer, said in enumerate(liste.inhalt.get("fotos") or []):
            place = ("fotos", nummer)
            if not isinstance(said, dict) or set(said) - {"angaben"} != {"kennung", "beschreibung", "sha256"}:
                raise AkteUnlesbar([liste.fehler(place, "Hier werden kennung, beschreibung und sha256 erwartet.")])
            if not isinstance(more := said.get("angaben", {}), dict):
                raise AkteUnlesbar([liste.fehler(place, "Als angaben werden Namen mit je einem Wort erwartet.")])
            angaben = {str(name): str(value) for name, value in more.items()}
            kennung, beschreibung, digest = (str(said[name]) for name in ("kennung", "beschreibung", "sha256"))
            try:
                content = self._read(f"fotos/{kennung}.jpg", bilder.BYTES)
                if hashlib.sha256(content).hexdigest() != digest:
                    raise _refused("Das Foto ist nicht das, das hier eingetragen wurde (sha256).")
                yield Gelesen(kennung, beschreibung, bilder.kept(content), angaben, nummer)
            except AkteUnlesbar as error:
                raise AkteUnlesbar([liste.fehler(place, one.satz) for one in error.fehler]) from error
            except bilder.ImageRefused as error:
                raise AkteUnlesbar([liste.fehler(place, str(error))]) from error

    def _text(self, name: str, limit: int) -> bytes:
        content = self._read(name, limit)
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise _refused(f"{name} im Paket ist kein Text in UTF-8.") from error
        return content

    def _read(self, name: str, limit: int) -> bytes:
        """Read one entry, whatever its head claims, no further than the limit."""
        try:
            with self.archiv.open(name) as entry:
                content = entry.read(limit + 1)
        except KeyError:
            raise _refused(f"Im Paket fehlt {name[:90]}.") from None
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            raise _refused(f"{name[:90]} im Paket lässt sich nicht lesen.") from error
        if len(content) > limit:
            raise _refused(f"{name[:90]} im Paket ist größer als {limit // 1_000_000} MB.")
        return content


def _refused(satz: str) -> AkteUnlesbar:
    return AkteUnlesbar([Fehler(1, "", satz)])


def read(pfad: Path, *, trocken: bool = False) -> Ergebnis:
    """Read a zip into the database as `einlesen` does, and put its photos; a photo that is there stays.

    Raises AkteUnlesbar with its place in the Akte or in the list; then nothing is changed.
    """
    try:
        archiv = zipfile.ZipFile(pfad)
    except (zipfile.BadZipFile, OSError) as error:
        raise _refused("Das Paket ist kein lesbares zip.") from error
    with archiv, transaction.atomic():
        paket = Paket(archiv)
        akte = paket.akte()
        ergebnis = einlesen(akte)
        zuordnung = Zuordnung(akte.inhalt)
        for foto in paket.fotos():  # once only to see that each can be put: what is on the disk comes not back
            _place(foto, zuordnung)
        for foto in paket.fotos():
            _put(foto, zuordnung, ergebnis, trocken=trocken)
        if trocken:
            transaction.set_rollback(True)
    return ergebnis


def _place(foto: Gelesen, zuordnung: Zuordnung) -> tuple[Fotoart, models.Model]:
    """Find what a photo belongs to; raises AkteUnlesbar when there is nothing, or another process has it."""
    for art in fotoarten.collect():
        try:
            row = art.finden(foto)
        except FotoRefused as error:
            raise _at(foto, str(error)) from error
        if row is not None:
            if (satz := zuordnung.stranger(teil(art.oben), art.ganz_oben(row))) and _differs(art, row, foto):
                raise _at(foto, satz)
            return art, row
    raise _at(foto, f"„{foto.kennung}“ steht nicht in der Akte.")


def _differs(art: Fotoart, row: models.Model, foto: Gelesen) -> bool:
    there = art.vorhanden(row, foto)
    if there is None:
        return True
    return (there.inhalt(), there.beschreibung, there.angaben) != (foto.inhalt, foto.beschreibung, foto.angaben)


def _put(foto: Gelesen, zuordnung: Zuordnung, ergebnis: Ergebnis, *, trocken: bool) -> None:
    art, row = _place(foto, zuordnung)
    if not _differs(art, row, foto):
        ergebnis.note("fotos", "unveraendert", "")
        return
    ergebnis.note("fotos", "geaendert" if art.vorhanden(row, foto) else "neu", foto.kennung)
    if trocken:
        return
    try:
        art.ablegen(row, ContentFile(foto.inhalt, name="foto.jpg"), foto)
    except FotoRefused as error:
        raise _at(foto, str(error)) from error


def _at(foto: Gelesen, satz: str) -> AkteUnlesbar:
    return AkteUnlesbar([Fehler(1, f"fotos[{foto.nummer + 1}]", satz)])
