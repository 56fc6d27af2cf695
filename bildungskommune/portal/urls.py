from django.urls import path

from bildungskommune.portal import views, views_melden, views_technik

urlpatterns = [
    path("", views.start, name="start"),
    path("verfahren/", views.verfahren, name="verfahren"),
    path("suche/", views.search, name="suche"),
    path("barrierefreiheit/melden/", views_melden.melden, name="barriere-melden"),
    path("barrierefreiheit/melden/danke/", views_melden.danke, name="barriere-danke"),
    path("sitemap.xml", views_technik.sitemap, name="sitemap"),
    path("kommune.css", views_technik.kommune_css, name="kommune-css"),
    path("robots.txt", views_technik.robots, name="robots"),
    path(".well-known/security.txt", views_technik.security, name="security"),
]
