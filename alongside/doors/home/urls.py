"""Addresses of the front page, search, and the pages that say what this is."""

from django.urls import path

from alongside.doors.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
