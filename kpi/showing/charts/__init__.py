"""Charts as plain figures: each builder takes values and a language and returns data and layout in one shot."""
