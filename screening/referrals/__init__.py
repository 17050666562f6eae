"""Referrals: the list a counsellor acts on."""
