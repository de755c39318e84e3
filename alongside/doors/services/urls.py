"""Addresses of services, measures and places."""

from django.urls import path

from alongside.doors.services import views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("measures/<uuid:id>/", views.measure, name="measure"),
    path("places/", views.places, name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
