"""Addresses of the block. A question of a stage of this block leads to its initiative's pot."""

from django.urls import path

from alongside.blocks.fund import views

app_name = "fund"
PREFIX = "fund/"
urlpatterns = [
    path("<uuid:key>/", views.question, name="question"),
    path("<uuid:key>/", views.pot, name="pot"),
    path("<uuid:key>/awards/<uuid:award_key>/", views.award, name="award"),
]
