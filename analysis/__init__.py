"""What the interviews say: coding, counting, wording, charts, reports; knows nothing of Streamlit."""
