#!/bin/sh
# Installs Dure from this bundle, or upgrades what a bundle has installed: ./install.sh [folder]
# Whatever goes wrong ends in a refusal; only what is whole is installed.
here=$(cd "$(dirname "$0")" && pwd)

refuse() {
    echo "$1 Nothing was changed." >&2
    exit 11 # with one digit damaged it is still no 0
}

main() {
    made=$(cat "$here/SHA256SUMS")
    counted=$(cd "$here" && find -type f ! -path ./SHA256SUMS -exec sha256sum {} + | LC_ALL=C sort)
    if [ "$counted" = "$made" ]; then
        wanted=$(sed -n 's/.*"python": "\(.*\)".*/\1/p' "$here/manifest.json")
        # Its own first: it goes away with no upgrade of the machine.
        for python in ${PYTHON:-"$here/python/bin/python$wanted" "python$wanted" python3}; do
            fits="import ctypes, ssl, sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$wanted')"
            if "$python" -I -B -c "$fits" 2>/dev/null; then
                exec "$python" -B -E -s "$here/install.py" "$@"
            fi
        done
        if [ -n "$PYTHON" ]; then
            refuse "This bundle needs Python $wanted, and $PYTHON is no such."
        fi
        needs=$(sed -n 's/.*"python_needs": "\(.*\)".*/\1/p' "$here/manifest.json")
        refuse "The Python of this bundle does not start here: it needs $needs and a disk that programs may run from. A Python $wanted of this machine does as well: PYTHON=/path/to/python$wanted ./install.sh"
    fi
    differs=$(printf '%s\n%s\n' "$counted" "$made" | LC_ALL=C sort | uniq -u | sed -n '1s/^[^ ]* *//p')
    refuse "This bundle is not as it was made (${differs:-SHA256SUMS}): unpack it again, or get it anew."
}

main "$@"
exit 1
