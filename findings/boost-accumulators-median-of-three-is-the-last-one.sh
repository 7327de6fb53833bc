#!/usr/bin/env bash
# Boost.Accumulators tells the third value as the median of three, whatever the others are.
#
# Library:   libboost1.74-dev 1.74.0 of Debian 12, tag::median
# Expected:  the median of 10, 20, 30 is 20 in whatever order they come. For many values tag::median is documented as an
#            estimate by the P-square algorithm
# Behaviour: the algorithm begins with the fifth value. Before that, what is returned is the place where the third value was
#            put, and nothing says that it is no estimate yet: of one or two values, 0. From five on, of five values, it is
#            right.
# Seen:      10: 0; 10 30: 0; 10 20 30: 30; 30 20 10: 10; 10 20 30 40: 30; 50 10 40 20 30: 30
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libboost1.74-dev=1.74.0+ds1-21 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics.hpp>

#include <iostream>
#include <sstream>
#include <vector>

namespace acc = boost::accumulators;

double median(const std::vector<double>& values) {
    acc::accumulator_set<double, acc::stats<acc::tag::median>> set;
    for (const double value : values) set(value);
    return acc::median(set);
}

int main() {
    std::ostringstream seen;
    seen << median({10}) << ' ' << median({10, 30}) << ' ' << median({10, 20, 30}) << ' ' << median({30, 20, 10}) << ' '
         << median({10, 20, 30, 40}) << ' ' << median({50, 10, 40, 20, 30});
    std::cout << "medians: " << seen.str() << '\n';
    if (seen.str() == "0 0 30 10 30 30") return 0;
    std::cerr << "the behaviour has changed\n";
    return 1;
}
C
g++ -w -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check
echo "Boost $(dpkg-deb -f libboost1.74-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
