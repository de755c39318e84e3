"""Addresses of the block."""

from django.urls import path

from alongside.blocks.propose import posts, views

app_name = "propose"
PREFIX = "propose/"
urlpatterns = [
    path("<uuid:key>/", views.question, name="question"),
    path("<uuid:key>/new/", views.new, name="new"),
    path("<uuid:key>/<uuid:proposal_key>/", views.proposal, name="proposal"),
    path("<uuid:key>/<uuid:proposal_key>/picture-<str:size>.jpg", views.picture, name="picture"),
    path("<uuid:key>/<uuid:proposal_key>/<slug:name>/", posts.act, name="act"),
]
