#!/usr/bin/env bash
# yaml-cpp reads 010 as 8 where an int is asked for and as 10 where a double is, and 08 only as a double.
#
# Library:   libyaml-cpp-dev 0.7.0 of Debian 12, whose README names the YAML 1.2 spec
# Expected:  YAML 1.2 writes octal as 0o10 and has 010 for ten; one number of a file is one number whatever type it is read
#            as
# Behaviour: as<int>() takes a leading zero for octal, as YAML 1.1 did, as<double>() does not. The octal of YAML 1.2 is
#            refused. A slot or recipe number that is kept with leading zeros is another one from 010 on.
# Seen:      as int: 007 7, 010 8, 08 refused, 0o10 refused; as double: 010 10, 08 8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libyaml-cpp-dev=0.7.0+dfsg-8+b1 libyaml-cpp0.7=0.7.0+dfsg-8+b1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <yaml-cpp/yaml.h>

#include <iostream>
#include <sstream>

template <typename Number>
std::string read(const char* text) {
    std::ostringstream seen;
    try {
        seen << YAML::Load(text).as<Number>() << ' ';
    } catch (const YAML::BadConversion&) {
        return "refused ";
    }
    return seen.str();
}

int main() {
    std::string seen;
    for (const char* text : {"007", "010", "08", "0o10"}) seen += read<int>(text);
    for (const char* text : {"010", "08"}) seen += read<double>(text);
    std::cout << "as int 007 010 08 0o10, as double 010 08: " << seen << '\n';
    if (seen == "7 8 refused refused 10 8 ") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check -L "$libraries" -lyaml-cpp
echo "yaml-cpp $(dpkg-deb -f libyaml-cpp-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
