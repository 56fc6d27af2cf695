"""Which institutions took part in the consultation on a document, as far as everybody may know."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.fassungen.models import Fassung


def took_part(fassungen: Iterable[Fassung]) -> dict[int, set[str]]:
    """Return by its key each institution whose comment stands in public, with the parts of the text that it spoke of.

    "" stands for the whole text. Only rounds count that were open to all, are over and show their comments; only
    institutions of the directory that may be named. Two queries.
    """
    rounds = Beteiligungsrunde.objects.public().filter(fassung__in=fassungen)
    over = [one for one in rounds.exclude(sichtbar=Beteiligungsrunde.Sichtbar.NIE) if one.is_over()]
    seen = Q(freigegeben_am__isnull=False) | ~Q(runde__sichtbar=Beteiligungsrunde.Sichtbar.GEPRUEFT)
    said = Stellungnahme.objects.received().filter(
        seen, runde__in=over, art=Stellungnahme.Art.EINRICHTUNG, institution__oeffentlich=True, verborgen_weil=""
    )
    found = defaultdict[int, set[str]](set)
    places = said.filter(anmerkungen__isnull=False).values_list("institution_id", "anmerkungen__teil")
    for institution, teil in places:
        found[institution].add(teil)
    return found
