"""What people see of an answer, without a screen: language, charts, files."""
