from django.urls import path

from konzept import views_netz as netz
from konzept import views_public as views

urlpatterns = [
    path("konzept/", views.konzept, name="konzept"),
    path("konzept/fassung/<int:nummer>/", views.konzept_kurz, name="konzept-kurz"),
    path("konzept/am/<str:tag>/", views.konzept_am, name="konzept-am"),
    path("konzept/<slug:kennung>/fassung/<int:nummer>/", views.konzept_fassung, name="konzept-fassung"),
    path("konzept/<slug:kennung>/fassung/<int:nummer>/matrix/", views.konzept_matrix, name="konzept-matrix"),
    path(
        "konzept/<slug:kennung>/fassung/<int:nummer>/querschnitt/",
        views.konzept_querschnitt,
        name="konzept-querschnitt",
    ),
    path("konzept/<slug:kennung>/<slug:linie>/fassung/<int:nummer>/", views.konzept_fassung, name="konzept-fassung"),
    path("konzept/<slug:kennung>/faden/", netz.netz, name="handlungsfeld-netz"),
    path("konzept/<slug:kennung>/", views.handlungsfeld, name="handlungsfeld"),
]
