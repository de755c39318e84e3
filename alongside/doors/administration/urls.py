"""Addresses of administration, and of the logo that every page carries."""

from django.urls import path

from alongside.doors.administration import importing, look, people, places, record, views, work

urlpatterns = [
    path("administration/", views.administration, name="administration"),
    path("administration/organisation/", views.organisation, name="admin_organisation"),
    path("administration/backups/", views.backups, name="admin_backups"),
    path("administration/people/", people.people, name="admin_people"),
    path("administration/people/add/", people.add, name="admin_people_add"),
    path("administration/people/<uuid:key>/", people.person, name="admin_person"),
    path("administration/offices/<uuid:key>/end/", people.end, name="admin_office_end"),
    path("administration/places/", places.places, name="admin_places"),
    path("administration/look/", look.look, name="admin_look"),
    path("administration/keys/", people.keys, name="admin_keys"),
    path("administration/keys/<uuid:key>/end/", people.end_key, name="admin_key_end"),
    path("administration/work/", work.work, name="admin_work"),
    path("administration/work/<uuid:key>/cancel/", work.cancel, name="admin_work_cancel"),
    path("administration/record/", record.record, name="admin_record"),
    path("administration/directory/", importing.directory, name="admin_directory"),
    path("media/logos/<str:name>", look.logo, name="logo"),
]
