"""Stage 1 as it stands today."""

from collections.abc import Iterator

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.text import counted
from bildungskommune.verfahren.stufen import Stufe, stufen
from workshops.beitraege import suche
from workshops.models import Reihe, Workshop

STAND = {
    "fertig": ("abgeschlossen", "gut"),
    "laeuft": ("läuft", "laeuft"),
    "offen": ("noch nicht begonnen", "offen"),
}


@stufen.register
def zukunftswerkstatt() -> Iterator[Stufe]:
    cards = suche.public_contributions().aggregate(karten=Count("pk"), workshops=Count("workshop", distinct=True))
    reihen = Reihe.objects.filter(oeffentlich=True).aggregate(
        offen=Count("pk", filter=~Q(status=Reihe.Status.ABGESCHLOSSEN)), seit=Max("status_seit")
    )
    last = Workshop.objects.public().past().aggregate(zuletzt=Max("ende"))["zuletzt"]
    fertig = "offen" if last is None else "laeuft" if reihen["offen"] else "fertig"
    wort, art = STAND[fertig]
    karten = "Beitrag" if cards["karten"] == 1 else "Beiträge"
    since = reihen["seit"] if fertig == "fertig" else last
    yield Stufe(
        nr=1,
        name="Zukunftswerkstatt",
        url=reverse("workshop-list"),
        zahl=counted(cards["karten"], "Beitrag", "Beiträge"),
        gross=cards["karten"],
        unter=f"{karten} aus {counted(cards['workshops'], 'Workshop', 'Workshops')}",
        satz="Kitas, Schulen, Vereine und Ämter arbeiten an Kartenwänden. Zu jeder Karte steht, was aus ihr wurde.",
        fertig=fertig,
        stand_wort=wort,
        stand_art=art,
        datum=timezone.localdate(since) if since else None,
    )
