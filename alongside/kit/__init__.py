"""Parts that know nothing of co-production: time, identity, money, refusals, pages and charts."""
