"""Addresses of the explorer."""

from django.urls import path

from alongside.doors.explorer import paper, views

PREFIX = "explorer/"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("<slug:slug>/", views.service_map, name="explorer_service"),
    path("<slug:slug>/answer/", views.answer, name="explorer_answer"),
    path("<slug:slug>/paper/", paper.sheets, name="explorer_paper"),
    path("<slug:slug>/enter/", paper.enter, name="explorer_enter"),
    path("<slug:slug>/<slug:key>/", views.cell, name="explorer_cell"),
]
