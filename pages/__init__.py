"""What a visitor sees. No script lies directly in this folder: one would be served without passing app.py."""
