from django.urls import path

from bildungskommune.werkbank import views, views_staende, views_textbaustein

DING = "verlauf/<str:art>/<int:pk>/"

urlpatterns = [
    path("papierkorb/", views.liste, name="v-papierkorb"),
    path("papierkorb/<int:pk>/zurueckholen/", views.zurueckholen, name="v-papierkorb-zurueckholen"),
    path("textbausteine/", views_textbaustein.textbaustein_list, name="v-textbaustein-list"),
    path("textbausteine/neu/", views_textbaustein.textbaustein_new, name="v-textbaustein-new"),
    path("textbausteine/<int:pk>/", views_textbaustein.textbaustein_edit, name="v-textbaustein-edit"),
    path(DING, views_staende.liste, name="v-staende"),
    path(f"{DING}vergleich/", views_staende.vergleich, name="v-staende-vergleich"),
    path(f"{DING}<int:stand>/wiederherstellen/", views_staende.wiederherstellen, name="v-staende-wiederherstellen"),
]
