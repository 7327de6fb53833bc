// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/tails.h"

#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow::appearance;

namespace {

/// The strongest of 300 Gaussian answers without sign, of each die.
std::vector<float> strongest_of_noise(std::size_t dies, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    std::vector<float> scores;
    for (std::size_t i = 0; i < dies; ++i) {
        double most = 0.0;
        for (int k = 0; k < 300; ++k) most = std::max(most, std::abs(normal(random)));
        scores.push_back(static_cast<float>(most));
    }
    return scores;
}

/// That a die exceeds `x`, in closed form.
double beyond(double x) {
    return 1.0 - std::pow(std::erf(x / std::sqrt(2.0)), 300.0);
}

}  // namespace

TEST_CASE("The threshold keeps the rate of false alarms asked for, or a little less") {
    std::mt19937_64 random(3);
    const Tail tail = fit_tail(strongest_of_noise(8000, random));
    for (const double rate : {0.005, 0.001}) {
        CHECK(beyond(tail.threshold(rate)) < 1.4 * rate);
        CHECK(beyond(tail.threshold(rate)) > 0.15 * rate);
    }
}

TEST_CASE("A tenth of bad dies moves the threshold by less than a tenth") {
    std::mt19937_64 random(4);
    std::vector<float> scores = strongest_of_noise(5000, random);
    const double clean = fit_tail(scores).threshold(0.001);
    for (std::size_t i = 0; i < scores.size(); i += 10) {
        scores[i] = static_cast<float>(std::uniform_real_distribution<double>(5.0, 100.0)(random));
    }
    const double mixed = fit_tail(scores).threshold(0.001);
    CHECK(mixed > 0.93 * clean);
    CHECK(mixed < 1.1 * clean);
}

TEST_CASE("What lies beyond a threshold is the rate that it was asked for") {
    std::mt19937_64 random(5);
    const Tail tail = fit_tail(strongest_of_noise(1000, random));
    for (const double rate : {0.1, 0.01, 1e-5})
        CHECK(tail.beyond(tail.threshold(rate)) == Approx(rate).epsilon(1e-6));
}

TEST_CASE("Too few dies tell no tail, and nothing is called") {
    const Tail tail = fit_tail(std::vector<float>(20, 3.0F));
    CHECK_FALSE(tail.known());
    CHECK(std::isinf(tail.threshold(0.001)));
}
