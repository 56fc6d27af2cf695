from django.urls import path

from workshops.termine import views

urlpatterns = [
    path("mitmachen/", views.mitmachen, name="mitmachen"),
    path("kalender.ics", views.kalender_feed, name="kalender"),
    path("workshops/", views.workshop_list, name="workshop-list"),
    path("reihen/<slug:kennung>/", views.reihe, name="reihe"),
    path("workshops/<slug:slug>/", views.workshop, name="workshop"),
]
