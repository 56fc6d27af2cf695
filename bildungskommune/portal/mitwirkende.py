"""Who takes part and who decides, for the page about the process."""

from django.db.models import Count, QuerySet

from bildungskommune.akteure.models import Gremium, Institution

EINRICHTUNGEN = 400


def institutions() -> dict[str, list[Institution]]:
    """Return the public institutions by kind, in the order of their names."""
    groups: dict[str, list[Institution]] = {}
    for institution in Institution.objects.public().order_by("typ", "name")[:EINRICHTUNGEN]:
        groups.setdefault(institution.get_typ_display(), []).append(institution)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def committees() -> QuerySet[Gremium]:
    return Gremium.objects.annotate(anzahl=Count("beratungen")).order_by("-anzahl", "name")
