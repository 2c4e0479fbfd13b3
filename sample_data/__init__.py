"""An invented bank: its story as values, and the script that writes its exports in the vendors' shapes.

`python -m sample_data.make` writes `sample_data/exports` and `sample_data/bank.toml` again, byte for byte.
The story is in `bank.py` (who, when, how often), `care.py` (how they answer) and `promises/` (what they
promised); change it there.
"""
