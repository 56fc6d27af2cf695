from django.urls import path

from workshops.fotos import views_staff

urlpatterns = [
    path("workshops/<int:pk>/fotos/neu/", views_staff.foto_new, name="v-foto-new"),
    path("workshops/fotos/<int:pk>/", views_staff.foto_edit, name="v-foto-edit"),
    path("workshops/fotos/<int:pk>.jpg", views_staff.foto_file, name="v-foto-datei"),
    path("workshops/fotos/<int:pk>/verschieben/", views_staff.foto_move, name="v-foto-move"),
    path("workshops/fotos/<int:pk>/loeschen/", views_staff.foto_delete, name="v-foto-loeschen"),
    path("workshops/fotos/<int:pk>/entfernen/", views_staff.foto_remove, name="v-foto-entfernen"),
]
