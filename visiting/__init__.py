"""The app from outside: started as people start it, clicked on without a browser and with one. For tests and benchmarks."""
