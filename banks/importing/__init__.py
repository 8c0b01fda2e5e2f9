"""Takes questions of other programs' banks into a quiz."""
