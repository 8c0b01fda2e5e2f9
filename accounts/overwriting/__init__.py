"""Nobody overwrites what somebody else has saved meanwhile, in any form of the admin.

Each row that a form shows carries what it showed (`values.py`). As the form comes back, a row that
its page did not touch is left as it is now; one that was touched here and changed elsewhere is not
written, and both texts are shown side by side (`submission.py`, `page.py`, `admin.py`).
"""
