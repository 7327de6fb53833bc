#!/usr/bin/env bash
# GSL's Gaussian filter finds curvature in a flat line and a slope of 2.86 where it is 3.
#
# Library:   libgsl-dev 2.7.1 of Debian 12, gsl_filter_gaussian() with order 1 and 2
# Expected:  the smoothed second derivative of a flat line of 1000 counts is 0, the first one of a line that rises by 3 a point
#            is 3; order 0 keeps 1000 exactly
# Behaviour: the derivatives of the kernel are cut off at its ends without making up for what is missing: the second one does
#            not sum to 0, so that the level leaks in, with the sign of a peak. It grows with the level and as alpha falls;
#            from alpha 4 on little is left. The status is success.
# Seen:      K 11, alpha 2.5 (sigma 2): flat 1000: 1000, 0 and -11.97; slope 3: 2.856; square of the place: 1.53 for 2;
#            alpha 4: -0.09, 2.9996
set -euo pipefail
version=2.7.1+dfsg-5+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "libgsl-dev=$version" "libgsl27=$version" "libgslcblas0=$version" >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
cat > check.c <<'C'
#include <gsl/gsl_filter.h>
#include <gsl/gsl_version.h>
#include <math.h>
#include <stdio.h>

enum { POINTS = 201, MIDDLE = 100, WINDOW = 11 };

static double filtered(int power, double factor, double alpha, size_t order) {
    gsl_vector* line = gsl_vector_alloc(POINTS);
    gsl_vector* result = gsl_vector_alloc(POINTS);
    for (int i = 0; i < POINTS; ++i) gsl_vector_set(line, i, factor * pow(i - MIDDLE, power));
    gsl_filter_gaussian_workspace* workspace = gsl_filter_gaussian_alloc(WINDOW);
    gsl_filter_gaussian(GSL_FILTER_END_PADVALUE, alpha, order, line, result, workspace);
    const double middle = gsl_vector_get(result, MIDDLE);
    gsl_filter_gaussian_free(workspace);
    gsl_vector_free(line);
    gsl_vector_free(result);
    return middle;
}

int main(void) {
    const double level = filtered(0, 1000, 2.5, 0), slope = filtered(0, 1000, 2.5, 1), bend = filtered(0, 1000, 2.5, 2);
    const double rise = filtered(1, 3, 2.5, 1), parabola = filtered(2, 1, 2.5, 2);
    const double wide_bend = filtered(0, 1000, 4, 2), wide_rise = filtered(1, 3, 4, 1);
    printf("GSL %s\nalpha 2.5: flat 1000: %.3f, %.3f and %.3f; slope 3: %.3f; square: %.3f\n", GSL_VERSION, level, slope, bend,
           rise, parabola);
    printf("alpha 4: flat 1000: %.3f; slope 3: %.4f\n", wide_bend, wide_rise);
    const int same = fabs(level - 1000) < 1e-6 && fabs(slope) < 1e-6 && fabs(bend + 11.972) < 0.01 && fabs(rise - 2.856) < 0.01 &&
                     fabs(parabola - 1.530) < 0.01 && fabs(wide_bend) < 0.2 && fabs(wide_rise - 3) < 0.001;
    if (!same) fputs("the behaviour has changed\n", stderr);
    return same ? 0 : 1;
}
C
gcc -w -I "$folder/tree/usr/include" check.c -o check "$libraries/libgsl.so" "$libraries/libgslcblas.so" -lm
LD_LIBRARY_PATH="$libraries" ./check
