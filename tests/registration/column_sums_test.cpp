// SPDX-License-Identifier: GPL-3.0-or-later
// Weighted column sums against a plain loop in double precision.
#include "libinspect/registration/column_sums.h"

#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

Image random_image(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    Image image(width, height);
    for (std::uint16_t& pixel : image.pixels()) pixel = static_cast<std::uint16_t>(random());
    return image;
}

void check(const ImageView& image, const ImageView& dark, int first_row, int first_column, int columns) {
    const std::vector<RowWeights> weights{{0.25F, 1.0F, -0.5F}, {1.0F, -0.75F, 0.125F}, {0.5F, 0.0F, 2.0F}};
    std::vector<float> a(static_cast<std::size_t>(columns));
    std::vector<float> b(a.size());
    std::vector<float> c(a.size());
    weighted_column_sums(image, dark, first_row, weights, first_column, columns,
                         {a.data(), b.data(), c.data()});
    for (int i = 0; i < columns; ++i) {
        double expected[3] = {0.0, 0.0, 0.0};
        for (int k = 0; k < 3; ++k) {
            const int x = first_column + i;
            const int y = first_row + k;
            const double value = image.at(x, y) - (dark.data != nullptr ? dark.at(x, y) : 0);
            const RowWeights& w = weights[static_cast<std::size_t>(k)];
            expected[0] += value * static_cast<double>(w.a);
            expected[1] += value * static_cast<double>(w.b);
            expected[2] += value * static_cast<double>(w.c);
        }
        const auto at = static_cast<std::size_t>(i);
        CHECK(static_cast<double>(a[at]) == Approx(expected[0]).margin(0.05));
        CHECK(static_cast<double>(b[at]) == Approx(expected[1]).margin(0.05));
        CHECK(static_cast<double>(c[at]) == Approx(expected[2]).margin(0.05));
    }
}

TEST_CASE("Column sums agree with a plain loop for every remainder of the vector width", "[registration]") {
    const Image image = random_image(151, 8, 1);
    for (const int columns : {1, 3, 7, 8, 15, 16, 31, 33, 64, 100, 146})
        check(image.view(), {}, 2, 5, columns);
}

TEST_CASE("Column sums subtract a dark frame that is brighter than the image", "[registration]") {
    check(random_image(90, 6, 2).view(), random_image(90, 6, 3).view(), 3, 1, 89);
}

TEST_CASE("Column sums respect the stride of a view", "[registration]") {
    const Image image = random_image(100, 6, 4);
    ImageView part = image.view();
    part.data += 10;
    part.width = 40;
    check(part, {}, 1, 0, 40);
}

}  // namespace
}  // namespace waferglow
