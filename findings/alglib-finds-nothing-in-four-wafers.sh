#!/usr/bin/env bash
# ALGLIB's rank tests tell p = 1 for lots of four wafers, however far apart they are.
#
# Library:   libalglib-dev 3.19.0 of Debian 12, mannwhitneyutest(), wilcoxonsignedranktest(), ftest()
# Expected:  four values that all lie above four others happen by chance in 2 of 70 orders: p is 0.0286; four that all lie above
#            the median asked for: 0.125, as its own onesamplesigntest() tells
# Behaviour: below five values a sample is not looked at and p is 1, which reads as "no difference at all"; no exception. With
#            five against five it is 0.0079, as it should be. ftest() of four equal values against four that scatter is 1, too.
# Seen:      Mann-Whitney 4 against 4: 1, 5 against 5: 0.0079; Wilcoxon of 1 2 3 4 against 0: 1, sign test 0.125; F test of
#            5 5 5 5 against 1 2 3 4: 1
set -euo pipefail
version=3.19.0-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "libalglib-dev=$version" "libalglib3.19=$version" >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.cpp <<'C'
#include <libalglib/statistics.h>

#include <cmath>
#include <cstdio>

using alglib::real_1d_array;

int main() {
    double left = 0, right = 0, four = 0, five = 0, wilcoxon = 0, sign = 0, variances = 0;
    const real_1d_array few("[1,2,3,4]"), others("[6,7,8,9]"), more("[1,2,3,4,5]"), many("[6,7,8,9,10]"), equal("[5,5,5,5]");
    alglib::mannwhitneyutest(few, 4, others, 4, four, left, right);
    alglib::mannwhitneyutest(more, 5, many, 5, five, left, right);
    alglib::wilcoxonsignedranktest(few, 4, 0, wilcoxon, left, right);
    alglib::onesamplesigntest(few, 4, 0, sign, left, right);
    alglib::ftest(equal, 4, few, 4, variances, left, right);
    std::printf("Mann-Whitney 4 against 4: %.4f, 5 against 5: %.4f; Wilcoxon of four: %.4f, sign test %.4f; F test: %.4f\n", four,
                five, wilcoxon, sign, variances);
    const bool same = four == 1 && std::abs(five - 0.0079) < 0.0001 && wilcoxon == 1 && std::abs(sign - 0.125) < 1e-6 &&
                      variances == 1;
    if (!same) std::fputs("the behaviour has changed\n", stderr);
    return same ? 0 : 1;
}
C
g++ -w -std=c++17 -I "$folder/tree/usr/include" check.cpp -o check "$libraries/libalglib.so"
echo "ALGLIB $(dpkg-deb -f libalglib-dev_*.deb Version)"
LD_LIBRARY_PATH="$libraries" ./check
