"""Read institutions from a table: choose the file, say which column is what, look at what would happen, do it."""

from django.http import HttpResponse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.buero import einlesen as rules
from bildungskommune.buero.einlesen import Was
from bildungskommune.buero.kartei import BY_ART
from bildungskommune.werkbank.seiten import forms
from bildungskommune.werkbank.tabelle import Einleser, answer


@forms(is_stabsstelle)
def einlesen(request: Request) -> HttpResponse:
    art = BY_ART["institution"]
    einleser = Einleser(
        art="institution",
        titel="Institutionen aus einer Tabelle einlesen",
        vorspann="Nach der Datei sehen Sie eine Vorschau. Was schon im Verzeichnis steht, wird nie überschrieben, "
        "nur Leeres wird ergänzt.",
        woerter=rules.SPALTEN,
        noetig=frozenset({"name"}),
        hoechstens=rules.HOECHSTENS,
        spalten_hilfe="Name, Art, Gemeinde, Straße",
        eltern=art.krumen,
        hier="v-institution-einlesen",
        ziel=art.url,
        plan=rules.plan,
        take=rules.take,
        reihenfolge=(Was.FEHLER, Was.ERGAENZT, Was.NEU, Was.GLEICH),
        tun=frozenset({Was.NEU, Was.ERGAENZT}),
        fehler=Was.FEHLER,
    )
    return answer(request, einleser)
