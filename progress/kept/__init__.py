"""What learners' pages show to everybody, as each process keeps it (courses/kept.py)."""
