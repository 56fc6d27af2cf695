from django.urls import path

from workshops.einladungen import views

urlpatterns = [
    path("einladung/<slug:code>/", views.einladung, name="einladung"),
    path("rundschreiben/ab/<str:token>/", views.rundschreiben_ab, name="rundschreiben-ab"),
]
