#!/usr/bin/env bash
# muParser takes the formula 1,5 + 1 for 6: of what a comma parts, only the last counts.
#
# Library:   libmuparser-dev 2.3.3 of Debian 12, Parser::Eval()
# Expected:  a formula with a decimal comma in a recipe is an error, as 1;5 and 1 5 are, since 1.5 is the way to write it
# Behaviour: each part is evaluated as a formula of its own and Eval() gives the last one; that there were two can be asked
#            for by another call. rint() rounds halves upwards, so 2.5 is 3 and -2.5 is -2, neither as rint() nor as round() of C.
# Seen:      1.5 + 1: 2.5; 1,5 + 1: 6; 0,8 * 100: 800; 1;5 and 1 5: error; rint(2.5) 3, rint(-2.5) -2
set -euo pipefail
version=2.3.3-0.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "libmuparser-dev=$version" "libmuparser2v5=$version" >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <muParser.h>

#include <iostream>
#include <sstream>

std::string value(const char* formula) {
    try {
        mu::Parser parser;
        parser.SetExpr(formula);
        std::ostringstream text;
        text << parser.Eval();
        return text.str();
    } catch (const mu::Parser::exception_type&) {
        return "error";
    }
}

int main() {
    std::string seen;
    for (const char* formula : {"1.5 + 1", "1,5 + 1", "0,8 * 100", "1;5", "1 5", "rint(2.5)", "rint(-2.5)"}) {
        std::cout << formula << ": " << value(formula) << '\n';
        seen += value(formula) + ' ';
    }
    if (seen == "2.5 6 800 error error 3 -2 ") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -w -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check "$libraries/libmuparser.so"
echo "muParser $(dpkg-deb -f libmuparser-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
