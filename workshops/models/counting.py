"""Count related rows apart from the main query, so that two counts never multiply each other."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet, by: str) -> Coalesce:
    """Return how many of these rows name the row of the main query in their field `by`, 0 for none."""
    mine = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(mine.annotate(anzahl=Count("pk")).values("anzahl")), 0)
