// SPDX-License-Identifier: GPL-3.0-or-later
// Weighted column sums against a plain loop in double precision, with each instruction set.
#include "libinspect/registration/internal/column_sums.h"

#include "tests/each_target.h"

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

constexpr float kUntouched = -12345.0F;
constexpr std::size_t kMost = 16;  // floats of the widest vector

Image random_image(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    Image image(width, height);
    for (std::uint16_t& pixel : image.pixels()) pixel = static_cast<std::uint16_t>(random());
    return image;
}

/// Sums of one weight each, as the header says, and what they can differ by in single precision.
struct Truth {
    double sum = 0.0;
    double size = 0.0;
};

Truth truth_of(const ImageView& image, const ImageView& dark, int x, int first_row,
               const std::vector<RowWeights>& weights, float RowWeights::*of) {
    Truth truth;
    int y = first_row;
    for (const RowWeights& w : weights) {
        const double part = static_cast<double>(w.*of) *
                            (image.at(x, y) - (dark.data != nullptr ? static_cast<int>(dark.at(x, y)) : 0));
        truth.sum += part;
        truth.size += std::abs(part);
        ++y;
    }
    return truth;
}

std::vector<RowWeights> weights_of(int rows) {
    std::vector<RowWeights> weights;
    for (int k = 0; k < rows; ++k) {
        const auto at = static_cast<float>(k);
        weights.push_back({0.25F + 0.1F * at, 1.0F - 0.3F * at, -0.5F});
    }
    return weights;
}

void check(const ImageView& image, const ImageView& dark, int first_row, int rows, int first_column,
           int columns) {
    const std::vector<RowWeights> weights = weights_of(rows);
    const auto count = static_cast<std::size_t>(columns);
    // Each array begins a float after a line of the cache, and must not be written past its end.
    std::vector<float> a(count + 1 + kMost, kUntouched);
    std::vector<float> b = a;
    std::vector<float> c = a;
    weighted_column_sums(image, dark, first_row, weights, first_column, columns,
                         {a.data() + 1, b.data() + 1, c.data() + 1});
    CAPTURE(columns, rows);
    const auto agrees = [&](const std::vector<float>& sums, float RowWeights::*of) {
        for (int i = 0; i < columns; ++i) {
            const Truth truth = truth_of(image, dark, first_column + i, first_row, weights, of);
            CAPTURE(i);
            REQUIRE(static_cast<double>(sums[static_cast<std::size_t>(i) + 1]) ==
                    Approx(truth.sum).margin(1e-6 * truth.size));
        }
        CHECK(sums.front() == kUntouched);
        for (std::size_t i = count + 1; i < sums.size(); ++i) REQUIRE(sums[i] == kUntouched);
    };
    agrees(a, &RowWeights::a);
    agrees(b, &RowWeights::b);
    agrees(c, &RowWeights::c);
}

TEST_CASE("Column sums agree with a plain loop for every remainder of the vector width", "[registration]") {
    // The last row ends where the image's memory does: a vector too many would read past it.
    const Image image = random_image(151, 5, 1);
    test::on_each_target([&] {
        for (int columns = 1; columns <= 146; columns += columns < 70 ? 1 : 19)
            check(image.view(), {}, 2, 3, 151 - columns, columns);
    });
}

TEST_CASE("Column sums subtract a dark frame that is brighter than the image", "[registration]") {
    const Image image = random_image(90, 6, 2);
    const Image dark = random_image(90, 6, 3);
    test::on_each_target([&] {
        for (const int columns : {1, 7, 17, 64, 89}) check(image.view(), dark.view(), 3, 3, 1, columns);
    });
}

TEST_CASE("Column sums of no row are zero, those of one row its pixels times the weights", "[registration]") {
    const Image image = random_image(40, 3, 6);
    test::on_each_target([&] {
        for (const int rows : {0, 1}) check(image.view(), {}, 2, rows, 3, 37);
    });
}

TEST_CASE("Column sums of the brightest images are exact", "[registration]") {
    const Image image(67, 9, 65535);
    const Image dark(67, 9, 0);
    const std::vector<RowWeights> weights(9, {1.0F, -1.0F, 0.5F});
    test::on_each_target([&] {
        std::vector<float> a(67);
        std::vector<float> b(67);
        std::vector<float> c(67);
        weighted_column_sums(image.view(), dark.view(), 0, weights, 0, 67, {a.data(), b.data(), c.data()});
        CHECK(a == std::vector<float>(67, 9.0F * 65535.0F));
        CHECK(b == std::vector<float>(67, -9.0F * 65535.0F));
        CHECK(c == std::vector<float>(67, 4.5F * 65535.0F));
    });
}

TEST_CASE("Column sums respect the stride of a view", "[registration]") {
    const Image image = random_image(100, 6, 4);
    ImageView part = image.view();
    part.data += 11;
    part.width = 40;
    test::on_each_target([&] { check(part, {}, 1, 3, 0, 40); });
}

}  // namespace
}  // namespace waferglow
