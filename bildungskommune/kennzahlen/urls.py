from django.urls import path

from bildungskommune.kennzahlen import views_public as views

urlpatterns = [
    path("kennzahlen/", views.zahlenreihen, name="zahlenreihen"),
    path("kennzahlen/<slug:kennung>/", views.zahlenreihe, name="zahlenreihe"),
    path("kennzahlen/<slug:kennung>/csv/", views.zahlenreihe_csv, name="zahlenreihe-csv"),
]
