// SPDX-License-Identifier: GPL-3.0-or-later
// How the wavelengths of all dies were told: /entry/colours, a group for each channel.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <array>

namespace waferglow::hdf5 {

namespace {

using colour::ColourEvidence;
using colour::ColourSummary;

constexpr const char* kColour = "colours";
constexpr const char* kColourNames = "channels";

struct ColourNumber {
    const char* name;
    double ColourSummary::*value;
    const char* unit;
};
constexpr std::array<ColourNumber, 9> kColourNumbers{{
    {"residual", &ColourSummary::residual_nm, "nm"},
    {"leave_one_out", &ColourSummary::leave_one_out_nm, "nm"},
    {"first", &ColourSummary::first_nm, "nm"},
    {"last", &ColourSummary::last_nm, "nm"},
    {"fwhm_effect", &ColourSummary::fwhm_effect_nm, "nm"},
    {"scatter", &ColourSummary::scatter_nm, "nm"},
    {"sigma_median", &ColourSummary::sigma_median_nm, "nm"},
    {"tolerance", &ColourSummary::tolerance_nm, "nm"},
    {"exposure_spread", &ColourSummary::exposure_spread, ""},
}};

struct ColourCount {
    const char* name;
    std::int64_t ColourSummary::*value;
};
constexpr std::array<ColourCount, 3> kColourCounts{{
    {"dies", &ColourSummary::dies},
    {"spectra", &ColourSummary::spectra},
    {"beyond_range", &ColourSummary::beyond_range},
}};

}  // namespace

void write_colours(hid_t entry, const ArrayWriter& arrays, const std::vector<ColourEvidence>& colours) {
    if (colours.empty()) return;
    const Group all = make_group(entry, kColour, "NXcollection");
    const Group order = make_group(all.get(), kColourNames, "NXcollection");
    TableWriter(arrays, order.get()).texts_of("name", colours, [](const ColourEvidence& e) {
        return e.channel;
    });
    for (const ColourEvidence& evidence : colours) {
        const ColourSummary& summary = evidence.summary;
        const Group group = make_group(all.get(), ("channel_" + evidence.channel).c_str(), "NXcollection");
        put_text(group.get(), "of", evidence.of);
        put_text(group.get(), "fault", summary.fault);
        put_integer(group.get(), "relative", summary.relative ? 1 : 0);
        for (const ColourCount& count : kColourCounts)
            put_integer(group.get(), count.name, summary.*count.value);
        for (const ColourNumber& number : kColourNumbers)
            put_number(group.get(), number.name, summary.*number.value, number.unit);
        const TableWriter curve(arrays, group.get());
        curve.column<double>("curve_wavelength", summary.curve_nm, "nm");
        curve.column<double>("curve_ratio", summary.curve_ratio);
    }
}

std::vector<ColourEvidence> read_colours(hid_t entry) {
    std::vector<ColourEvidence> colours;
    if (!has(entry, kColour)) return colours;
    const Group all = open_group(entry, kColour);
    const Group order = open_group(all.get(), kColourNames);
    for (const std::string& name : TableReader(order.get()).texts("name")) {
        const Group group = open_group(all.get(), ("channel_" + name).c_str());
        ColourEvidence& evidence =
            colours.emplace_back(ColourEvidence{name, get_text(group.get(), "of"), {}});
        ColourSummary& summary = evidence.summary;
        summary.fault = get_text(group.get(), "fault");
        summary.relative = get_integer(group.get(), "relative") != 0;
        for (const ColourCount& count : kColourCounts)
            summary.*count.value = get_integer(group.get(), count.name);
        for (const ColourNumber& number : kColourNumbers)
            summary.*number.value = get_number(group.get(), number.name);
        TableReader curve(group.get());
        summary.curve_nm = curve.column<double>("curve_wavelength");
        summary.curve_ratio = curve.column<double>("curve_ratio");
    }
    return colours;
}

}  // namespace waferglow::hdf5
