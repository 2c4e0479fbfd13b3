"""Response: how fast questions are answered, who still waits, and when the promise is broken."""
