// SPDX-License-Identifier: GPL-3.0-or-later
// Transmissions from made spectra whose filter is known.
#include "calibration/filter_transmission.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <random>

using namespace waferglow;
using namespace waferglow::calibration;
using Catch::Matchers::Contains;

namespace {

std::vector<double> axis() {
    std::vector<double> nm;
    for (int i = 0; i < 400; ++i) nm.push_back(380.0 + 0.5 * i);
    return nm;
}

double edge(double nm) {
    return 0.1 + 0.4 * (1.0 + std::erf((nm - 452.0) / 18.0));
}

/// Lines of several places as a spectrometer counts them, `per_place` electrons at the peak, through
/// `filter`.
template <class Filter>
std::vector<FilterPair> places_of(double peak_e, const Filter& filter, unsigned seed = 1) {
    constexpr int kPlaces = 9;
    constexpr double kReadE = 20.0;
    std::mt19937_64 random(seed);
    const std::vector<double> nm = axis();
    std::vector<FilterPair> places(kPlaces);
    for (int p = 0; p < kPlaces; ++p) {
        const auto counted = [&](double expected) {
            return std::normal_distribution<double>(expected, std::sqrt(expected + kReadE * kReadE))(random);
        };
        for (const double l : nm) {
            const double from_peak = (l - 453.0 - 0.5 * p) / 8.0;
            const double light = peak_e * (0.7 + 0.05 * p) * std::exp(-0.5 * from_peak * from_peak);
            places[static_cast<std::size_t>(p)].out.push_back(counted(light));
            places[static_cast<std::size_t>(p)].in.push_back(counted(light * filter(l)));
        }
    }
    return places;
}

}  // namespace

TEST_CASE("a transmission is found where there is light, and its error tells how far it is off",
          "[calibration]") {
    const std::vector<double> nm = axis();
    double sum = 0.0;
    double n = 0.0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const FilterTransmission found = measure_transmission(nm, places_of(2e5, edge, seed));
        CHECK(found.wavelength_nm.front() < 440.0);
        CHECK(found.wavelength_nm.back() > 468.0);
        CHECK(found.wavelength_nm.back() < 500.0);
        for (std::size_t i = 0; i < found.wavelength_nm.size(); i += 5) {
            const double off = (found.transmission[i] - edge(found.wavelength_nm[i])) / found.error[i];
            sum += off * off;
            n += 1.0;
        }
        CHECK(found.slope_per_nm == Approx(0.025).margin(0.003));
    }
    // Errors from nine places are known to a quarter; smoothing adds its own little.
    CHECK(std::sqrt(sum / n) > 0.6);
    CHECK(std::sqrt(sum / n) < 1.5);
}

TEST_CASE("light that changes from place to place takes part in the error", "[calibration]") {
    std::vector<FilterPair> places = places_of(2e5, edge);
    const FilterTransmission steady = measure_transmission(axis(), places);
    for (std::size_t p = 0; p < places.size(); ++p)
        for (double& counts : places[p].in) counts *= p % 2 == 0 ? 1.03 : 0.97;
    const FilterTransmission unsteady = measure_transmission(axis(), places);
    const std::size_t middle = unsteady.error.size() / 2;
    CHECK(unsteady.error[middle] > 2.0 * steady.error[middle]);
}

TEST_CASE("where there is no light, or none comes through, there is no transmission", "[calibration]") {
    CHECK_THROWS_WITH(measure_transmission(axis(), places_of(0.0, edge)), Contains("no light without"));
    CHECK_THROWS_WITH(measure_transmission(axis(), places_of(2e5, [](double) { return 0.0; })),
                      Contains("no light comes through the filter"));
    CHECK_THROWS_AS(measure_transmission(axis(), std::vector<FilterPair>(1)), Error);
}

TEST_CASE("the table is that of recipes, between 0 and 1", "[calibration]") {
    CHECK(transmission_csv(std::vector<double>{450.0, 450.5}, std::vector<double>{-0.001, 0.25}) ==
          "wavelength_nm,transmission\n450.0000,0.000000\n450.5000,0.250000\n");
}
