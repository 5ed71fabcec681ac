# Put PostgreSQL with PostGIS on the machine through the system's packages, for the tests that publish to it.
if ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else sudo="no"; fi
    if [ "$sudo" != no ]; then
        echo "Installing PostgreSQL with PostGIS for the tests through apt"
        $sudo apt-get update -qq >/dev/null && $sudo apt-get install -y -qq --no-install-recommends postgresql-postgis >/dev/null && exit 0
    fi
fi
echo "No PostgreSQL with PostGIS here, and none could be installed: the tests that publish to it will be skipped."
exit 0
