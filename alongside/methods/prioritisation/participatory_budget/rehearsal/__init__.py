"""Any rule on an election that is over, side by side: what would have won, and whom it would have left out."""
