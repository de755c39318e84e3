"""Addresses of the community chest."""

from django.urls import path

from alongside.methods.prioritisation.community_chest import views, views_applying, views_desk, views_judging

app_name = "chest"
PREFIX = "chest/"
urlpatterns = [
    path("<uuid:key>/", views.home, name="home"),
    path("<uuid:key>/new/", views_desk.new, name="new"),
    path("rounds/<uuid:key>/", views.question, name="question"),
    path("rounds/<uuid:key>/apply/", views_applying.apply, name="apply"),
    path("rounds/<uuid:key>/desk/", views_desk.desk, name="desk"),
    path("rounds/<uuid:key>/panel/", views_judging.panel, name="panel"),
    path("rounds/<uuid:key>/panel/<int:number>/", views_judging.case, name="case"),
    path("rounds/<uuid:key>/grants/", views.grants, name="grants"),
    path("rounds/<uuid:key>/grants.json", views.download, {"form": "json"}, name="json"),
    path("rounds/<uuid:key>/grants.csv", views.download, {"form": "csv"}, name="csv"),
    path("applications/<uuid:key>/", views_applying.application, name="application"),
    path("applications/<uuid:key>/receipts/<uuid:photo_key>/", views_applying.photo, name="photo"),
    path("grants/<uuid:key>/", views.story, name="story"),
    path("grants/<uuid:key>/picture/<slug:size>/", views.picture, name="picture"),
]
