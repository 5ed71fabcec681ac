# Put Chromium on the machine through the system's packages where that may be done without asking; else say what follows.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -n "$CHROMIUM" ]; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else sudo="no"; fi
    if [ "$sudo" != no ]; then
        echo "Installing Chromium for the browser tests through apt"
        $sudo apt-get update -qq >/dev/null && $sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
    fi
fi
echo "No Chromium here, and none could be installed: the browser tests will be skipped."
echo "Install Chromium, or name one with: CHROMIUM=/path/to/chrome make test"
exit 0
