"""Addresses of the block. The longest-lived ones, the question and its report, are the shortest."""

from django.urls import path

from alongside.blocks.ask.views import answering, asking, deciding, doing, helping, reading, tasks, theming

app_name = "ask"
PREFIX = "ask/"
urlpatterns = [
    path("new/<slug:slug>/", asking.new, name="new"),
    path("<uuid:key>/", answering.question, name="question"),
    path("<uuid:key>/answer/", answering.answer, name="begin"),
    path("<uuid:key>/answer/<int:number>/", answering.answer, name="answer"),
    path("<uuid:key>/answer/check/", answering.check, name="check"),
    path("<uuid:key>/answer/sent/", answering.sent, name="sent"),
    path("<uuid:key>/answer/clear/", answering.clear, name="clear"),
    path("<uuid:key>/take-back/", answering.take_back, name="take_back"),
    path("<uuid:key>/documents/<uuid:document_key>/", answering.document, name="document"),
    path("<uuid:key>/report/", reading.report, name="report"),
    path("<uuid:key>/report.csv", reading.report_file, name="report_file"),
    path("<uuid:key>/promised/<uuid:action_key>/", doing.action, name="action"),
    path("<uuid:key>/promised/<uuid:action_key>/picture/", doing.picture, name="picture"),
    path("<uuid:key>/manage/", tasks.manage, name="manage"),
    path("<uuid:key>/write/", asking.write, name="write"),
    path("<uuid:key>/items/", asking.items, name="items"),
    path("<uuid:key>/items/new/", asking.item, name="new_item"),
    path("<uuid:key>/items/<uuid:item_key>/", asking.item, name="item"),
    path("<uuid:key>/pack/", asking.pack, name="pack"),
    path("<uuid:key>/close/", tasks.close, name="close"),
    path("<uuid:key>/begin-deciding/", tasks.begin_deciding, name="begin_deciding"),
    path("<uuid:key>/remind/<uuid:place_key>/", tasks.remind, name="remind"),
    path("<uuid:key>/paper/", helping.paper, name="paper"),
    path("<uuid:key>/paper/sheets/", helping.sheets_page, name="sheets"),
    path("<uuid:key>/paper/sheets.pdf", helping.sheets_pdf, name="sheets_pdf"),
    path("<uuid:key>/paper/sheets/<uuid:job_key>.pdf", helping.sheets_file, name="sheets_file"),
    path("<uuid:key>/enter/", helping.enter, name="enter"),
    path("<uuid:key>/enter/slip/", helping.slip, name="slip"),
    path("<uuid:key>/import/", helping.import_page, name="import"),
    path("<uuid:key>/import/template.csv", helping.template, name="template"),
    path("<uuid:key>/responses/", reading.response_list, name="responses"),
    path("<uuid:key>/responses.csv", reading.response_file, name="response_file"),
    path("<uuid:key>/responses/<uuid:contribution_key>/", reading.response, name="response"),
    path("<uuid:key>/reach/", reading.reach, name="reach"),
    path("<uuid:key>/read/", theming.read, name="read"),
    path("<uuid:key>/read/gather/", theming.gather, name="gather"),
    path("<uuid:key>/check/", theming.checks, name="checks"),
    path("<uuid:key>/check/<uuid:theme_key>/", theming.check_theme, name="check_theme"),
    path("<uuid:key>/decide/", deciding.decide, name="decide"),
    path("<uuid:key>/decide/result/", deciding.result, name="result"),
    path("<uuid:key>/decide/themes/<uuid:theme_key>/", deciding.verdict, name="verdict"),
    path("<uuid:key>/decide/actions/", deciding.actions, name="actions"),
    path("<uuid:key>/replace/", deciding.replace, name="replace"),
    path("<uuid:key>/thank/", doing.thank, name="thank"),
]
