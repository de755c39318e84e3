"""Every write of the block, one file for each part of a consultation's life."""
