"""The print job: claim the row, set the PDF, check it, put it in place with one update. Only the worker does this."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile

from bildungskommune.ablage import grund
from bildungskommune.fassungen import auftraege, satz, setzen
from bildungskommune.fassungen.auftraege import Datei
from bildungskommune.fassungen.lesen import Unreadable
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag
from bildungskommune.fassungen.setzen import Werk
from bildungskommune.lebenszeichen import Lebenszeichen, Ueberholt


def print_order(auftrag_pk: int) -> bool:
    """Print one order. Returns whether this call finished it; safe to run twice or never."""
    auftrag = auftraege.claim(auftrag_pk)
    if auftrag is None:
        return False
    try:
        return _set(auftrag)
    except Ueberholt:
        return False
    except satz.SatzFehler as error:
        auftraege.fail(auftrag, error.grund)
        return False
    except Unreadable as error:
        auftraege.fail(auftrag, f"Der Inhalt lässt sich nicht lesen ({error.stelle}).")
        return False
    except OSError as error:
        auftraege.fail(auftrag, f"Die Datei ließ sich nicht speichern ({grund(error)}).")
        return False
    except Exception:
        auftraege.fail(
            auftrag, "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes."
        )
        raise


def _set(auftrag: Druckauftrag) -> bool:
    stoff = setzen.stoff(auftrag.fassung)
    key = stoff.key
    if (known := auftraege.known(key)) is not None:
        weitere = {form: _known(getattr(known, form)) for form in auftraege.WEITERE}
        return auftraege.finish(auftrag, key=key, pdf=_known(known.pdf), seiten=known.seiten, weitere=weitere)
    made = setzen.formen(stoff, Lebenszeichen(partial(auftraege.is_mine, auftrag)))
    files = _saved(auftrag.pdf.storage, key, made, stoff.werkzeug)
    pdf = files.pop("pdf")
    done = auftraege.finish(auftrag, key=key, pdf=pdf, seiten=pdf.seiten, weitere=files)
    if not done:
        # Ordered anew meanwhile: the files of nobody may hold a name that was taken out.
        _delete(auftrag.pdf.storage, (pdf, *files.values()))
    return done


def _saved(
    storage: Storage, key: str, made: Mapping[str, Werk], werkzeug: Mapping[str, Mapping[str, str]]
) -> dict[str, Datei]:
    """Put the file of each form into the store, all or none."""
    there: dict[str, Datei] = {}
    try:
        for form, werk in made.items():
            name = storage.save(f"fassungen/{key}{auftraege.ENDUNGEN[form]}", ContentFile(werk.inhalt))
            sha256 = hashlib.sha256(werk.inhalt).hexdigest()
            there[form] = Datei(name, sha256, len(werk.inhalt), werkzeug[form], werk.seiten)
    except BaseException:
        _delete(storage, there.values())
        raise
    return there


def _delete(storage: Storage, dateien: Iterable[Datei]) -> None:
    for datei in dateien:
        storage.delete(datei.name)


def _known(file: FieldFile) -> Datei:
    """Return a file that is there, with what it was made then."""
    name = str(file.name)
    made = Ausdruck.objects.filter(pdf=name).order_by("pk").first()
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return Datei(name, sha256, file.size, made.werkzeug if made else {}, made.seiten if made else 0)
