"""Addresses of the block."""

from django.urls import path

from alongside.blocks.rank import desk, views
from alongside.blocks.rank.door import views as door
from alongside.blocks.rank.paper import views as paper

app_name = "rank"
PREFIX = "rank/"
urlpatterns = [
    path("<uuid:key>/", views.question, name="question"),
    path("<uuid:key>/vote/", views.vote, name="vote"),
    path("<uuid:key>/prove/", door.prove_page, name="prove"),
    path("<uuid:key>/kiosk/", views.kiosk, name="kiosk"),
    path("<uuid:key>/receipt/", views.receipt, name="receipt"),
    path("<uuid:key>/receipts.txt", views.receipts_file, name="receipts"),
    path("<uuid:key>/result/", views.result, name="result"),
    path("<uuid:key>/ballots.pb", views.ballots_file, name="ballots"),
    path("<uuid:key>/certificate.json", views.certificate_file, name="certificate"),
    path("<uuid:key>/rounds.csv", views.rounds_file, name="rounds"),
    path("<uuid:key>/desk/", desk.desk, name="desk"),
    path("<uuid:key>/roll/", door.roll_page, name="roll"),
    path("<uuid:key>/unusual/", door.unusual_page, name="unusual"),
    path("<uuid:key>/paper/", paper.batches, name="paper"),
    path("<uuid:key>/paper/<uuid:batch>/", paper.batch_page, name="batch"),
]
