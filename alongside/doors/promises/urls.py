"""Addresses of the promise board."""

from django.urls import path

from alongside.doors.promises import views

PREFIX = "promises/"
urlpatterns = [
    path("", views.promises, name="promises"),
    path("<slug:slug>/", views.promises_of, name="promises_of"),
]
