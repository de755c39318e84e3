"""Where do we already work together, and where could we?"""
