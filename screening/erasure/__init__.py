"""Erasure of one student: what names them, where it is searched, what is left out from then on."""
