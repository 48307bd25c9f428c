"""The page every page is set beside: one number and one chart of ten bars, with the libraries a dashboard imports."""

import duckdb  # noqa: F401  (as ours does: its start is part of the empty app's)
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

counts = pd.Series(range(1, 11), index=[f"Reason {n}" for n in range(1, 11)])
st.title("One number and one chart")
st.metric("Interviews", int(counts.sum()))
st.plotly_chart(go.Figure(go.Bar(x=counts.tolist(), y=counts.index.tolist(), orientation="h")), key="bars")
