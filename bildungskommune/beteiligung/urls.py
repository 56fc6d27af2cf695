from django.urls import path

from bildungskommune.beteiligung import views_abwaegung as abwaegung
from bildungskommune.beteiligung import views_eingeladen as eingeladen
from bildungskommune.beteiligung import views_public as views
from bildungskommune.beteiligung import views_stellungnahme as mine

urlpatterns = [
    path("beteiligung/", views.beteiligung, name="beteiligung"),
    path("beteiligung/einladung/<slug:code>/", eingeladen.runde_einladung, name="runde-einladung"),
    path("beteiligung/einladung/<slug:code>/ab/", eingeladen.runde_einladung_ab, name="runde-einladung-ab"),
    path("beteiligung/<slug:kennung>/", views.runde, name="runde"),
    path("beteiligung/<slug:kennung>/text/<path:teil>/", views.runde_teil, name="runde-teil"),
    path("beteiligung/<slug:kennung>/stellungnahmen/", views.runde_stellungnahmen, name="runde-stellungnahmen"),
    path("beteiligung/<slug:kennung>/abwaegung/", abwaegung.runde_abwaegung, name="runde-abwaegung"),
    path("beteiligung/<slug:kennung>/abwaegung.pdf", abwaegung.runde_abwaegung_pdf, name="runde-abwaegung-pdf"),
    path("beteiligung/<slug:kennung>/abwaegung.xlsx", abwaegung.runde_abwaegung_xlsx, name="runde-abwaegung-xlsx"),
    path("beteiligung/<slug:kennung>/abwaegung/<int:nummer>-<int:punkt>/", abwaegung.runde_punkt, name="runde-punkt"),
    path("beteiligung/<slug:kennung>/stellung-nehmen/", mine.stellungnahme_new, name="stellungnahme-new"),
    path("beteiligung/<slug:kennung>/gesendet/", mine.stellungnahme_gesendet, name="stellungnahme-gesendet"),
    path("stellungnahme/", mine.stellungnahme_suchen, name="stellungnahme-suchen"),
    path("stellungnahme/mein/<slug:secret>/", mine.stellungnahme_mein, name="stellungnahme-mein"),
    path("stellungnahme/mein/<slug:secret>/anmerkung/", mine.stellungnahme_anmerkung, name="stellungnahme-anmerkung"),
    path(
        "stellungnahme/mein/<slug:secret>/zurueckziehen/",
        mine.stellungnahme_zurueckziehen,
        name="stellungnahme-zurueckziehen",
    ),
    path("stellungnahme/<str:code>/", mine.stellungnahme, name="stellungnahme"),
]
