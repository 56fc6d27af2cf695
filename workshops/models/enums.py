"""The states and kinds of this stage, each listed once, and what they mean together. Imports no model."""

from django.db import models


class Phase(models.TextChoices):
    KRITIK = "kritik", "Kritik"
    PHANTASIE = "phantasie", "Phantasie"
    VERWIRKLICHUNG = "verwirklichung", "Verwirklichung"
    OHNE = "ohne", "ohne Phase"


class ReihenStatus(models.TextChoices):
    GEPLANT = "geplant", "geplant"
    LAEUFT = "laeuft", "läuft"
    ABGESCHLOSSEN = "abgeschlossen", "abgeschlossen"


class WorkshopArt(models.TextChoices):
    AUFTAKT = "auftakt", "Auftakt"
    WORKSHOP = "workshop", "Workshop"
    KONFERENZ = "konferenz", "Bildungskonferenz"
    REDAKTION = "redaktion", "Redaktionssitzung"


class Sichtbarkeit(models.TextChoices):
    OEFFENTLICH = "oeffentlich", "öffentlich"
    EINLADUNG = "einladung", "nur mit Einladung"
    INTERN = "intern", "intern"


class WorkshopStatus(models.TextChoices):
    GEPLANT = "geplant", "geplant"
    OFFEN = "offen", "Anmeldung offen"
    GESCHLOSSEN = "geschlossen", "Anmeldung geschlossen"
    DURCHGEFUEHRT = "durchgefuehrt", "durchgeführt"
    DOKUMENTIERT = "dokumentiert", "dokumentiert"
    VERSCHOBEN = "verschoben", "verschoben"
    ABGESAGT = "abgesagt", "abgesagt"


TAKES_NO_CONTRIBUTIONS = frozenset({WorkshopStatus.GEPLANT, WorkshopStatus.ABGESAGT})
"""Before a workshop is announced and after it was called off, nobody hands anything in for it."""
TO_DOCUMENT = frozenset({WorkshopStatus.GESCHLOSSEN, WorkshopStatus.DURCHGEFUEHRT})
"""Once it is over, a workshop in one of these states still owes its documentation."""


class EinladungAntwort(models.TextChoices):
    OFFEN = "offen", "offen"
    ABGESAGT = "abgesagt", "abgesagt"


class SendungArt(models.TextChoices):
    EINLADUNG = "einladung", "Einladung"
    ERINNERUNG = "erinnerung", "Erinnerung"
    RUNDSCHREIBEN = "rundschreiben", "Rundschreiben"
    VORTAG = "vortag", "Erinnerung an den Termin"
    BESCHEINIGUNG = "bescheinigung", "Teilnahmebescheinigung"


class AnmeldungStatus(models.TextChoices):
    EINGEGANGEN = "eingegangen", "wartet auf Bestätigung"
    BESTAETIGT = "bestaetigt", "bestätigt"
    WARTELISTE = "warteliste", "Warteliste"
    NACHGERUECKT = "nachgerueckt", "nachgerückt"
    TEILGENOMMEN = "teilgenommen", "teilgenommen"
    NICHT_ERSCHIENEN = "nicht_erschienen", "nicht erschienen"
    STORNIERT = "storniert", "storniert"


EXPECTED = frozenset({AnmeldungStatus.BESTAETIGT, AnmeldungStatus.NACHGERUECKT})
"""Has a seat for sure and has not been ticked at the door."""
TICKED = frozenset({AnmeldungStatus.TEILGENOMMEN, AnmeldungStatus.NICHT_ERSCHIENEN})
"""The day has decided: was there or was not."""
HOLDS_SEAT = EXPECTED | TICKED | {AnmeldungStatus.EINGEGANGEN}
"""Takes one of the seats; who has still to confirm holds it for a while."""
REACHED = EXPECTED | {AnmeldungStatus.EINGEGANGEN, AnmeldungStatus.WARTELISTE}
"""Is told what changes before the day: everybody who comes or waits."""


class AnmeldungQuelle(models.TextChoices):
    ONLINE = "online", "online"
    TELEFON = "telefon", "Telefon"
    EMAIL = "email", "E-Mail"
    VOR_ORT = "vor_ort", "vor Ort"


class GruppenGrund(models.TextChoices):
    ERSTER = "erster", "erster Wunsch"
    ZWEITER = "zweiter", "zweiter Wunsch"
    FREI = "frei", "wo noch Platz war"
    HAND = "hand", "von Hand"


class Verpflegung(models.TextChoices):
    OHNE = "ohne", "keine Angabe"
    VEGETARISCH = "vegetarisch", "vegetarisch"
    VEGAN = "vegan", "vegan"
    ALLES = "alles", "alles"


class BeitragStatus(models.TextChoices):
    EINGEREICHT = "eingereicht", "eingereicht"
    GEPRUEFT = "geprueft", "geprüft"
    VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
    NICHT_OEFFENTLICH = "nicht_oeffentlich", "nicht öffentlich"
    ZURUECKGEWIESEN = "zurueckgewiesen", "zurückgewiesen"


class BeitragQuelle(models.TextChoices):
    KARTE = "karte", "Karte von der Wand"
    ONLINE = "online", "online"
    EMAIL = "email", "E-Mail"
    GESPRAECH = "gespraech", "Gespräch"


class Vorzeichen(models.TextChoices):
    PLUS = "+", "+ Lob, Wunsch oder Idee"
    MINUS = "-", "− Kritik"
    OHNE = "", "ohne"


class Verbleib(models.TextChoices):
    AUFGENOMMEN = "aufgenommen", "aufgenommen"
    TEILWEISE = "teilweise", "teilweise aufgenommen"
    ZUSAMMENGEFUEHRT = "zusammengefuehrt", "zusammengeführt"
    NICHT_AUFGENOMMEN = "nicht_aufgenommen", "nicht aufgenommen"
    WEITERGELEITET = "weitergeleitet", "weitergeleitet"


class PunkteQuelle(models.TextChoices):
    DIGITAL = "digital", "digital"
    PAPIER = "papier", "auf Papier gezählt"


class SchrittArt(models.TextChoices):
    KARTEN = "karten", "Karten schreiben"
    ABSTIMMUNG = "abstimmung", "Abstimmen"
    PAUSE = "pause", "Pause"
