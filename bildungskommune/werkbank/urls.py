from django.urls import path

from bildungskommune.werkbank import views

urlpatterns = [
    path("papierkorb/", views.liste, name="v-papierkorb"),
    path("papierkorb/<int:pk>/zurueckholen/", views.zurueckholen, name="v-papierkorb-zurueckholen"),
]
