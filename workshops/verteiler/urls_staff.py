from django.urls import path

from workshops.verteiler import views_staff

urlpatterns = [
    path("workshops/verteiler/", views_staff.verteiler, name="v-verteiler-list"),
    path("workshops/verteiler/<int:pk>/austragen/", views_staff.austragen, name="v-verteiler-austragen"),
]
