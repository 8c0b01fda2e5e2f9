"""What each page of a learner shows, put together in one place: named as its view and template.

A view makes the page's object with everything it shows and gives its fields to the template;
templates and tags ask the database nothing (tests/test_templates_ask_nothing.py).
"""
