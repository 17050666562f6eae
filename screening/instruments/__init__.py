"""Instruments: published questionnaires as data."""
