// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them.
#include "libinspect/report/numbers.h"

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
