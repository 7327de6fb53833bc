#!/usr/bin/env bash
# Armadillo loads the headings of a table as a row of zeros, and empty and unreadable cells as 0, and reports success.
#
# Library:   libarmadillo-dev 11.4.2 of Debian 12, load() with csv_ascii
# Expected:  load() of a table with headings, or with a cell that holds no number, returns false, or the cell is NaN; load()
#            has csv_name with_header for headings
# Behaviour: true is returned. A wavelength axis begins with 0 nm, a die without value has brightness 0, short rows end with
#            zeros. Into a matrix of integers 1e3 is read as 1 and 2.7 as 2, also without a word.
# Seen:      nm,counts / 450,12: [0 0; 450 12]; 1,,3 / 4,n/a,6 / 7: [1 0 3; 4 0 6; 7 0 0]; 1e3,2.7 as integers: [1 2]; all
#            true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libarmadillo-dev=1:11.4.2+dfsg-1 libarmadillo11=1:11.4.2+dfsg-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <armadillo>

#include <fstream>
#include <iostream>
#include <sstream>

template <typename Matrix>
std::string load(const char* text) {
    std::ofstream("table.csv") << text;
    Matrix table;
    std::ostringstream seen;
    seen << std::boolalpha << table.load("table.csv", arma::csv_ascii);
    for (arma::uword row = 0; row < table.n_rows; ++row) {
        for (arma::uword column = 0; column < table.n_cols; ++column) seen << ' ' << table(row, column);
        seen << ';';
    }
    std::cout << seen.str() << '\n';
    return seen.str();
}

int main() {
    const bool same = load<arma::mat>("nm,counts\n450,12\n") == "true 0 0; 450 12;" &&
                      load<arma::mat>("1,,3\n4,n/a,6\n7\n") == "true 1 0 3; 4 0 6; 7 0 0;" && load<arma::imat>("1e3,2.7\n") == "true 1 2;";
    if (same) return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -w -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check -DARMA_DONT_USE_WRAPPER -DARMA_DONT_USE_BLAS -DARMA_DONT_USE_LAPACK
echo "Armadillo $(dpkg-deb -f libarmadillo-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
