"""Flat files as the databases of the official statistics give them out, and series as they stand in the portal."""

from datetime import date
from decimal import Decimal
from typing import Any

from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert

ALT_KOPF = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
    "BIL003__Schueler__Anzahl;BIL002__Schulen__Anzahl"
)
NEU_KOPF = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;"
    "2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;"
    "value_variable_label;value_q"
)
NAME = "21111-01-03-4_flat.csv"
NEU_NAME = "12411-0018_de_flat.csv"


def alt(*rows: tuple[str, ...]) -> str:
    """Return a file in the form of the Länder; a row is time, region, its name, type of school, its name, values."""
    lines = [
        f"21111;Statistik der allgemeinbildenden Schulen;SJAHR;Schuljahr;{zeit};KREISE;Kreise und kreisfreie Städte;"
        f"{region};{name};BILSA1;Schulart;{code};{art};{';'.join(werte)}"
        for zeit, region, name, code, art, *werte in rows
    ]
    return "\r\n".join([ALT_KOPF, *lines, ""])


def neu(*rows: tuple[str, ...]) -> str:
    """Return a file in the newer form; a row is time, region, its name, sex, its name, value and what is said of it."""
    lines = [
        f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{zeit};KREISE;Kreise und kreisfreie Städte;"
        f"{region};{name};GES;Geschlecht;{code};{wort};{wert};Anzahl;BEVSTD;Bevölkerungsstand;{guete}"
        for zeit, region, name, code, wort, wert, guete in rows
    ]
    return "\n".join([NEU_KOPF, *lines, ""])


BOERDE = ("15083", "  Börde, Landkreis")
SCHULEN = alt(
    ("2019/20", *BOERDE, "", "Insgesamt", "1010", "12"),
    ("2019/20", *BOERDE, "GYM", "Gymnasien", "300", "-"),
    ("2020/21", *BOERDE, "", "Insgesamt", "1020", "12"),
    ("2020/21", *BOERDE, "GYM", "Gymnasien", ".", "3"),
    ("2021/22", *BOERDE, "", "Insgesamt", "1040", "..."),
    ("2021/22", *BOERDE, "GYM", "Gymnasien", "320", "3"),
    ("2021/22", "15", "Sachsen-Anhalt", "", "Insgesamt", "9000", "90"),
)
"""Invented numbers in the form of table 21111-01-03-4."""


def make_reihe(titel: str = "Schüler, Börde", *, werte: dict[str, str] | None = None, **fields: Any) -> Zahlenreihe:
    """Store a series; a value is a number or a sign."""
    kennung = fields.pop(
        "kennung", titel.lower().replace(" ", "-").replace(",", "").replace("ö", "oe").replace("ü", "ue")
    )
    basis = {
        "einheit": "Anzahl",
        "statistik": "21111",
        "statistik_name": "Statistik der allgemeinbildenden Schulen",
        "groesse": "BIL003",
        "groesse_name": "Schüler",
        "region": "15083",
        "region_name": "Börde, Landkreis",
        "schluessel": f"21111|BIL003|Anzahl|15083|{kennung}",
        "quelle": "Statistische Ämter des Bundes und der Länder",
        "abgerufen_am": date(2026, 3, 1),
        "oeffentlich": True,
    }
    reihe = Zahlenreihe.objects.create(titel=titel, kennung=kennung, **{**basis, **fields})
    for jahr, wert in ({"2019": "1010", "2020": "1020"} if werte is None else werte).items():
        zahl = Decimal(wert) if wert[-1].isdigit() else None
        zeichen = "" if zahl is not None else wert
        tag = date(int(jahr[:4]), 12, 31)
        Zahlenwert.objects.create(
            reihe=reihe, zeit=jahr, tag=tag, wert=zahl, zeichen=zeichen, abgerufen_am=reihe.abgerufen_am
        )
    return reihe
