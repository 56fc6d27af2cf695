"""The file as a package of XML parts, read within fixed limits; no part is fetched from anywhere."""

import posixpath
from collections.abc import Mapping
from typing import IO, TypeAlias
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from lxml import etree

from bildungskommune.textdatei.modell import Unlesbar

Element: TypeAlias = etree._Element  # noqa: SLF001  # its only name
MOST_BYTES = 20 * 2**20
"""So large may a file be: a concept with its pictures."""
MOST_UNPACKED = 40 * 2**20
"""So large may the parts that are read be together, so that no small file fills the memory."""
MOST_ENTRIES = 3_000
DEEPEST = 200
"""So deep may elements stand in each other."""
KAPUTT = "Die Datei ist beschädigt oder kein Text. Bitte speichern Sie sie noch einmal als .docx oder .odt."
ZU_GROSS = "Die Datei ist entpackt zu groß. Bitte teilen Sie den Text auf."


class Paket:
    """The parts of a DOCX or ODT."""

    def __init__(self, content: IO[bytes], size: int) -> None:
        if size > MOST_BYTES:
            raise Unlesbar("Die Datei ist größer als 20 MB. Bitte verkleinern Sie die Bilder, oder teilen Sie sie auf.")
        try:
            self._archive = ZipFile(content)
        except (BadZipFile, OSError, ValueError) as error:
            raise Unlesbar(KAPUTT) from error
        self.names = self._archive.namelist()
        if len(self.names) > MOST_ENTRIES:
            raise Unlesbar(ZU_GROSS)
        self._left = MOST_UNPACKED

    def xml(self, name: str) -> Element | None:
        """Return the root of a part, None where there is no such part. Raises Unlesbar."""
        return _parsed(self._bytes(name)) if name in self.names else None

    def _bytes(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as part:
                found = part.read(self._left + 1)
        except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, ZlibError) as error:
            raise Unlesbar(KAPUTT) from error
        self._left -= len(found)
        if self._left < 0:
            raise Unlesbar(ZU_GROSS)
        return found


def _parsed(content: bytes) -> Element:
    """Read XML without a document type, so without entities; nothing else is loaded for it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unlesbar(KAPUTT) from error
    if root.getroottree().docinfo.doctype:
        raise Unlesbar(KAPUTT)
    if _depth(root) > DEEPEST:
        raise Unlesbar("Die Datei ist zu tief verschachtelt. Bitte speichern Sie sie noch einmal in Ihrem Programm.")
    return root


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def targets(rels: Element | None, folder: str) -> Mapping[str, tuple[str, str]]:
    """Return kind and target of each relationship: the name of a part, or the address that a link leads to."""
    found: dict[str, tuple[str, str]] = {}
    for one in [] if rels is None else rels:
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        found[one.get("Id", "")] = (kind, target)
    return found
