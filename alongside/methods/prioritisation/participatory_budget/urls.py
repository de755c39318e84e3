"""Addresses of the method: the rules, the page of its team, the result by district, what won, and what is printed."""

from django.urls import path

from alongside.methods.prioritisation.participatory_budget.delivery import views as delivery
from alongside.methods.prioritisation.participatory_budget.leading import views
from alongside.methods.prioritisation.participatory_budget.outcome import views as outcome
from alongside.methods.prioritisation.participatory_budget.printed import views as printed
from alongside.methods.prioritisation.participatory_budget.rehearsal import views as rehearsal
from alongside.methods.prioritisation.participatory_budget.steering import views as steering

app_name = "participatory_budget"
PREFIX = "participatory-budget/"
urlpatterns = [
    path("<uuid:key>/lead/", views.lead, name="lead"),
    path("<uuid:key>/rules/", steering.rules, name="rules"),
    path("<uuid:key>/rules/<int:number>.json", steering.rules_file, name="rules_file"),
    path("<uuid:key>/districts/", outcome.districts, name="districts"),
    path("<uuid:key>/booklet/", printed.booklet, name="booklet"),
    path("<uuid:key>/booklet.pdf", printed.booklet_file, name="booklet_file"),
    path("<uuid:key>/rehearsal/", rehearsal.rehearse, name="rehearsal"),
    path("<uuid:key>/delivery/", delivery.delivery, name="delivery"),
    path("<uuid:key>/delivery/<uuid:action_key>/", delivery.winner, name="winner"),
    path("<uuid:key>/delivery/<uuid:action_key>/picture.jpg", delivery.picture, name="opening_picture"),
]
