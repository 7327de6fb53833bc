// SPDX-License-Identifier: GPL-3.0-or-later
// The run that measures the filter by which the camera tells colours.
#include "app/tool/calibration_steps.h"
#include "calibration/filter_transmission.h"
#include "libinspect/base/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using namespace waferglow::calibration;

/// The wheel's position of the options' filter, or of the only one.
int colour_filter(const CalibrationBench& bench) {
    const ScanTool& tool = bench.tool();
    if (tool.filter_wheel == nullptr)
        throw Error(ErrorKind::usage, "the tool has no filter wheel; its file needs a [filter_wheel]");
    const int open = tool.filter_position({});
    const std::string& name = bench.options().filter;
    if (!name.empty()) {
        const int position = tool.filter_position(name);
        if (position == open)
            throw Error(
                ErrorKind::usage,
                fmt::format("'{}' is the open position of the filter wheel, there is nothing to measure; "
                            "it has {}",
                            name, fmt::join(tool.filters, ", ")));
        return position;
    }
    const auto positions = static_cast<int>(tool.filters.size());
    if (positions != 2)
        throw Error(ErrorKind::usage, fmt::format("the filter wheel has several filters; name one of {} by "
                                                  "--filter",
                                                  fmt::join(tool.filters, ", ")));
    return open == 1 ? 2 : 1;
}

/// A square of places about the middle of the wafer, or about the place asked for.
std::vector<StagePoint> places_of(const CalibrationOptions& options) {
    constexpr int kSide = 3;
    constexpr double kStepOfDiameter = 0.2;
    constexpr double kStepAboutUm = 1000.0;
    const StagePoint middle = options.at.value_or(StagePoint{});
    const double step_um = options.at ? kStepAboutUm : 1e3 * kStepOfDiameter * options.diameter_mm;
    std::vector<StagePoint> places;
    for (int row = 0; row < kSide; ++row)
        for (int col = 0; col < kSide; ++col)
            places.push_back(
                {middle.x + (col - kSide / 2) * step_um, middle.y + (kSide / 2 - row) * step_um});
    return places;
}

double sum_of(const std::vector<std::vector<double>>& spectra, const std::vector<double>& dark) {
    double sum = 0.0;
    for (const std::vector<double>& spectrum : spectra)
        for (std::size_t i = 0; i < spectrum.size(); ++i) sum += spectrum[i] - dark[i];
    return sum;
}

Record describe_transmission(const FilterTransmission& found, double drift_share) {
    constexpr double kLeastChange = 0.05;
    constexpr double kMostTransmission = 1.05;
    constexpr double kMostDrift = 0.05;
    Record record;
    record.values = {
        {"brightest at", found.brightest_nm, "nm", {}, {}},
        {"light from", found.wavelength_nm.front(), "nm", {}, {}},
        {"light to", found.wavelength_nm.back(), "nm", {}, {}},
        {"slope at the brightest", 100.0 * found.slope_per_nm, "%/nm", {}, {}},
        {"lowest transmission", 100.0 * found.least, "%", {}, {}},
        {"highest transmission", 100.0 * found.most, "%", {}, 100.0 * kMostTransmission},
        {"change over the light", 100.0 * (found.most - found.least), "%", 100.0 * kLeastChange, {}},
        {"largest error", 100.0 * *std::ranges::max_element(found.error), "%", {}, {}},
        {"drift of the light", 100.0 * drift_share, "%", -100.0 * kMostDrift, 100.0 * kMostDrift}};
    record.numbers = {{"wavelength", "nm in air", found.wavelength_nm},
                      {"transmission", "share of the light", found.transmission},
                      {"error", "standard error of the transmission", found.error}};
    record.series = {{"transmission", "wavelength in air", "nm", "transmission", "", found.wavelength_nm,
                      found.transmission},
                     {"error", "wavelength in air", "nm", "error", "", found.wavelength_nm, found.error}};
    return record;
}

}  // namespace

Record run_colour(const CalibrationBench& bench, int averages, std::vector<double> wavelength_nm) {
    const ScanTool& tool = bench.tool();
    const int filter = colour_filter(bench);
    const ToolLight& light = bench.light({ChannelKind::pl});
    const std::vector<StagePoint> places = places_of(bench.options());
    SpectrumShot shot{.light = &light, .filter = tool.filter_position({})};
    bench.step(0.0, "finding the integration time");
    shot.integration_ms = bench.integration_for(shot, places);
    shot.averages = averages;
    bench.step(0.1, "dark");
    const std::vector<double> dark = bench.spectrum(nullptr, shot.integration_ms, averages);
    bench.step(0.2, "without the filter");
    const auto before = bench.spectra(shot, places);
    bench.step(0.5, "through the filter");
    SpectrumShot through = shot;
    through.filter = filter;
    const auto in = bench.spectra(through, places);
    bench.step(0.8, "without the filter again");
    const auto after = bench.spectra(shot, places);
    if (wavelength_nm.empty()) wavelength_nm = bench.device_wavelengths();

    std::vector<FilterPair> pairs(places.size());
    for (std::size_t p = 0; p < places.size(); ++p) {
        for (std::size_t i = 0; i < dark.size(); ++i) {
            // Light that drifts evenly is that of the middle of the three.
            pairs[p].out.push_back(0.5 * (before[p][i] + after[p][i]) - dark[i]);
            pairs[p].in.push_back(in[p][i] - dark[i]);
        }
    }
    Record record = describe_transmission(measure_transmission(wavelength_nm, pairs),
                                          sum_of(after, dark) / sum_of(before, dark) - 1.0);
    record.conditions = {{"filter", tool.filter_name(filter)},
                         {"light", light.name},
                         {"integration_ms", fmt::format("{}", shot.integration_ms)},
                         {"averages", fmt::format("{}", averages)},
                         {"places", fmt::format("{}", places.size())}};
    return record;
}

}  // namespace waferglow::tool
