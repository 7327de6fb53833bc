#!/usr/bin/env bash
# toml++ passes over a value of 12.5 where the default is written as 10: value_or(10) gives 10.
#
# Library:   libtomlplusplus-dev 3.3.0 of Debian 12
# Expected:  exposure_ms = 12.5 in the recipe is 12.5, or 12, as the default is an int, or an error: the value is there, and
#            the default is for what is not there
# Behaviour: a float that is no whole number can't be an int without loss, so that there is "no value", and the default is
#            taken in silence. 12.0 is 12. A number too large for the type gives the default as well.
# Seen:      12.5: value_or(10) 10, value_or(10.0) 12.5; 12.0: value_or(10) 12; 300: value_or(std::uint8_t{7}) 7
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtomlplusplus-dev=3.3.0+ds-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <toml++/toml.h>

#include <cstdint>
#include <iostream>
#include <sstream>

int main() {
    const auto recipe = toml::parse("exposure_ms = 12.5\nwhole_ms = 12.0\ngain = 300\n");
    std::ostringstream seen;
    seen << recipe["exposure_ms"].value_or(10) << ' ' << recipe["exposure_ms"].value_or(10.0) << ' ' << recipe["whole_ms"].value_or(10) << ' '
         << int{recipe["gain"].value_or(std::uint8_t{7})};
    std::cout << "12.5 or 10, 12.5 or 10.0, 12.0 or 10, 300 or 7 of 8 bits: " << seen.str() << '\n';
    if (seen.str() == "10 12.5 12 7") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check -DTOML_HEADER_ONLY=1
echo "toml++ $(dpkg-deb -f libtomlplusplus-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
