# Sourced by the scripts: goes to the checkout and finds a Python.
cd "$(dirname "$0")/.." || exit 1
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
  echo "Fehler: $python fehlt. Bitte installieren Sie Python 3.11 oder neuer (Debian: sudo apt-get install -y python3)." >&2
  exit 1
fi
