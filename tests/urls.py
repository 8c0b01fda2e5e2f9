"""The names of the addresses that the site has."""

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
