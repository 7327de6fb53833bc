#!/usr/bin/env bash
# pugixml reads 1e3 as 1 and "n/a" as 0, and the default that was given is for attributes that do not exist only.
#
# Library:   libpugixml-dev 1.13 of Debian 12
# Expected:  as_int(-1) and as_double(-1) of what is no number give -1, the default; 1e3, as programs write large counts, is
#            1000
# Behaviour: as_int() stops at the first letter: 1e3 is 1, 65k is 65, while as_double() reads 1000. Text that is no number at
#            all is 0, a valid result, with as_int() and as_double() and any default. An attribute that is not there gives
#            the default.
# Seen:      as_int(-1): 1e3 1, 2.9 2, n/a 0, empty 0, not there -1; as_double(-1): 1e3 1000, n/a 0, not there -1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libpugixml-dev=1.13-0.2 libpugixml1v5=1.13-0.2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <pugixml.hpp>

#include <iostream>
#include <sstream>

int main() {
    pugi::xml_document document;
    document.load_string("<die counts='1e3' width='2.9' bin='n/a' note=''/>");
    const pugi::xml_node die = document.child("die");
    std::ostringstream seen;
    for (const char* name : {"counts", "width", "bin", "note", "missing"}) seen << die.attribute(name).as_int(-1) << ' ';
    for (const char* name : {"counts", "bin", "missing"}) seen << die.attribute(name).as_double(-1) << ' ';
    std::cout << "as_int of 1e3, 2.9, n/a, empty, not there; as_double of 1e3, n/a, not there: " << seen.str() << '\n';
    if (seen.str() == "1 2 0 0 -1 1000 0 -1 ") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check -L "$libraries" -lpugixml
echo "pugixml $(dpkg-deb -f libpugixml-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
