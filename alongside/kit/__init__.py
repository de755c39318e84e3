"""Parts that know nothing of co-production: time, identity, money, refusals, pages and charts.

crowded: each is one small thing that everything else uses.
"""
