from django.urls import path

from bildungskommune.werkbank import views, views_notizen, views_staende, views_textbaustein

DING = "verlauf/<str:art>/<int:pk>/"

urlpatterns = [
    path("papierkorb/", views.liste, name="v-papierkorb"),
    path("papierkorb/<int:pk>/zurueckholen/", views.zurueckholen, name="v-papierkorb-zurueckholen"),
    path("textbausteine/", views_textbaustein.textbaustein_list, name="v-textbaustein-list"),
    path("textbausteine/neu/", views_textbaustein.textbaustein_new, name="v-textbaustein-new"),
    path("textbausteine/<int:pk>/", views_textbaustein.textbaustein_edit, name="v-textbaustein-edit"),
    path("notizen/", views_notizen.notiz_list, name="v-notiz-list"),
    path("notizen/<str:art>/<int:pk>/", views_notizen.notizen_am_text, name="v-notizen"),
    path("notizen/<int:pk>/erledigt/", views_notizen.notiz_erledigt, name="v-notiz-erledigt"),
    path(DING, views_staende.liste, name="v-staende"),
    path(f"{DING}vergleich/", views_staende.vergleich, name="v-staende-vergleich"),
    path(f"{DING}<int:stand>/wiederherstellen/", views_staende.wiederherstellen, name="v-staende-wiederherstellen"),
]
