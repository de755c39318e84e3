"""Addresses of the block."""

from django.urls import path

from alongside.blocks.rank import desk, views

app_name = "rank"
PREFIX = "rank/"
urlpatterns = [
    path("<uuid:key>/", views.question, name="question"),
    path("<uuid:key>/vote/", views.vote, name="vote"),
    path("<uuid:key>/cast/", views.cast, name="cast"),
    path("<uuid:key>/result/", views.result, name="result"),
    path("<uuid:key>/ballots.pb", views.ballots_file, name="ballots"),
    path("<uuid:key>/desk/", desk.desk, name="desk"),
]
