"""PROPOSE: what people want done, supported, talked about, merged, checked and costed in the open.

crowded: bringing, checking, merging and talking have a file each.
"""
