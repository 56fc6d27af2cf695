"""Addresses that only the tests of the frame know."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.ui import views

# Names that the frame links; the portal's own are tested with its pages.
NAMEN = (
    *("start", "mitmachen", "leitbild", "konzept", "massnahme-list", "verfahren", "suche", "publikationen"),
    *("workshop-list", "beitrag-suchen", "kalender", "account_login", "account_logout", "pult", "v-workshop-list"),
    *(
        "v-beitrag-list",
        "v-leitbild-list",
        "v-konzept-list",
        "v-massnahme-list",
        "v-institution-list",
        "v-fassung-list",
    ),
    *("v-post", "konto", "v-hilfe"),
)


def nothing(request: HttpRequest, slug: str = "") -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("probe/einmal/", views.count_up, name="probe-einmal"),
    path("probe/bausteine/", views.bausteine, name="probe-bausteine"),
    path("probe/stand/", views.stand, name="probe-stand"),
    path("probe/formular/", views.formular, name="probe-formular"),
    *(path(f"{name}/", nothing, name=name) for name in NAMEN),
    path("<slug:slug>/", nothing, name="seite"),
]
