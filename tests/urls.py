"""The addresses that the site has, and their names."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver


def names_of(*spaces: str) -> set[str]:
    """Those in these namespaces, as `resolve` tells them."""

    def walk(patterns: Sequence[object], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif isinstance(pattern, URLPattern) and space in spaces:
                yield f"{space}:{pattern.name}"

    return set(walk(get_resolver().url_patterns, ""))


def addresses() -> list[str]:
    """Every address of the URLconf as a template: `/courses/<slug:course>/`."""

    def walk(entry: object, prefix: str) -> Iterator[str]:
        pattern = str(getattr(entry, "pattern", "")).lstrip("^").rstrip("$").replace(r"\Z", "")
        if isinstance(entry, URLResolver):
            for child in entry.url_patterns:
                yield from walk(child, prefix + pattern)
        elif isinstance(entry, URLPattern):
            yield "/" + prefix + pattern

    return sorted({each for entry in get_resolver().url_patterns for each in walk(entry, "")})
