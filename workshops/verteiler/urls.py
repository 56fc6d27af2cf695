from django.urls import path

from workshops.verteiler import views

urlpatterns = [
    path("verteiler/", views.verteiler, name="verteiler"),
    path("verteiler/gesendet/", views.verteiler_gesendet, name="verteiler-gesendet"),
    path("verteiler/bestaetigen/<slug:secret>/", views.verteiler_bestaetigen, name="verteiler-bestaetigen"),
    path("verteiler/ab/<str:token>/", views.verteiler_ab, name="verteiler-ab"),
]
