#!/bin/sh
# Prints the first Python that can make the project's .venv, or one line that says what is missing.
# PYTHON=/path/to/python names one to try first.

no_venv=
for python in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$python"
        exit 0
    fi
    no_venv=${no_venv:-$python}
done

if [ -n "$no_venv" ]; then
    echo "$no_venv has no venv module: run 'sudo apt-get install python3-venv' (or ${no_venv##*/}-venv), then try again" >&2
elif command -v python3 >/dev/null 2>&1 && version=$(python3 --version 2>&1); then
    echo "$version is too old: install Python 3.11 or newer (Debian 12: sudo apt-get install python3 python3-venv), or name one with PYTHON=/path/to/python" >&2
else
    echo "Python was not found: install 3.11 or newer (Debian 12: sudo apt-get install python3 python3-venv), or name one with PYTHON=/path/to/python" >&2
fi
exit 1
