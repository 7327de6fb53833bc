#!/usr/bin/env bash
# CLI11 reads whole numbers with a leading zero as octal: slot 010 is slot 8, and slots 08 and 09 are refused.
#
# Library:   libcli11-dev 2.1.2 of Debian 12
# Expected:  --slot 010 is 10, as numbers are written on cassettes and in names of files, and as the same text is for an
#            option of floating point
# Behaviour: int and unsigned options take 0 for the base 8 of C, and 0x for 16. 08 and 09 can't be converted. No word of it
#            in the help that it prints.
# Seen:      int: 010 is 8, 0100 is 64, 007 is 7, 08 refused; unsigned: 010 is 8; double: 010 is 10
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libcli11-dev=2.1.2+ds-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

template <typename Number>
std::string read(const std::string& text) {
    CLI::App app;
    Number slot{};
    app.add_option("--slot", slot);
    try {
        app.parse("--slot " + text);
    } catch (const CLI::ConversionError&) {
        return "refused";
    }
    return std::to_string(static_cast<int>(slot));
}

int main() {
    std::string seen;
    for (const char* text : {"010", "0100", "007", "08"}) seen += read<int>(text) + " ";
    seen += read<unsigned>("010") + " " + read<double>("010");
    std::cout << "int 010 0100 007 08, unsigned 010, double 010: " << seen << '\n';
    if (seen == "8 64 7 refused 8 10") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check
echo "CLI11 $(dpkg-deb -f libcli11-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
