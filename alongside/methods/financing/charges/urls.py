"""Addresses of the method: what everybody reads, asking to pay less, and the team's pages."""

from django.urls import path

from alongside.methods.financing.charges import views, views_later, views_lead, views_less

app_name = "charges"
PREFIX = "charges/"
urlpatterns = [
    path("<uuid:key>/", views.home, name="home"),
    path("<uuid:key>/household/", views.household, name="household"),
    path("<uuid:key>/said/", views.said, name="said"),
    path("<uuid:key>/prices/", views.prices, name="prices"),
    path("<uuid:key>/year/", views.year, name="year"),
    path("<uuid:key>/less/", views_less.less, name="less"),
    path("<uuid:key>/requests/", views_less.requests, name="requests"),
    path("<uuid:key>/requests/<uuid:waiver_key>/", views_less.request_page, name="request"),
    path("<uuid:key>/lead/", views_lead.lead, name="lead"),
    path("<uuid:key>/lead/costs/", views_lead.costs, name="lead_costs"),
    path("<uuid:key>/lead/ways/", views_lead.ways, name="lead_ways"),
    path("<uuid:key>/lead/ask/", views_later.ask, name="lead_ask"),
    path("<uuid:key>/lead/prices/", views_later.prices, name="lead_prices"),
    path("<uuid:key>/lead/money/", views_later.money_page, name="lead_money"),
]
