// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of images whose every pixel is known, and what is odd about them.
#include "libinspect/intensity/frame_look.h"

#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr std::uint16_t kSaturation = 4095;

FrameLook look(const Image& image) {
    return look_at_frame(image.view(), kSaturation);
}

/// Bright squares on a dark ground, half of the width and height each.
Image dies(std::uint16_t dark, std::uint16_t bright) {
    Image image(640, 480, dark);
    for (int y = 0; y < 480; ++y) {
        for (int x = 0; x < 640; ++x) {
            if (x % 20 < 10 && y % 20 < 10) image.row(y)[x] = bright;
        }
    }
    return image;
}

Image even_noise(int least, int most) {
    std::mt19937 random(1);
    std::uniform_int_distribution<int> value(least, most);
    Image image(640, 480);
    for (std::uint16_t& p : image.pixels()) p = static_cast<std::uint16_t>(value(random));
    return image;
}

}  // namespace

TEST_CASE("one value throughout is constant", "[frame_look]") {
    const FrameLook one = look(Image(640, 480, 77));
    CHECK(one.constant());
    CHECK(one.least_dn == 77.0F);
    CHECK(one.contrast_dn() == 0.0F);
    CHECK(one.step_dn == 0.0F);
    CHECK(one.saturated_share == 0.0F);
    CHECK(look(Image(1, 1, 5)).constant());
}

TEST_CASE("quantiles of even noise are those of the even distribution", "[frame_look]") {
    const FrameLook noise = look(even_noise(1000, 3000));
    CHECK(static_cast<double>(noise.dark_dn) == Approx(1000 + 0.05 * 2000).margin(20.0));
    CHECK(static_cast<double>(noise.bright_dn) == Approx(1000 + 0.99 * 2000).margin(20.0));
    CHECK(noise.least_dn >= 1000.0F);
    CHECK(noise.most_dn <= 3000.0F);
    // Of two even values the difference d has the distribution function 2d - d^2: a fifth lies below 0.1056.
    CHECK(static_cast<double>(noise.step_dn) == Approx(0.1056 * 2000).epsilon(0.08));
}

TEST_CASE("steps of a ramp are its slope", "[frame_look]") {
    Image ramp(500, 300);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 500; ++x) ramp.row(y)[x] = static_cast<std::uint16_t>(7 * x);
    }
    CHECK(look(ramp).step_dn == 7.0F);
}

TEST_CASE("the share of clipped pixels is counted from saturation on", "[frame_look]") {
    Image image(640, 480, kSaturation - 1);
    CHECK(look(image).saturated_share == 0.0F);
    for (int y = 0; y < 480; ++y) std::fill_n(image.row(y), 160, kSaturation);
    CHECK(static_cast<double>(look(image).saturated_share) == Approx(0.25).margin(0.01));
}

TEST_CASE("the digest is that of the pixels, whatever lies beside them", "[frame_look]") {
    const Image image = even_noise(0, 4000);
    Image wide(700, 480, 9);
    for (int y = 0; y < 480; ++y) std::copy_n(image.row(y), 640, wide.row(y) + 13);
    const ImageView part{wide.row(0) + 13, 640, 480, 700};
    CHECK(look_at_frame(part, kSaturation).digest == look(image).digest);
    Image other = image;
    for (int y = 0; y < 480; ++y) ++other.row(y)[300];
    for (int y = 0; y < 480; ++y) ++other.row(y)[301];
    CHECK(look(other).digest != look(image).digest);
}

TEST_CASE("the typical look is the median of each figure, constant frames left out", "[frame_look]") {
    std::vector<FrameLook> looks;
    for (const float level : {30.0F, 10.0F, 20.0F})
        looks.push_back({.least_dn = 1.0F, .dark_dn = level, .bright_dn = 5.0F * level, .most_dn = 900.0F});
    looks.push_back(look(Image(64, 64, 4095)));
    looks.push_back(looks.back());
    const FrameLook typical = typical_look(looks);
    CHECK(typical.dark_dn == 20.0F);
    CHECK(typical.bright_dn == 100.0F);
    CHECK(typical.most_dn == 900.0F);
    CHECK(typical_look({}).constant());
    CHECK(typical_look(std::vector{looks.back()}).constant());
}

TEST_CASE("what a frame can't be like the others for is named", "[frame_look]") {
    const FrameLook typical = look(dies(100, 1000));
    CHECK(oddity_of(typical, typical) == FrameOddity::none);
    CHECK(oddity_of(look(dies(100, 2000)), typical) == FrameOddity::none);
    CHECK(oddity_of(look(dies(100, 500)), typical) == FrameOddity::none);
    CHECK(oddity_of(look(Image(640, 480, 100)), typical) == FrameOddity::constant);
    CHECK(oddity_of(look(dies(100, 3000)), typical) == FrameOddity::too_bright);
    CHECK(oddity_of(look(dies(100, 4095)), typical) == FrameOddity::overexposed);
    CHECK(oddity_of(look(even_noise(0, 2500)), typical) == FrameOddity::noise);
    // An overexposed frame is no oddity of a channel that clips everywhere.
    CHECK(oddity_of(look(dies(100, 4095)), look(dies(90, 4095))) == FrameOddity::none);
    // Where all frames are constant, such as dark ones of a quiet camera, one more is none.
    CHECK(oddity_of(look(Image(64, 64, 5)), look(Image(64, 64, 7))) == FrameOddity::none);
}
