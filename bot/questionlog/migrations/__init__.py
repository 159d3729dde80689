"""The question log's schema, step by step; alembic runs the steps when the log is opened."""
