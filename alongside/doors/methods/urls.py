"""Addresses of the catalogue of methods."""

from django.urls import path

from alongside.doors.methods import views

PREFIX = "methods/"
urlpatterns = [
    path("", views.methods, name="methods"),
    path("<slug:key>/", views.method, name="method"),
]
