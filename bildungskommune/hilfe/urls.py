from django.urls import path

from bildungskommune.hilfe import views

urlpatterns = [
    path("hilfe/", views.hilfe, name="v-hilfe"),
    path("hilfe/<slug:name>/", views.kapitel, name="v-hilfe-kapitel"),
]
