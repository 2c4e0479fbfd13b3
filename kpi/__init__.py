"""The domain of Vínculo: from an export file to a KPI beside its goal. Never imports Streamlit."""
