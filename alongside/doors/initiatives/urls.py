"""Addresses of initiatives."""

from django.urls import path

from alongside.doors.initiatives import charter, ending, running, shaping, views

urlpatterns = [
    path("co/<slug:co>/", views.co, name="co"),
    path("questions/<uuid:id>/", views.question, name="question"),
    path("start/", shaping.start, name="initiative_start"),
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/<slug:slug>/", views.initiative, name="initiative"),
    path("initiatives/<slug:slug>/people/", views.people, name="initiative_people"),
    path("initiatives/<slug:slug>/join/", charter.join, name="initiative_join"),
    path("initiatives/<slug:slug>/why/", views.why, name="initiative_why"),
    path("initiatives/<slug:slug>/path/", shaping.steps, name="initiative_path"),
    path("initiatives/<slug:slug>/path/problem/", shaping.problem, name="initiative_shape"),
    path("initiatives/<slug:slug>/path/risks/", shaping.risks, name="initiative_risks"),
    path("initiatives/<slug:slug>/path/risks/<slug:risk>/", shaping.risk, name="initiative_risk"),
    path("initiatives/<slug:slug>/path/measures/", shaping.measures, name="initiative_measures"),
    path("initiatives/<slug:slug>/path/measures/new/", shaping.new_measure, name="initiative_measure_new"),
    path("initiatives/<slug:slug>/path/measures/<uuid:id>/", shaping.reading, name="initiative_reading"),
    path("initiatives/<slug:slug>/path/move/", running.move, name="initiative_move"),
    path("initiatives/<slug:slug>/path/pause/", running.pause, name="initiative_pause"),
    path("initiatives/<slug:slug>/stages/", running.stages, name="initiative_stages"),
    path("initiatives/<slug:slug>/members/", charter.members, name="initiative_members"),
    path("initiatives/<slug:slug>/members/<uuid:id>/end/", charter.end, name="initiative_member_end"),
    path("initiatives/<slug:slug>/promises/", charter.commitments, name="initiative_charter"),
    path("initiatives/<slug:slug>/promises/new/", charter.offer, name="initiative_offer"),
    path("initiatives/<slug:slug>/promises/<uuid:id>/", charter.answer, name="initiative_commitment"),
    path("initiatives/<slug:slug>/review/", ending.review, name="initiative_review"),
    path("initiatives/<slug:slug>/end/", ending.end, name="initiative_end"),
]
