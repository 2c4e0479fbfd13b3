"""What fixtures are made of: database servers, stores, a running app, a browser."""
