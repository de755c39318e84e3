"""Mathematics without Django: arrays and dataclasses in, dataclasses out."""
