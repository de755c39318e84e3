"""Charges: cost, options, prices, waivers, income and the yearly look, as a Django app of its own.

crowded: each step of the method is one file of writes, as elsewhere each block has one.
"""
