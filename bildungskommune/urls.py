"""Every address of the portal, put together from its parts."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from bildungskommune.portal import views_konto

OEFFENTLICH = (
    "bildungskommune.portal.urls",
    "bildungskommune.foerderung.urls",
    "bildungskommune.fassungen.urls",
    "bildungskommune.vergleich.urls",
    "bildungskommune.vorlagen.urls",
    "bildungskommune.beteiligung.urls",
    "bildungskommune.tracing.urls",
    "bildungskommune.kennzahlen.urls",
    "workshops.urls",
    "leitbild.urls",
    "konzept.urls",
    "massnahmen.urls",
)
VERWALTUNG = (
    "bildungskommune.buero.urls",
    "bildungskommune.foerderung.urls_staff",
    "bildungskommune.werkbank.urls",
    "bildungskommune.hilfe.urls",
    "bildungskommune.fassungen.urls_staff",
    "bildungskommune.beteiligung.urls_staff",
    "bildungskommune.vorlagen.urls_staff",
    "bildungskommune.oparl.urls_staff",
    "bildungskommune.kennzahlen.urls_staff",
    "workshops.urls_staff",
    "leitbild.urls_staff",
    "konzept.urls_staff",
    "massnahmen.urls_staff",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(module)) for module in OEFFENTLICH),
    *(path("verwaltung/", include(module)) for module in VERWALTUNG),
    path("konto/", views_konto.konto, name="konto"),
    path("konto/sitzungen/abmelden/", views_konto.sitzungen_abmelden, name="sitzungen-abmelden"),
    path("konto/sitzungen/<int:pk>/abmelden/", views_konto.sitzung_abmelden, name="sitzung-abmelden"),
    path("konto/", include("bildungskommune.accounts.urls")),
    path("", include("bildungskommune.portal.urls_seiten")),
]

if apps.is_installed("debug_toolbar"):
    urlpatterns.insert(0, path("__debug__/", include("debug_toolbar.urls")))

handler400 = "bildungskommune.portal.views_fehler.bad_request"
