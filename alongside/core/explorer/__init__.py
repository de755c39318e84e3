"""Where do we already work together, and where could we? Each service against each method, asked of both sides."""
