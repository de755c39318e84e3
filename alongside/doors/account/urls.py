"""Addresses of signing in beside allauth's own."""

from django.urls import path

from alongside.doors.account import views

PREFIX = "account/"
urlpatterns = [
    path("paper-code/", views.paper_code, name="paper_code"),
    path("join/", views.join_here, name="join"),
    path("sessions/<int:key>/end/", views.end_session, name="end_session"),
]
