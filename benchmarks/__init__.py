"""What the app costs, measured on the sample bank: `python -m benchmarks`."""
