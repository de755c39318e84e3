"""Addresses of the block."""

from django.urls import path

from alongside.blocks.propose import posts, views
from alongside.blocks.propose.printed import views as printed

app_name = "propose"
PREFIX = "propose/"
urlpatterns = [
    path("<uuid:key>/", views.question, name="question"),
    path("<slug:slug>/<int:number>/", printed.short, name="short"),
    path("<uuid:key>/new/", views.new, name="new"),
    path("<uuid:key>/paper/", printed.paper, name="paper"),
    path("<uuid:key>/paper/sheets.pdf", printed.sheets, name="sheets"),
    path("<uuid:key>/paper/enter/", printed.enter, name="enter"),
    path("<uuid:key>/<uuid:proposal_key>/", views.proposal, name="proposal"),
    path("<uuid:key>/<uuid:proposal_key>/picture-<str:size>.jpg", views.picture, name="picture"),
    path("<uuid:key>/<uuid:proposal_key>/campaign/", printed.campaign, name="campaign"),
    path("<uuid:key>/<uuid:proposal_key>/poster.pdf", printed.poster, name="poster"),
    path("<uuid:key>/<uuid:proposal_key>/<slug:name>/", posts.act, name="act"),
]
