from django.urls import path

from massnahmen import views_auswertung as auswertung
from massnahmen import views_bericht_public as berichte
from massnahmen import views_kette as kette
from massnahmen import views_public as views

FASSUNG = "massnahmen/plan/<slug:kennung>"
BERICHT = "massnahmen/bericht/<slug:kennung>"

urlpatterns = [
    path("massnahmen/", views.massnahme_list, name="massnahme-list"),
    path("massnahmen/uebersicht/", views.umsetzung, name="umsetzung"),
    path("massnahmen/uebersicht/handlungsfelder/", kette.felder, name="umsetzung-felder"),
    path("massnahmen/uebersicht/handlungsfelder/<slug:kennung>/", kette.feld, name="umsetzung-feld"),
    path("massnahmen/uebersicht/zahlen/", auswertung.zahlen, name="umsetzung-zahlen"),
    path("massnahmen/uebersicht/zeitplan/", auswertung.zeitplan, name="umsetzung-zeitplan"),
    path("massnahmen/uebersicht/gegen/", auswertung.gegen, name="umsetzung-gegen"),
    path("massnahmen/uebersicht/berichte/", berichte.bericht_list, name="bericht-list"),
    path(f"{BERICHT}/fassung/<int:nummer>/", berichte.umsetzungsbericht_fassung, name="umsetzungsbericht-fassung"),
    path("massnahmen/fassung/<int:nummer>/", views.massnahmenplan_kurz, name="massnahmenplan-kurz"),
    path("massnahmen/am/<str:tag>/", views.massnahmenplan_am, name="massnahmenplan-am"),
    path(f"{FASSUNG}/fassung/<int:nummer>/", views.massnahmenplan_fassung, name="massnahmenplan-fassung"),
    path(f"{FASSUNG}/<slug:linie>/fassung/<int:nummer>/", views.massnahmenplan_fassung, name="massnahmenplan-fassung"),
    path("massnahmen/<slug:kennung>/steckbrief.pdf", views.massnahme_pdf, name="massnahme-pdf"),
    path("massnahmen/<slug:kennung>/", views.massnahme, name="massnahme"),
]
