"""Addresses of the method."""

from django.urls import path

from alongside.methods.financing.fundraising import views

app_name = "fundraising"
PREFIX = "fundraising/"
urlpatterns = [
    path("<uuid:key>/", views.home, name="home"),
    path("<uuid:key>/", views.home, name="lead"),
    path("<uuid:key>/ideas/<uuid:idea>/", views.new, name="new"),
    path("campaigns/<uuid:key>/", views.lead, name="campaign"),
]
