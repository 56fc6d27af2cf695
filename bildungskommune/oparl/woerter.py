"""Words of council information systems in the words of the portal; what is not listed stays as it was written."""

from bildungskommune.beteiligung.models import Beratung, Vorlage

Ergebnis, Rolle, Art = Beratung.Ergebnis, Beratung.Rolle, Vorlage.Art

ERGEBNISSE = {
    "beschlossen": Ergebnis.UNGEAENDERT,
    "einstimmig beschlossen": Ergebnis.UNGEAENDERT,
    "mehrheitlich beschlossen": Ergebnis.UNGEAENDERT,
    "mit mehrheit beschlossen": Ergebnis.UNGEAENDERT,
    "ungeändert beschlossen": Ergebnis.UNGEAENDERT,
    "unverändert beschlossen": Ergebnis.UNGEAENDERT,
    "geändert beschlossen": Ergebnis.GEAENDERT,
    "mit änderungen beschlossen": Ergebnis.GEAENDERT,
    "abgelehnt": Ergebnis.ABGELEHNT,
    "einstimmig abgelehnt": Ergebnis.ABGELEHNT,
    "mehrheitlich abgelehnt": Ergebnis.ABGELEHNT,
    "vertagt": Ergebnis.VERTAGT,
    "zurückverwiesen": Ergebnis.ZURUECK,
    "zur kenntnis genommen": Ergebnis.KENNTNIS,
    "kenntnis genommen": Ergebnis.KENNTNIS,
}
ROLLEN = {
    "entscheidung": Rolle.ENTSCHEIDUNG,
    "beschluss": Rolle.ENTSCHEIDUNG,
    "beschlussfassung": Rolle.ENTSCHEIDUNG,
    "vorberatung": Rolle.VORBERATUNG,
    "empfehlung": Rolle.VORBERATUNG,
    "anhörung": Rolle.VORBERATUNG,
    "kenntnisnahme": Rolle.INFORMATION,
    "information": Rolle.INFORMATION,
    "informationspflicht": Rolle.INFORMATION,
}
ARTEN = {
    "beschlussvorlage": Art.BESCHLUSS,
    "beschluss": Art.BESCHLUSS,
    "informationsvorlage": Art.INFORMATION,
    "mitteilungsvorlage": Art.INFORMATION,
    "mitteilung": Art.INFORMATION,
    "information": Art.INFORMATION,
    "antrag": Art.ANTRAG,
}


def _plain(worte: str) -> str:
    return " ".join(worte.casefold().split()).strip(" .!")


def ergebnis(worte: str) -> str:
    """Return which result these words mean, empty when they are not known."""
    return ERGEBNISSE.get(_plain(worte), "")


def rolle(worte: str, authoritative: bool | None) -> str:
    """Return the part that a committee has: by its word, else whether it decides; empty when nothing says it."""
    known = ROLLEN.get(_plain(worte))
    if known is not None or authoritative is None:
        return known or ""
    return Rolle.ENTSCHEIDUNG if authoritative else ""


def art(worte: str) -> str:
    return ARTEN.get(_plain(worte), "")
