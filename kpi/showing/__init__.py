"""From answers to what people read: language, charts, files. Knows no Streamlit."""
