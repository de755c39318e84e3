"""Addresses of the method: what everybody reads, and the team's pages."""

from django.urls import path

from alongside.methods.financing.tax_agreement import views, views_account, views_lead

app_name = "tax_agreement"
PREFIX = "tax/"
urlpatterns = [
    path("<uuid:key>/", views.home, name="home"),
    path("<uuid:key>/bill/", views.bill, name="bill"),
    path("<uuid:key>/words/", views.words, name="words"),
    path("<uuid:key>/money/", views_account.money_page, name="money"),
    path("<uuid:key>/money/<int:year>/", views_account.statement, name="statement"),
    path("<uuid:key>/lead/", views_lead.lead, name="lead"),
    path("<uuid:key>/lead/options/", views_lead.options, name="lead_options"),
    path("<uuid:key>/lead/ask/", views_lead.ask, name="lead_ask"),
    path("<uuid:key>/lead/decide/", views_account.decide, name="lead_decide"),
    path("<uuid:key>/lead/account/", views_account.account, name="lead_account"),
]
