from django.urls import path

from bildungskommune.foerderung import views_staff as views

urlpatterns = [
    path("einstellungen/foerderzeichen/", views.zeichen_list, name="v-foerderzeichen-list"),
    path("einstellungen/foerderzeichen/neu/", views.zeichen_new, name="v-foerderzeichen-new"),
    path("einstellungen/foerderzeichen/<int:pk>/", views.zeichen_edit, name="v-foerderzeichen-edit"),
    path("einstellungen/schwerpunkte/", views.schwerpunkt_list, name="v-schwerpunkt-list"),
    path("einstellungen/schwerpunkte/neu/", views.schwerpunkt_new, name="v-schwerpunkt-new"),
    path("einstellungen/schwerpunkte/<int:pk>/", views.schwerpunkt_edit, name="v-schwerpunkt-edit"),
    path("einstellungen/foerderzeichen/<int:pk>/loeschen/", views.zeichen_delete, name="v-foerderzeichen-delete"),
]
