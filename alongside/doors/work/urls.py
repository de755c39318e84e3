"""Addresses of long work."""

from django.urls import path

from alongside.doors.work import views

urlpatterns = [
    path("long-work/<uuid:key>/", views.work, name="work"),
    path("long-work/<uuid:key>/stop/", views.stop, name="work_stop"),
]
