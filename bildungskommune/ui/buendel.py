"""Style sheets in bundles: a page asks for one, the desk for two, instead of a dozen.

The sources stay one file a component. `collectstatic` puts the bundles together; in development whoever asks for one
gets it with the changes of this moment.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, find
from django.core.files.storage import FileSystemStorage, Storage

FRAME = ("css/tokens.css", "schriften/kern.css", "css/base.css", "css/utilities.css", "css/layout.css")
PRINT = "css/print.css"
FIRST = ("bausteine", "liste", "formular", "faden")
DESK = ("arbeit", "baum", "post", "schreiben", "wand")
ALONE = ("beamer", "leinwand")
"""Linked by its one page."""


def _components() -> list[str]:
    """Return the components of all pages, those that others build on first."""
    found = sorted(file.stem for file in (settings.BASE_DIR / "static" / "css" / "components").glob("*.css"))
    return [*FIRST, *(name for name in found if name not in {*FIRST, *DESK, *ALONE})]


BUENDEL: dict[str, tuple[str, ...]] = {
    "buendel/portal.css": (*FRAME, *(f"css/components/{name}.css" for name in _components()), PRINT),
    "buendel/verwaltung.css": ("css/schreibtisch.css", *(f"css/components/{name}.css" for name in DESK)),
}
"""What each bundle holds, in the order of the cascade."""

BESIDE = re.compile(r'url\("(?!data:|/|#)')


class Unvollstaendig(Exception):
    """A file of a bundle is not there: the fonts were not built."""


def put_together(name: str) -> Path:
    """Return the file of a bundle, written anew when one of its sources has changed; raises Unvollstaendig."""
    target = Path(settings.VAR_DIR) / name
    text = "\n".join(_text(part) for part in BUENDEL[name])
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=target.parent, encoding="utf-8", delete=False) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
    return target


def _text(part: str) -> str:
    """Return the rules of a source; what it names beside itself is found from the bundle, too."""
    found = find(part)
    if not isinstance(found, str):
        raise Unvollstaendig(part)
    folder = part.rpartition("/")[0]
    text = BESIDE.sub(f'url("../{folder}/', Path(found).read_text(encoding="utf-8"))
    return f"@media print {{\n{text}}}\n" if part == PRINT else text


class BuendelFinder(BaseFinder):
    """Gives the bundles to whoever serves or collects static files; without built fonts there is none to find."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in BUENDEL:
            return []
        try:
            found = str(put_together(path))
        except Unvollstaendig:
            return []
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        storage = FileSystemStorage(location=settings.VAR_DIR)
        for name in BUENDEL:
            put_together(name)
            yield name, storage
