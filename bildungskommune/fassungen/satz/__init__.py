"""The print engine: HTML in, a PDF that is PDF/A-3a and PDF/UA-1 out. No models, no database."""

from bildungskommune.fassungen.satz.check import pruefen
from bildungskommune.fassungen.satz.key import checksum, schluessel, werkzeug
from bildungskommune.fassungen.satz.page import html_fuer
from bildungskommune.fassungen.satz.parts import Anlage, Druckwerk, SatzFehler
from bildungskommune.fassungen.satz.qr import qr_data_uri
from bildungskommune.fassungen.satz.render import print_pdf, warm_up

__all__ = (
    "Anlage",
    "Druckwerk",
    "SatzFehler",
    "checksum",
    "html_fuer",
    "print_pdf",
    "pruefen",
    "qr_data_uri",
    "schluessel",
    "warm_up",
    "werkzeug",
)
