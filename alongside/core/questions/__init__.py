"""Any ask: what is asked, what is fixed, what is open, who decides, by when."""
