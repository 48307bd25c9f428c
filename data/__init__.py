"""How interviews get in and stay: reading files, the DuckDB workspace, backups, exports."""
