"""Asking once more who it is, before what cannot be taken back or holds other people's names."""
