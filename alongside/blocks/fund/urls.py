"""Addresses of the block. A question of a stage of this block is a campaign's, or leads to its initiative's pot."""

from django.urls import path

from alongside.blocks.fund.views import awards, campaigns, desk, events, pledges, pots

app_name = "fund"
PREFIX = "fund/"
urlpatterns = [
    path("<uuid:key>/", pots.question, name="question"),
    path("<uuid:key>/", pots.pot, name="pot"),
    path("<uuid:key>/bank/", desk.bank, name="bank"),
    path("<uuid:key>/awards/<uuid:award_key>/", awards.award, name="award"),
    path("campaigns/<uuid:key>/", campaigns.campaign, name="campaign"),
    path("campaigns/<uuid:key>/pledge/", campaigns.give, name="pledge"),
    path("campaigns/<uuid:key>/enter/", campaigns.enter, name="enter_pledge"),
    path("campaigns/<uuid:key>/form/", campaigns.sheet, name="sheet"),
    path("campaigns/<uuid:key>/desk/", desk.desk, name="desk"),
    path("pledges/<str:token>/", pledges.own, name="own"),
    path("gateways/<slug:name>/events/", events.events, name="events"),
]
