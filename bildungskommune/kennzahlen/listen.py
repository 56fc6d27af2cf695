from django_filters.filters import ChoiceFilter

from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.ui.zeiten import iso
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort

OEFFENTLICH = (("True", "nur öffentliche"), ("False", "nur andere"))
SUCHFELDER = ("titel", "groesse_name", "region_name", "region", "tabelle", "statistik_name")


class ReihenFilter(Filter):
    q = Suchwort("Wort in Name, Region oder Statistik", *SUCHFELDER)
    oeffentlich = ChoiceFilter(label="Öffentlich", choices=OEFFENTLICH, empty_label="alle")


REIHEN: tuple[Spalte[Zahlenreihe], ...] = (
    Spalte("Kennzahl", lambda one: one.titel, ("titel",), 60),
    Spalte("Region", lambda one: f"{one.region_name} ({one.region})", ("region",), 30),
    Spalte("Neuester Wert"),
    Spalte("Abgerufen am", lambda one: iso(one.abgerufen_am), ("-abgerufen_am",), 14),
    Spalte("Öffentlich", lambda one: "ja" if one.oeffentlich else "nein", ("-oeffentlich",), 12),
    Spalte("Einheit", lambda one: one.einheit, breite=16, nur_datei=True),
    Spalte("Tabelle", lambda one: one.tabelle, breite=18, nur_datei=True),
    Spalte("Statistik", lambda one: one.statistik_name, breite=40, nur_datei=True),
    Spalte("Quelle", lambda one: one.quellenangabe, breite=60, nur_datei=True),
)
