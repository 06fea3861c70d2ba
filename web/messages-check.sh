# Fails where a catalogue misses a translation, or holds a message that no source uses.
set -eu
export CATALOGS=node_modules/.locales
rm -rf "$CATALOGS"
cp -r src/locales "$CATALOGS"
lingui extract --clean >/dev/null
diff -r src/locales "$CATALOGS" || { echo "Run: tools/npm run messages" >&2; exit 1; }
lingui compile --strict
