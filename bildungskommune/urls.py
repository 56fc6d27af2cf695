"""Every address of the portal, put together from its parts."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

OEFFENTLICH = (
    "bildungskommune.portal.urls",
    "bildungskommune.fassungen.urls",
    "workshops.urls",
    "leitbild.urls",
    "konzept.urls",
    "massnahmen.urls",
)
VERWALTUNG = (
    "bildungskommune.buero.urls",
    "bildungskommune.fassungen.urls_staff",
    "bildungskommune.beteiligung.urls_staff",
    "workshops.urls_staff",
    "leitbild.urls_staff",
    "konzept.urls_staff",
    "massnahmen.urls_staff",
)


def _there(prefix: str, modules: tuple[str, ...]) -> list[URLResolver]:
    return [path(prefix, include(module)) for module in modules if find_spec(module)]


urlpatterns: list[URLPattern | URLResolver] = [
    *_there("", OEFFENTLICH),
    *_there("verwaltung/", VERWALTUNG),
    path("konto/", include("allauth.urls")),
    *_there("", ("bildungskommune.portal.urls_seiten",)),
]
