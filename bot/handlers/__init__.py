"""Thin handlers: read the update, call one use case, render, reply."""
