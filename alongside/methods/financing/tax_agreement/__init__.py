"""Agreement to a tax increase: options, survey, advisory vote, earmark, statements, as a Django app of its own.

crowded: each step of the method is one file of writes, as elsewhere each block has one.
"""
