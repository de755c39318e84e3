"""Addresses of the method: the page from which its team leads it."""

from django.urls import path

from alongside.methods.prioritisation.participatory_budget import views

app_name = "participatory_budget"
PREFIX = "participatory-budget/"
urlpatterns = [path("<uuid:key>/lead/", views.lead, name="lead")]
