"""Adieu's engine."""
