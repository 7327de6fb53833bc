// SPDX-License-Identifier: GPL-3.0-or-later
// Wafers: SEMI M1 sizes, and what is refused.
#include "libinspect/geometry/wafer.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace waferglow;
using Catch::Contains;

TEST_CASE("there is no wafer of 7 inch") {
    CHECK_THROWS_WITH(standard_wafer(7), Contains("7 inch") && Contains("2, 3, 4, 5, 6, 8 and 12 inch"));
}

TEST_CASE("a wafer of 7.3 inch is refused with the sizes there are") {
    CHECK_THROWS_WITH(standard_wafer_of_diameter(7.3 * 25.4),
                      Contains("7.3 inch") && Contains("200 and 300 mm"));
}

TEST_CASE("diameters that are no length are refused") {
    for (const double diameter :
         {0.0, -50.8, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(standard_wafer_of_diameter(diameter), Error);
    }
}

TEST_CASE("a diameter within one per cent is that size, with the diameter given") {
    CHECK(standard_wafer_of_diameter(151.4).diameter_mm == 151.4);
    CHECK(standard_wafer_of_diameter(151.4).primary_flat_mm == 57.5);
    CHECK_THROWS_AS(standard_wafer_of_diameter(151.6), Error);
}

TEST_CASE("flats lie as far from the centre as SEMI M1's lengths make them") {
    // Distance of the primary flat from the centre, mm, published to a micrometre.
    struct Published {
        int inches;
        double diameter_mm;
        double flat_distance_mm;
    };
    for (const Published& size :
         {Published{2, 50.8, 24.127}, Published{3, 76.2, 36.444}, Published{4, 100.0, 47.286},
          Published{5, 125.0, 58.777}, Published{6, 150.0, 69.271}}) {
        const Wafer wafer = standard_wafer(size.inches);
        CHECK(wafer.diameter_mm == size.diameter_mm);
        CHECK(flat_distance_mm(wafer.diameter_mm, wafer.primary_flat_mm) ==
              Approx(size.flat_distance_mm).margin(0.0006));
        CHECK(wafer.notch_depth_mm == 0.0);
    }
}

TEST_CASE("the 8 inch wafer has a notch and no flat") {
    const Wafer wafer = standard_wafer(8);
    CHECK(wafer.diameter_mm == 200.0);
    CHECK(wafer.primary_flat_mm == 0.0);
    CHECK(wafer.secondary_flat_mm == 0.0);
    CHECK(wafer.notch_depth_mm == 1.0);
}

TEST_CASE("a wafer that can't be is refused by the field at fault") {
    const auto broken = [](auto&& change) {
        Wafer wafer = standard_wafer(4);
        wafer.id = "W7";
        change(wafer);
        return wafer;
    };
    CHECK_THROWS_WITH(validate(broken([](Wafer& w) { w.diameter_mm = -1.0; })),
                      Contains("W7") && Contains("diameter_mm = -1"));
    CHECK_THROWS_WITH(validate(broken([](Wafer& w) { w.edge_exclusion_mm = 50.0; })),
                      Contains("edge_exclusion_mm"));
    CHECK_THROWS_WITH(validate(broken([](Wafer& w) { w.primary_flat_mm = 100.0; })),
                      Contains("primary_flat_mm"));
    CHECK_THROWS_WITH(validate(broken([](Wafer& w) { w.secondary_flat_mm = -1.0; })),
                      Contains("secondary_flat_mm"));
    CHECK_THROWS_WITH(validate(broken([](Wafer& w) { w.notch_depth_mm = std::nan(""); })),
                      Contains("notch_depth_mm"));
}

TEST_CASE("every standard wafer is valid") {
    for (const int inches : {2, 3, 4, 5, 6, 8}) CHECK_NOTHROW(validate(standard_wafer(inches)));
}
