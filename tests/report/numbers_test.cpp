// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them.
#include "libinspect/report/internal/numbers.h"

#include <cmath>
#include <limits>

using namespace waferglow;

TEST_CASE("counts are grouped by threes", "[numbers]") {
    CHECK(count_text(0) == "0");
    CHECK(count_text(999) == "999");
    CHECK(count_text(1000) == "1\u202F000");
    CHECK(count_text(12345678) == "12\u202F345\u202F678");
    CHECK(count_text(-1000) == "\u22121\u202F000");
}

TEST_CASE("what is no number is a dash", "[numbers]") {
    CHECK(fixed_text(std::numeric_limits<double>::quiet_NaN(), 2) == "\u2013");
    CHECK(short_text(std::numeric_limits<double>::infinity()) == "\u2013");
    CHECK(percent_text(share_of(1, 0)) == "\u2013");
}

TEST_CASE("no minus zero", "[numbers]") {
    CHECK(fixed_text(-0.001, 2) == "0.00");
    CHECK(fixed_text(-0.01, 2) == "\u22120.01");
}

TEST_CASE("short numbers keep their significant digits", "[numbers]") {
    CHECK(short_text(0.98765) == "0.9877");
    CHECK(short_text(452.345) == "452.3");
    CHECK(short_text(123456.0) == "123456");
    CHECK(short_text(0.00123456) == "0.001235");
    CHECK(short_text(1.5e-7) == "1.5e-07");
    CHECK(short_text(0.0) == "0");
}

TEST_CASE("units join their label", "[numbers]") {
    CHECK(with_unit("offset", "um") == "offset, \u00B5m");
    CHECK(with_unit("ratio", "") == "ratio");
}

TEST_CASE("minus signs are as wide as plus signs, in exponents they stay hyphens", "[numbers]") {
    CHECK(short_text(-452.345) == "\u2212452.3");
    CHECK(short_text(-1.5e-7) == "\u22121.5e-07");
    CHECK(short_text(-123456789.0) == "\u22121.235e+08");
    CHECK(percent_text(-0.5) == "\u221250.00\u00A0%");
    CHECK(tick_text(-0.25, 0.05) == "\u22120.25");
}

TEST_CASE("ticks have the digits of their step", "[numbers]") {
    CHECK(tick_text(0.5, 0.1) == "0.5");
    CHECK(tick_text(0.02, 0.002) == "0.020");
    CHECK(tick_text(1500.0, 500.0) == "1500");
    CHECK(tick_text(3.0 * 0.1, 0.1) == "0.3");  // which is a little more
    CHECK(tick_text(2e6, 1e6) == "2e+06");
}

TEST_CASE("shares are per cent, their intervals without a second sign", "[numbers]") {
    CHECK(percent_text(0.99529) == "99.53\u00A0%");
    CHECK(percent_text(1.0, 0) == "100\u00A0%");
    CHECK(percent_text(0.0) == "0.00\u00A0%");
    CHECK(percent_range({0.9941, 0.9964}) == "99.41 to 99.64\u00A0%");
    CHECK(percent_range({0.0, 1.0}, 0) == "0 to 100\u00A0%");
    CHECK(share_of(3, 4) == 0.75);
    CHECK(share_of(0, 4) == 0.0);
    CHECK(std::isnan(share_of(0, 0)));
}

TEST_CASE("short numbers at the ends of what is written without an exponent", "[numbers]") {
    CHECK(short_text(1e-4) == "0.0001000");
    CHECK(short_text(9.999e-5) == "9.999e-05");
    CHECK(short_text(9999999.0) == "9999999");
    CHECK(short_text(1e7) == "1e+07");
    CHECK(short_text(-0.0) == "0");
    CHECK(short_text(3.14159, 2) == "3.1");
}

TEST_CASE("the largest and the least count", "[numbers]") {
    CHECK(count_text(std::numeric_limits<std::int64_t>::max()) ==
          "9\u202F223\u202F372\u202F036\u202F854\u202F775\u202F807");
    CHECK(count_text(-std::numeric_limits<std::int64_t>::max()) ==
          "\u22129\u202F223\u202F372\u202F036\u202F854\u202F775\u202F807");
}

TEST_CASE("micro is a mu, whatever it is of", "[numbers]") {
    CHECK(with_unit("current", "uA") == "current, \u00B5A");
    CHECK(with_unit("peak", "nm") == "peak, nm");
}
