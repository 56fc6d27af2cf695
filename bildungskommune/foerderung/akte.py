import base64
import binascii
import hashlib
from collections.abc import Mapping

from bildungskommune.akte.modell import Teil, register
from bildungskommune.foerderung.models import Zeichenbild


def _wrong(bild: Zeichenbild) -> Mapping[str, str]:
    """Say so when a file is not the one that its checksum names."""
    try:
        content = base64.b64decode(bild.daten, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    fits = hashlib.sha256(content).hexdigest() == bild.sha256 and len(content) == bild.groesse
    return {} if fits else {"daten": "Das ist nicht die Datei zu dieser Prüfsumme."}


register(
    6,
    Teil(
        name="schwerpunkte",
        model="foerderung.Schwerpunkt",
        felder=("kennung", "titel", "platz", "angeboten"),
        schluessel=("kennung",),
        ref=("kennung",),
        ordnung=("platz", "titel"),
    ),
    Teil(
        name="zeichenbilder",
        model="foerderung.Zeichenbild",
        felder=("sha256", "art", "breite", "hoehe", "groesse", "daten"),
        schluessel=("sha256",),
        ref=("sha256",),
        ordnung=("sha256",),
        unveraenderlich=("sha256", "art", "breite", "hoehe", "groesse", "daten"),
        pruefung=_wrong,
        portal=True,
    ),
    Teil(
        name="foerderzeichen",
        model="foerderung.Foerderzeichen",
        felder=("titel", "alternativtext", "art", "platz", "gilt_ab", "gilt_bis"),
        verweise={"bild": "zeichenbilder"},
        schluessel=("titel", "gilt_ab"),
        mehrfach=True,
        ordnung=("titel", "pk"),
        portal=True,
    ),
)
